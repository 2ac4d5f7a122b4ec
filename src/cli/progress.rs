//! Shows how a crawl is getting on: a bar on a terminal, a line now and then elsewhere, nothing when quiet. The crawl
//! only tells what happened; this decides how it looks.

use std::{collections::BTreeMap, time::Duration};

use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::{Timestamp, tz::Offset};

use super::Context;
use crate::{
    crawl::{Event, Pause, Seen, StopReason},
    registry::PortalId,
    report::Lang,
};

/// Steps of the bar per portal: a portal moves it bit by bit.
const STEPS: u64 = 1000;

/// How far the crawl is.
pub struct Progress<'c> {
    context: &'c Context,
    bar: ProgressBar,
    portals: u32,
    budget: u32,
    done: u32,
    /// Pages read, as the report counts them, on the portals so far.
    pages: BTreeMap<PortalId, u32>,
    /// Addresses that answered with an error or not at all.
    errors: u64,
    /// Steps per portal so far; they never go back.
    steps: BTreeMap<PortalId, u64>,
    sum: u64,
    /// Portals done when the last line was written.
    told: u32,
    /// Portals that pause, what for, and when they go on.
    paused: BTreeMap<PortalId, (Pause, Timestamp)>,
    /// Until when our own connection is waited for, while it is lost.
    offline: Option<Timestamp>,
}

impl<'c> Progress<'c> {
    /// For a crawl of `portals` with at most `budget` pages each.
    pub fn new(context: &'c Context, portals: usize, budget: u32) -> Self {
        let bar = ProgressBar::with_draw_target(Some(portals as u64 * STEPS), ProgressDrawTarget::hidden());
        if context.draws_progress() {
            bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(5));
            let style = ProgressStyle::with_template("{bar:28} {percent:>3}% {elapsed_precise} {msg}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar.enable_steady_tick(Duration::from_millis(500));
        }
        Self {
            context,
            bar,
            portals: portals as u32,
            budget: budget.max(1),
            done: 0,
            pages: BTreeMap::new(),
            errors: 0,
            steps: BTreeMap::new(),
            sum: 0,
            told: 0,
            paused: BTreeMap::new(),
            offline: None,
        }
    }

    /// Takes in one event.
    pub fn saw(&mut self, event: &Event) {
        match event {
            Event::PortalStarted { .. } => return,
            Event::Paused { portal, until, pause } => self.pauses(portal, *pause, *until),
            Event::ConnectionLost { until } => self.is_offline(Some(*until)),
            Event::ConnectionBack => self.is_offline(None),
            Event::Visited { portal, seen, pages, queued, archived, .. } => {
                if !archived {
                    self.paused.remove(portal);
                }
                self.pages.insert(portal.clone(), *pages);
                self.errors += u64::from(!matches!(seen, Seen::Status(200..=399)));
                let goal = (pages + queued).clamp(1, self.budget);
                self.advance(portal, STEPS * u64::from(*pages.min(&goal)) / u64::from(goal));
            }
            // What was interrupted is not done.
            Event::PortalDone { end, .. } if end.stop == StopReason::Interrupted => return,
            Event::PortalDone { portal, end } => {
                self.paused.remove(portal);
                self.pages.insert(portal.clone(), end.pages);
                self.done += 1;
                self.advance(portal, STEPS);
                self.line();
            }
        }
        self.bar.set_position(self.sum);
        self.bar.set_message(self.message());
    }

    /// A portal pauses: said in a line of its own where no bar shows it, once for those that do it together.
    fn pauses(&mut self, portal: &PortalId, pause: Pause, until: Timestamp) {
        let news = !self.paused.values().any(|other| match pause {
            Pause::QuietHours => *other == (pause, until),
            // Each is due at a time of its own.
            Pause::SecondPass => other.0 == pause,
        });
        self.paused.insert(portal.clone(), (pause, until));
        if news && !self.context.draws_progress() && self.context.tells_progress() {
            let until = clock_time(until);
            self.context.note(&match (self.context.lang, pause) {
                (Lang::Vi, Pause::QuietHours) => format!("giờ nghỉ: tạm dừng đến {until} (giờ Việt Nam)"),
                (Lang::En, Pause::QuietHours) => format!("quiet hours: paused until {until} Viet Nam time"),
                (Lang::Vi, Pause::SecondPass) => {
                    format!("lượt thứ hai: địa chỉ chưa trả lời được hỏi lại từ {until} (giờ Việt Nam)")
                }
                (Lang::En, Pause::SecondPass) => {
                    format!("second pass: what did not answer is asked for again from {until} Viet Nam time on")
                }
            });
        }
    }

