//! The options of a crawl as a user gives them, as they stand in the manifest, and as the crawl takes them. A resumed
//! run takes them from the manifest.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::BrowserChoice;
use crate::crawl::{Budget, CrawlOptions, Politeness};

/// Options of a run that bear on what is visited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RunOptions {
    /// Address that visited agencies can turn to.
    pub contact: String,
    /// Requests per second to one host; 0 for as fast as possible, which only the simulator allows.
    pub rate: f64,
    /// Connections to one host at a time.
    pub connections: u32,
    /// Pages per portal.
    pub max_pages: u32,
    /// Clicks from the start page.
    pub max_depth: u8,
    /// Minutes per portal.
    pub max_minutes: u32,
    /// Portals visited at the same time; runs from before that could be chosen had the usual number.
    #[serde(default = "usual_portals")]
    pub at_once: u32,
    /// Files per portal; runs from before files were read have none.
    #[serde(default)]
    pub max_files: u32,
    /// Hours of Viet Nam in which nothing is asked for: `07:00-18:00`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiet_hours: Option<String>,
    /// Minutes after which what failed is asked for once more with larger limits; runs from before that have no second
    /// pass.
    #[serde(default)]
    pub again_after: Option<u32>,
    /// Whether portals are asked for an address that cannot exist; runs from before that did not.
    #[serde(default)]
    pub ask_absent: bool,
    /// Minutes for which our own connection is waited for when it is lost.
    #[serde(default = "offline_minutes")]
    pub offline_minutes: u32,
    /// Who runs the scripts of pages that nothing else can build.
    #[serde(default)]
    pub browser: BrowserChoice,
    /// Ids of the portals to visit; all if empty.
    pub portals: Vec<String>,
    /// What the simulated web is made from, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub simulator: Option<Value>,
}

impl RunOptions {
    /// Defaults of a real run.
    pub fn new(contact: String) -> Self {
        let budget = Budget::default();
        Self {
            contact,
            rate: 1.0,
            connections: 2,
            max_pages: budget.pages,
            max_depth: budget.depth,
            max_minutes: (budget.time.as_secs() / 60) as u32,
            at_once: usual_portals(),
            max_files: budget.files,
            quiet_hours: None,
            again_after: Some(10),
            ask_absent: true,
            offline_minutes: offline_minutes(),
            browser: BrowserChoice::Auto,
            portals: Vec::new(),
            simulator: None,
        }
    }

    /// As the manifest keeps them.
    pub fn to_map(&self) -> Map<String, Value> {
        match serde_json::to_value(self) {
            Ok(Value::Object(map)) => map,
            // A struct of plain fields always becomes an object.
            _ => Map::new(),
        }
    }

    /// From a manifest.
    pub fn from_map(map: &Map<String, Value>) -> serde_json::Result<Self> {
        serde_json::from_value(Value::Object(map.clone()))
    }

    /// As the crawl takes them.
    pub fn crawl(&self, seed: u64) -> CrawlOptions {
        let politeness = if self.rate > 0.0 {
            let interval = Duration::from_secs_f64((1.0 / self.rate).min(3600.0));
            Politeness::Paced { interval, connections: self.connections.max(1) }
        } else {
            Politeness::Unlimited
        };
        let budget = Budget {
            pages: self.max_pages,
            depth: self.max_depth,
            time: Duration::from_secs(60 * u64::from(self.max_minutes)),
            files: self.max_files,
            ..Budget::default()
        };
        // What stands in a manifest was checked when it was given.
        let quiet_hours = self.quiet_hours.as_deref().and_then(|hours| hours.parse().ok());
        let second_pass = self.again_after.map(|minutes| Duration::from_secs(60 * u64::from(minutes)));
        let ask_absent = self.ask_absent;
        let offline_patience = Duration::from_secs(60 * u64::from(self.offline_minutes));
        let portals = self.at_once.max(1) as usize;
        CrawlOptions {
            budget,
            politeness,
            portals,
            seed,
            quiet_hours,
            second_pass,
            ask_absent,
            offline_patience,
            ..CrawlOptions::default()
        }
    }
}

fn usual_portals() -> u32 {
    CrawlOptions::default().portals as u32
}

/// Those of a run that says nothing.
fn offline_minutes() -> u32 {
    (CrawlOptions::default().offline_patience.as_secs() / 60) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_gives_back_the_options_it_was_given() {
        let options = RunOptions {
            rate: 0.5,
            offline_minutes: 7,
            quiet_hours: Some("07:00-18:00".to_owned()),
            portals: vec!["mau".to_owned()],
            ..RunOptions::new("x@mau.vn".to_owned())
        };
        assert_eq!(RunOptions::from_map(&options.to_map()).unwrap(), options);
        let Politeness::Paced { interval, .. } = options.crawl(1).politeness else { panic!("paced") };
        assert_eq!(interval, Duration::from_secs(2));
        assert_eq!(options.crawl(1).offline_patience, Duration::from_mins(7));
        assert_eq!(options.crawl(1).quiet_hours.unwrap().to_string(), "07:00-18:00");
    }
}
