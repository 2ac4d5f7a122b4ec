//! One run from its first request to its report: crawl every portal, let the judge steer, keep the findings.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::{
    assemble::{assemble, decisions, run_facts},
    focus::JudgingFocusFactory,
    kept::Kept,
    outcome::Verdicts,
};
use crate::{
    attachment::{Nobody, ReadFiles},
    clock::date_in_vietnam,
    crawl::{self, Browser, CrawlError, CrawlOptions, Event, Parts, StopSignal},
    fetch::Fetch,
    judge::Judge,
    registry::Portal,
    report::Report,
    review::{Rulings, Waivers},
    rules::RulePack,
    snapshot::{self, Lock, Run},
};

/// Why a run could not be completed. What was acknowledged before is kept, and the run can be resumed.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// The crawl could not go on.
    #[error(transparent)]
    Crawl(#[from] CrawlError),
    /// The run folder could not be used.
    #[error(transparent)]
    Snapshot(#[from] snapshot::Error),
    /// The findings could not be written as JSON.
    #[error("cannot keep the findings: {0}")]
    Findings(#[from] serde_json::Error),
}

/// A run in progress: a folder, the portals to visit and the judge.
pub struct Session {
    run: Run,
    rules: RulePack,
    judge: Arc<Judge>,
    portals: Vec<Portal>,
    verdicts: Arc<Verdicts>,
    waivers: Waivers,
    reader: Arc<dyn ReadFiles>,
    browser: Browser,
}

impl Session {
    /// Begins or takes up `run` over `portals`.
    pub fn new(run: Run, portals: Vec<Portal>, rules: RulePack, judge: Judge) -> Self {
        Self {
            run,
            rules,
            judge: Arc::new(judge),
            portals,
            verdicts: Arc::default(),
            waivers: Waivers::default(),
            reader: Arc::new(Nobody),
            browser: Browser::Never,
        }
    }

    /// With somebody to read the files that portals link to; otherwise it is only seen whether they answer.
    #[must_use]
    pub fn with_reader(self, reader: Arc<dyn ReadFiles>) -> Self {
        Self { reader, ..self }
    }

    /// With findings that are accepted for a time.
    #[must_use]
    pub fn with_waivers(self, waivers: Waivers) -> Self {
        Self { waivers, ..self }
    }

    /// Gives pages that need one to `browser`, whose version is noted in the manifest of the run.
    pub fn use_browser(&mut self, browser: Browser) -> Result<(), SessionError> {
        if let Browser::Ready(renderer) = &browser {
            self.run.has_browser(renderer.version())?;
        }
        self.browser = browser;
        Ok(())
    }

    /// Which browser rendered pages in this session or an earlier one; `None` if none did.
    pub fn browser_version(&self) -> Option<&str> {
        self.run.manifest().browser.as_deref()
    }

    /// Crawls all portals, telling `events`; returns when all are done or after `stop`.
    pub async fn crawl(
        &self,
        fetch: Arc<dyn Fetch>,
        options: CrawlOptions,
        events: mpsc::Sender<Event>,
        stop: StopSignal,
    ) -> Result<(), SessionError> {
        let started = self.run.manifest().started;
        let reader = Arc::clone(&self.reader);
        let focus = JudgingFocusFactory::new(Arc::clone(&self.judge), Arc::clone(&self.verdicts), reader, started);
        let parts = Parts {
            fetch,
            browser: self.browser.clone(),
            archive: Arc::new(self.run.recorder()),
            focus: Arc::new(focus),
        };
        Ok(crawl::crawl(self.portals.clone(), options, parts, events, stop).await?)
    }

    /// Whom it visits.
    pub fn portals(&self) -> &[Portal] {
        &self.portals
    }

    /// Where the run lies.
    pub fn folder(&self) -> &std::path::Path {
        self.run.folder()
    }

    /// Leaves the run as it is, to be resumed.
    pub fn leave(self) -> Result<(), SessionError> {
        Ok(self.run.close()?)
    }

    /// Keeps the findings, marks the run as complete and makes the report. The run stays locked until the second value
    /// is dropped, so that no other process comes between it and its report.
    pub fn conclude(self) -> Result<(Report, Option<Lock>), SessionError> {
        let outcomes = self.verdicts.take();
        let kept = Kept::of(&outcomes, &self.judge, &self.rules.digest)?;
        self.run.recorder().replace_findings(kept.findings, kept.judged)?;
        let manifest = self.run.manifest().clone();
        let rulings = Rulings::new(decisions(&self.run.saved()?)?, self.waivers);
        let folder = self.run.folder().to_owned();
        let lock = self.run.finish()?;
        // The manifest as it is now on disk: with the time of the end.
        let facts = run_facts(&snapshot::Manifest::read(&folder)?);
        let day = date_in_vietnam(manifest.started);
        Ok((assemble(&self.judge, &self.rules, &self.portals, outcomes, facts, day, &rulings), lock))
    }
}