    /// Our own connection is lost, and waited for until then; or it is back.
    fn is_offline(&mut self, until: Option<Timestamp>) {
        self.offline = until;
        if self.context.draws_progress() || !self.context.tells_progress() {
            return;
        }
        self.context.note(&match (self.context.lang, until.map(clock_time)) {
            (Lang::Vi, Some(until)) => {
                format!("mất kết nối mạng: tạm dừng, thử lại cho đến {until} (giờ Việt Nam); không cổng nào bị tính là lỗi")
            }
            (Lang::En, Some(until)) => format!(
                "no connection to the internet: paused, trying again until {until} Viet Nam time; no portal is blamed for it"
            ),
            (Lang::Vi, None) => "có kết nối mạng trở lại: chạy tiếp".to_owned(),
            (Lang::En, None) => "the connection is back: going on".to_owned(),
        });
    }

    /// What is said while our own connection is lost, or of portals that pause; empty if there are none.
    fn pause(&self) -> String {
        if let Some(until) = self.offline.map(clock_time) {
            return match self.context.lang {
                Lang::Vi => format!(", mất kết nối mạng, thử lại đến {until}"),
                Lang::En => format!(", no connection, trying until {until}"),
            };
        }
        let Some((_, until)) = self.paused.values().min_by_key(|(_, until)| until) else { return String::new() };
        let (count, until) = (self.paused.len(), clock_time(*until));
        match self.context.lang {
            Lang::Vi => format!(", {count} cổng chờ đến {until}"),
            Lang::En => format!(", {count} waiting until {until}"),
        }
    }

    fn advance(&mut self, portal: &PortalId, steps: u64) {
        let known = self.steps.entry(portal.clone()).or_default();
        if steps > *known {
            self.sum += steps - *known;
            *known = steps;
        }
    }

    fn message(&self) -> String {
        let pages: u64 = self.pages.values().map(|pages| u64::from(*pages)).sum();
        let rate = pages as f64 / self.bar.elapsed().as_secs_f64().max(0.001);
        let left = HumanDuration(self.bar.eta());
        let Self { done, portals, errors, .. } = self;
        let (so_far, left) = match self.context.lang {
            Lang::Vi => (
                format!("{done}/{portals} cổng, {pages} trang đã đọc, {rate:.0} trang/s, {errors} lỗi"),
                format!(", còn {left:#}"),
            ),
            Lang::En => (
                format!("{done}/{portals} portals, {pages} pages read, {rate:.0} pages/s, {errors} errors"),
                format!(", {left:#} left"),
            ),
        };
        // After the end there is nothing left.
        if done == portals { so_far } else { so_far + &self.pause() + &left }
    }

    /// Where no bar can be drawn, a line for each tenth of the portals.
    fn line(&mut self) {
        let due = self.done == self.portals || (self.done - self.told) * 10 >= self.portals;
        if !self.context.draws_progress() && self.context.tells_progress() && due {
            self.told = self.done;
            self.context.note(&self.message());
        }
    }

    /// Takes the bar away.
    pub fn finish(self) {
        self.bar.finish_and_clear();
    }
}

