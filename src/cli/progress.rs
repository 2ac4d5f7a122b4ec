//! Shows how a crawl is getting on: a bar on a terminal, a line now and then elsewhere, nothing when quiet. The crawl
//! only tells what happened; this decides how it looks.

use std::{collections::BTreeMap, time::Duration};

use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Context;
use crate::{
    crawl::{Event, Seen},
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
    pages: u64,
    errors: u64,
    /// Steps per portal so far; they never go back.
    steps: BTreeMap<PortalId, u64>,
    sum: u64,
    /// Portals done when the last line was written.
    told: u32,
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
            pages: 0,
            errors: 0,
            steps: BTreeMap::new(),
            sum: 0,
            told: 0,
        }
    }

    /// Takes in one event.
    pub fn saw(&mut self, event: &Event) {
        match event {
            Event::PortalStarted { .. } => return,
            Event::Visited { portal, seen, pages, queued, .. } => {
                self.pages += 1;
                self.errors += u64::from(!matches!(seen, Seen::Status(200..=399)));
                let goal = (pages + queued).clamp(1, self.budget);
                self.advance(portal, STEPS * u64::from(*pages.min(&goal)) / u64::from(goal));
            }
            Event::PortalDone { portal, .. } => {
                self.done += 1;
                self.advance(portal, STEPS);
                self.line();
            }
        }
        self.bar.set_position(self.sum);
        self.bar.set_message(self.message());
    }

    fn advance(&mut self, portal: &PortalId, steps: u64) {
        let known = self.steps.entry(portal.clone()).or_default();
        if steps > *known {
            self.sum += steps - *known;
            *known = steps;
        }
    }

    fn message(&self) -> String {
        let rate = self.pages as f64 / self.bar.elapsed().as_secs_f64().max(0.001);
        let left = HumanDuration(self.bar.eta());
        let Self { done, portals, pages, errors, .. } = self;
        match self.context.lang {
            Lang::Vi => format!("{done}/{portals} cổng, {pages} trang, {rate:.0} trang/s, {errors} lỗi, còn {left:#}"),
            Lang::En => {
                format!("{done}/{portals} portals, {pages} pages, {rate:.0} pages/s, {errors} errors, {left:#} left")
            }
        }
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
