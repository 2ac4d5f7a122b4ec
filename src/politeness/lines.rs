//! The lines of the account in both languages, worded once for the terminal and for the page.

use std::time::Duration;

use jiff::{Timestamp, tz::Offset};

use super::v1::{Change, Host, Peak, Politeness, Robots, RobotsAnswer, Run, Shared};
use crate::{
    fetch::Ipv6,
    report::{Lang, seconds},
    snapshot::PaceReason,
};

/// What a line is about, and what it says.
pub(super) type Line = (&'static str, String);

/// Changes of pace that are listed; the rest is counted.
const MOST_CHANGES: usize = 20;

/// Title of the account.
pub(super) fn title(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "Cách gửi yêu cầu đến từng máy chủ",
        Lang::En => "How each host was asked",
    }
}

/// Who asked, and by which rules.
pub(super) fn of_run(run: &Run, lang: Lang) -> Vec<Line> {
    let mut lines = vec![(word(lang, "đợt kiểm tra", "run"), format!("{} ({})", run.cohort, run.program))];
    if run.simulated {
        lines.push((word(lang, "lưu ý", "note"), word(lang, "DỮ LIỆU MÔ PHỎNG", "SIMULATED DATA").to_owned()));
    }
    if let Some(agent) = &run.user_agent {
        lines.push(("User-Agent", agent.clone()));
    }
    if let Some(contact) = &run.contact {
        lines.push((word(lang, "liên hệ", "contact"), contact.clone()));
    }
    let end = run.finished.map_or_else(|| word(lang, "chưa xong", "not complete").to_owned(), moment);
    lines.push((word(lang, "thời gian", "time"), format!("{} – {end} ({})", moment(run.started), zone(lang))));
    let pace = match (run.interval_ms, run.connections) {
        (Some(interval), Some(connections)) => {
            let interval = millis(interval, lang);
            match lang {
                Lang::Vi => format!("cách nhau ít nhất {interval}, không quá {connections} yêu cầu cùng lúc"),
                Lang::En => format!("at least {interval} apart, at most {connections} at a time"),
            }
        }
        _ => word(lang, "không giới hạn", "without limit").to_owned(),
    };
    lines.push((word(lang, "nhịp cho mỗi máy chủ", "pace for each host"), pace));
    if let Some(hours) = &run.quiet_hours {
        lines.push((word(lang, "giờ nghỉ", "quiet hours"), format!("{hours} ({})", zone(lang))));
    }
    lines
}

/// Everything about one host.
pub(super) fn of_host(host: &Host, lang: Lang) -> Vec<Line> {
    let mut lines = vec![
        (word(lang, "cổng", "portals"), host.portals.join(", ")),
        (word(lang, "địa chỉ", "addresses"), addresses(host, lang)),
        (word(lang, "yêu cầu", "requests"), requests(host, lang)),
        (word(lang, "mật độ", "peak"), peak(&host.peak, lang)),
        (word(lang, "kết quả", "what came of them"), outcomes(host, lang)),
    ];
    let robots = host.robots.iter().map(|robots| self::robots(robots, host.robots_set_aside, lang));
    lines.extend(robots.map(|said| ("robots.txt", said)));
    if let Some(delay) = host.crawl_delay_ms {
        let (delay, closer) = (millis(delay, lang), host.closer_than_asked);
        let said = match (lang, closer) {
            (Lang::Vi, 0) => format!("{delay} giữa hai yêu cầu, không lần nào gần hơn"),
            (Lang::En, 0) => format!("{delay} between two requests, never closer"),
            (Lang::Vi, _) => format!("{delay} giữa hai yêu cầu, {closer} lần gần hơn"),
            (Lang::En, _) => format!("{delay} between two requests, {closer} times closer"),
        };
        lines.push(("Crawl-delay", said));
    }
    if let Some(hours) = &host.quiet_hours {
        let inside = host.in_quiet_hours;
        lines.push((
            word(lang, "giờ nghỉ", "quiet hours"),
            match lang {
                Lang::Vi => format!("{hours} ({}), {inside} yêu cầu trong khoảng đó", zone(lang)),
                Lang::En => format!("{hours} ({}), {inside} requests within them", zone(lang)),
            },
        ));
    }
    let manners = host.manners.iter().map(|text| match lang {
        Lang::Vi => text.vi.clone(),
        Lang::En => text.en.clone(),
    });
    lines.extend(manners.map(|said| (word(lang, "theo danh sách cổng", "by the registry"), said)));
    let label = word(lang, "đổi nhịp", "change of pace");
    lines.extend(host.changes.iter().take(MOST_CHANGES).map(|change| (label, self::change(change, lang))));
    if let Some(more) = host.changes.len().checked_sub(MOST_CHANGES).filter(|more| *more > 0) {
        let said = match lang {
            Lang::Vi => format!("và {more} lần nữa; `--format json` liệt kê đủ"),
            Lang::En => format!("and {more} more; `--format json` lists all"),
        };
        lines.push((label, said));
    }
    lines
}