/// Hour and day in Viet Nam.
fn clock_time(moment: Timestamp) -> String {
    let here = Offset::constant(7).to_datetime(moment);
    format!("{:02}:{:02} {:02}/{:02}", here.hour(), here.minute(), here.day(), here.month())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cli::{Output, args::Color},
        fetch::Failure,
        snapshot::{HomeSeen, PortalEnd},
    };

    fn visited(portal: &str, seen: Seen, pages: u32) -> Event {
        let (portal, url) = (PortalId::new(portal), "http://mau-01.gov.vn/".parse().unwrap());
        Event::Visited { portal, url, seen, bytes: 1, pages, queued: 3, archived: false }
    }

    fn done(portal: &str, stop: StopReason, pages: u32) -> Event {
        let end = PortalEnd {
            stop,
            home: HomeSeen::Read,
            pages,
            discovered: 9,
            visited: 9,
            errors: 0,
            sitemap: None,
            exhausted: false,
            forbidden: 0,
            traps: 0,
        };
        Event::PortalDone { portal: PortalId::new(portal), end }
    }

    fn last_line(events: &[Event]) -> String {
        told(events).1
    }

    /// All that was said, and the last line of it or, when nothing was, what the bar shows.
    fn told(events: &[Event]) -> (Vec<String>, String) {
        let (output, captured) = Output::captured();
        let mut context = Context::bare(output, Color::Never, Lang::default());
        context.lang = Lang::En;
        let mut progress = Progress::new(&context, 2, 10);
        for event in events {
            progress.saw(event);
        }
        let message = progress.message();
        progress.finish();
        let lines: Vec<String> = captured.stderr().lines().map(str::to_owned).collect();
        let last = lines.last().cloned().unwrap_or(message);
        (lines, last)
    }

    #[test]
    fn only_what_was_read_as_a_page_counts_as_one_and_after_the_end_no_time_is_left() {
        let failed = || Seen::Failed(Failure::Dns);
        let gone = StopReason::Unreachable { failure: Failure::Dns };
        let events = [visited("a", failed(), 0), done("a", gone, 0), visited("b", failed(), 0), done("b", gone, 0)];
        assert_eq!(last_line(&events), "2/2 portals, 0 pages read, 0 pages/s, 2 errors");
        let events = [
            visited("a", Seen::Status(200), 1),
            visited("a", Seen::Status(302), 1),
            visited("b", Seen::Status(200), 1),
            visited("b", Seen::Status(404), 1),
            done("a", StopReason::Exhausted, 1),
            done("b", StopReason::Exhausted, 1),
        ];
        let line = last_line(&events);
        assert!(line.starts_with("2/2 portals, 2 pages read, ") && line.ends_with(" 1 errors"), "{line}");
    }

    #[test]
    fn quiet_hours_are_told_once_for_all_and_are_over_with_the_first_answer() {
        let until = "2026-11-24T11:00:00Z".parse().unwrap();
        let pause = Pause::QuietHours;
        let paused = |portal: &str| Event::Paused { portal: PortalId::new(portal), until, pause };
        assert_eq!(last_line(&[paused("a"), paused("b")]), "quiet hours: paused until 18:00 24/11 Viet Nam time");
        let events = [paused("a"), visited("a", Seen::Status(200), 1), done("a", StopReason::Exhausted, 1)];
        assert!(!last_line(&events).contains("paused"), "{}", last_line(&events));
    }

    #[test]
    fn the_wait_for_the_second_pass_is_told_once_though_each_portal_is_due_at_its_own_time() {
        let paused = |portal: &str, second: i8| {
            let until = jiff::civil::date(2026, 11, 24).at(11, 0, second, 0);
            let until = Offset::UTC.to_timestamp(until).unwrap();
            Event::Paused { portal: PortalId::new(portal), until, pause: Pause::SecondPass }
        };
        let said = "second pass: what did not answer is asked for again from 18:00 24/11 Viet Nam time on";
        assert_eq!(told(&[paused("a", 7), paused("b", 9)]).0, [said]);
    }

    #[test]
    fn a_lost_connection_is_told_in_both_languages_until_it_is_back() {
        let until = "2026-11-24T11:00:00Z".parse().unwrap();
        let lost = Event::ConnectionLost { until };
        let said = "no connection to the internet: paused, trying again until 18:00 24/11 Viet Nam time; no portal is \
                    blamed for it";
        assert_eq!(last_line(&[visited("a", Seen::Status(200), 1), lost.clone()]), said);
        assert_eq!(last_line(&[lost.clone(), Event::ConnectionBack]), "the connection is back: going on");
        let (output, captured) = Output::captured();
        let context = Context::bare(output, Color::Never, Lang::Vi);
        let mut progress = Progress::new(&context, 2, 10);
        progress.saw(&lost);
        assert!(progress.message().contains("mất kết nối mạng, thử lại đến 18:00 24/11"), "{}", progress.message());
        progress.saw(&Event::ConnectionBack);
        assert!(!progress.message().contains("mạng"), "{}", progress.message());
        assert!(captured.stderr().contains("mất kết nối mạng: tạm dừng"), "{}", captured.stderr());
        assert!(captured.stderr().contains("có kết nối mạng trở lại"), "{}", captured.stderr());
    }

    #[test]
    fn portals_that_were_interrupted_are_not_done() {
        let events = [
            visited("a", Seen::Status(200), 1),
            done("a", StopReason::Exhausted, 1),
            done("b", StopReason::Interrupted, 0),
        ];
        assert!(last_line(&events).starts_with("1/2 portals, "), "{}", last_line(&events));
    }
}
