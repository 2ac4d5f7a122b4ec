//! How a portal was treated apart from the others, and on what ground.

use std::time::Duration;

use super::{Lang, day};
use crate::registry::{Authorisation, Manners};

/// A sentence for each way in which the portal was treated apart; none for most.
pub(crate) fn manners(manners: &Manners, lang: Lang) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(interval) = manners.interval {
        let interval = seconds(interval, lang);
        parts.push(match lang {
            Lang::Vi => format!("cách nhau ít nhất {interval}"),
            Lang::En => format!("at least {interval} apart"),
        });
    }
    if let Some(connections) = manners.connections {
        parts.push(match lang {
            Lang::Vi => format!("không quá {connections} yêu cầu cùng lúc"),
            Lang::En => format!("at most {connections} at a time"),
        });
    }
    if let Some(hours) = manners.quiet_hours {
        parts.push(match lang {
            Lang::Vi => format!("không gửi trong khoảng {hours} giờ Việt Nam"),
            Lang::En => format!("none in {hours} Viet Nam time"),
        });
    }
    if !manners.tls.is_empty() {
        let problems: Vec<&str> = manners.tls.iter().map(|problem| super::tls_problem(*problem, lang)).collect();
        let problems = problems.join("; ");
        parts.push(match lang {
            Lang::Vi => format!("chấp nhận lỗi chứng thư số: {problems}"),
            Lang::En => format!("a flawed certificate is accepted: {problems}"),
        });
    }
    let reason = &manners.reason;
    let own = (!parts.is_empty()).then(|| match lang {
        Lang::Vi => format!("Yêu cầu gửi riêng cho cổng này: {} (lý do: {reason})", parts.join("; ")),
        Lang::En => format!("Requests to this portal: {} (reason: {reason})", parts.join("; ")),
    });
    own.into_iter().chain(manners.robots.as_ref().map(|leave| set_aside(leave, lang))).collect()
}

fn set_aside(leave: &Authorisation, lang: Lang) -> String {
    let (document, date) = (&leave.document, day(leave.date, lang));
    match lang {
        Lang::Vi => format!("Không theo robots.txt của cổng này, theo văn bản cho phép số {document} ngày {date}"),
        Lang::En => {
            format!("The robots.txt of this portal was set aside as authorised by document {document} of {date}")
        }
    }
}

/// Seconds with up to three decimals and no more than needed.
pub(crate) fn seconds(time: Duration, lang: Lang) -> String {
    let text = format!("{:.3}", time.as_secs_f64());
    let text = text.trim_end_matches('0').trim_end_matches('.');
    match lang {
        Lang::Vi => format!("{} giây", text.replace('.', ",")),
        Lang::En => format!("{text} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_exception_is_said_with_its_ground() {
        let mut apart = Manners::default();
        assert_eq!(manners(&apart, Lang::Vi), [""; 0]);
        apart.interval = Some(Duration::from_millis(2500));
        apart.reason = "đề nghị của cơ quan".to_owned();
        apart.robots = Authorisation::parse("12/VPMP; 2026-10-12");
        assert_eq!(
            manners(&apart, Lang::Vi),
            [
                "Yêu cầu gửi riêng cho cổng này: cách nhau ít nhất 2,5 giây (lý do: đề nghị của cơ quan)",
                "Không theo robots.txt của cổng này, theo văn bản cho phép số 12/VPMP ngày 12/10/2026",
            ]
        );
        apart.connections = Some(1);
        apart.quiet_hours = "07:00-18:00".parse().ok();
        assert_eq!(
            manners(&apart, Lang::En)[0],
            "Requests to this portal: at least 2.5 s apart; at most 1 at a time; none in 07:00-18:00 Viet Nam time \
             (reason: đề nghị của cơ quan)"
        );
    }
}
