//! What the survey asks of a portal beside its findings, as published.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Platform;
use crate::judge;

/// What was seen of a portal beside its findings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Practice {
    /// What is carried of the Government Portal.
    pub government: Government,
    /// Questions of the public, on the page that shows most of them.
    pub questions: Questions,
    /// Social network accounts that the start page leads to.
    pub accounts: Vec<Account>,
}

/// What is carried of the Government Portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Government {
    /// Whether anything leads there.
    pub linked: bool,
    /// Whether a feed of it is announced.
    pub feed: bool,
    /// Most items with links to their originals on one page.
    pub items: u32,
    /// Day of the newest dated item.
    #[schemars(with = "Option<String>")]
    pub newest: Option<Date>,
}

/// Questions that carry the day they were asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Questions {
    /// How many.
    pub asked: u32,
    /// How many of these carry the day they were answered.
    pub answered: u32,
    /// The middle of the days that took; null without an answer.
    pub median_days: Option<u32>,
}

/// A social network account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// On which network.
    pub platform: Platform,
    /// Its address.
    pub url: String,
    /// Whether it bears the agency's name.
    pub named: bool,
}

impl From<&judge::Practice> for Practice {
    fn from(practice: &judge::Practice) -> Self {
        let judge::Practice { government, questions, accounts } = practice;
        Self {
            government: Government {
                linked: government.linked,
                feed: government.feed,
                items: government.items,
                newest: government.newest,
            },
            questions: Questions {
                asked: questions.asked,
                answered: questions.answered.len() as u32,
                median_days: questions.median_days(),
            },
            accounts: accounts
                .iter()
                .map(|account| Account {
                    platform: account.platform.into(),
                    url: account.url.clone(),
                    named: account.named,
                })
                .collect(),
        }
    }
}