/// One address with its hosts.
pub(super) fn of_shared(shared: &Shared, lang: Lang) -> String {
    let Shared { address, hosts, requests, peak: close } = shared;
    let (hosts, close) = (hosts.join(", "), peak(close, lang));
    match lang {
        Lang::Vi => format!("{address} ({hosts}): {requests} yêu cầu, {close}"),
        Lang::En => format!("{address} ({hosts}): {requests} requests, {close}"),
    }
}

/// What the section on shared addresses is called.
pub(super) fn shared_title(lang: Lang) -> &'static str {
    word(lang, "Máy chủ dùng chung địa chỉ, tính chung một hạn mức", "Hosts that share an address, and one budget")
}

/// What is said where no host was asked.
pub(super) fn nobody(account: &Politeness, lang: Lang) -> Option<&'static str> {
    account.hosts.is_empty().then(|| word(lang, "Chưa gửi yêu cầu nào.", "Nobody has been asked for anything."))
}

fn addresses(host: &Host, lang: Lang) -> String {
    let addresses = match host.addresses.as_slice() {
        [] => word(lang, "không rõ", "unknown").to_owned(),
        some => some.join(", "),
    };
    match host.ipv6 {
        Ipv6::Present => format!("{addresses}; {}", word(lang, "có IPv6", "reached over IPv6 too")),
        Ipv6::Absent => format!("{addresses}; {}", word(lang, "không có IPv6", "no IPv6")),
        Ipv6::Unknown => addresses,
    }
}

fn requests(host: &Host, lang: Lang) -> String {
    let (requests, bytes) = (host.requests, size(host.bytes, lang));
    let (first, last) = (moment(host.first), moment(host.last));
    let said = match lang {
        Lang::Vi => format!("{requests} trong khoảng {first} – {last}, nhận {bytes}"),
        Lang::En => format!("{requests} from {first} to {last}, {bytes} received"),
    };
    match (host.untimed, lang) {
        (0, _) => said,
        (untimed, Lang::Vi) => format!("{said}; {untimed} lần thử lại không ghi thời điểm"),
        (untimed, Lang::En) => format!("{said}; {untimed} of them retries whose time was not noted"),
    }
}

fn peak(close: &Peak, lang: Lang) -> String {
    let Peak { busiest_minute, shortest_gap_ms, longest_burst } = *close;
    let gap = shortest_gap_ms.map_or_else(|| "–".to_owned(), |gap| millis(gap, lang));
    match lang {
        Lang::Vi => format!(
            "nhiều nhất {busiest_minute} yêu cầu trong 60 giây, gần nhau nhất {gap}, dồn liền nhiều nhất {longest_burst}"
        ),
        Lang::En => {
            format!("at most {busiest_minute} requests in any 60 s, shortest gap {gap}, longest burst {longest_burst}")
        }
    }
}

fn outcomes(host: &Host, lang: Lang) -> String {
    let kinds: Vec<String> = host.outcomes.iter().map(|each| format!("{} × {}", each.kind, each.requests)).collect();
    let tenths = (u64::from(host.errors) * 2000).checked_div(2 * u64::from(host.requests)).unwrap_or(0);
    let share = format!("{}{}{}", tenths / 10, word(lang, ",", "."), tenths % 10);
    let kinds = kinds.join(", ");
    match lang {
        Lang::Vi => format!("{kinds}; lỗi {} ({share} %)", host.errors),
        Lang::En => format!("{kinds}; {} errors ({share}%)", host.errors),
    }
}

fn robots(robots: &Robots, set_aside: bool, lang: Lang) -> String {
    let said = match (robots.answer, robots.start_allowed) {
        (RobotsAnswer::Rules, _) if set_aside => {
            word(lang, "có quy tắc, không theo vì được phép", "rules, set aside by authorisation")
        }
        (RobotsAnswer::Rules, true) => word(lang, "có quy tắc, được tuân theo", "rules, obeyed"),
        (RobotsAnswer::Rules, false) => word(lang, "không cho xem trang chủ", "forbids the start page"),
        (RobotsAnswer::None, _) => {
            word(lang, "không có tệp: mọi địa chỉ đều được phép", "no such file: all is allowed")
        }
        (RobotsAnswer::Redirect, _) => word(lang, "chuyển đến địa chỉ khác", "leads elsewhere"),
        (RobotsAnswer::Unreachable, _) => {
            word(lang, "không đọc được: không được phép xem gì", "could not be had: nothing is allowed")
        }
    };
    let delay = robots.crawl_delay_ms.map(|delay| format!(", Crawl-delay {}", millis(delay, lang)));
    format!("{} {}: {said}{}", moment(robots.at), robots.url, delay.unwrap_or_default())
}

fn change(change: &Change, lang: Lang) -> String {
    let (at, pace) = (moment(change.at), millis(change.interval_ms, lang));
    let why = reason(change.why, lang);
    let until = change.until.map(|until| match lang {
        Lang::Vi => format!(", để yên đến {}", moment(until)),
        Lang::En => format!(", left alone until {}", moment(until)),
    });
    let until = until.unwrap_or_default();
    match lang {
        Lang::Vi => format!("{at}: {why}; từ đó cách nhau ít nhất {pace}{until}"),
        Lang::En => format!("{at}: {why}; from then on at least {pace} apart{until}"),
    }
}

fn reason(why: PaceReason, lang: Lang) -> &'static str {
    match why {
        PaceReason::CrawlDelay => {
            word(lang, "robots.txt yêu cầu (Crawl-delay)", "robots.txt asks for it (Crawl-delay)")
        }
        PaceReason::PushedBack => {
            word(lang, "máy chủ báo quá tải (429, 503)", "the server is asked too much (429, 503)")
        }
        PaceReason::RetryAfter => {
            word(lang, "máy chủ yêu cầu chờ (Retry-After)", "the server asks for time (Retry-After)")
        }
        PaceReason::Errors => word(lang, "máy chủ báo lỗi liên tiếp", "errors in a row"),
        PaceReason::Latency => word(lang, "máy chủ trả lời ngày càng chậm", "answers take longer and longer"),
        PaceReason::SlowAnswer => word(lang, "một lần trả lời quá chậm", "an answer took very long"),
        PaceReason::Recovered => word(lang, "máy chủ trả lời tốt trở lại", "the server answers well again"),
    }
}

fn word(lang: Lang, vi: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

fn zone(lang: Lang) -> &'static str {
    word(lang, "giờ Việt Nam", "Viet Nam time")
}

fn millis(millis: u64, lang: Lang) -> String {
    seconds(Duration::from_millis(millis), lang)
}

/// Day and time in Viet Nam, to the second, the same in both languages.
fn moment(at: Timestamp) -> String {
    let here = Offset::constant(7).to_datetime(at);
    format!("{} {:02}:{:02}:{:02}", here.date(), here.hour(), here.minute(), here.second())
}

fn size(bytes: u64, lang: Lang) -> String {
    let (unit, divisor) = match bytes {
        0..1_000 => return format!("{bytes} {}", word(lang, "byte", "bytes")),
        1_000..1_000_000 => ("KB", 1_000),
        _ => ("MB", 1_000_000),
    };
    let tenths = bytes * 10 / divisor;
    format!("{}{}{} {unit}", tenths / 10, word(lang, ",", "."), tenths % 10)
}
