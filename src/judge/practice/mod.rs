//! What the survey asks of a portal beside its findings: whether the Government's items are carried and how fresh they
//! are, how questions are answered, and which social network accounts bear the agency's name.
//!
//! Each page alone becomes a [`Glance`]; those of the portal's own pages together become its [`Practice`].

mod account;
mod government;
mod questions;

use serde::{Deserialize, Serialize};

use super::{times::questions as questions_of, view::PortalView};
use crate::{
    page::{Page, Role},
    registry::Portal,
};

pub use account::{Account, Platform, platform_of};
pub use government::Government;
pub use questions::Questions;

/// What one page adds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Glance {
    government: Government,
    questions: Questions,
    accounts: Vec<Account>,
}

/// What the survey asks of a portal beside its findings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Practice {
    /// What is carried of the Government Portal.
    pub government: Government,
    /// Questions of the public, on the page that shows most of them.
    pub questions: Questions,
    /// Social network accounts that the start page leads to, by address.
    pub accounts: Vec<Account>,
}

impl Glance {
    /// Looks at one page of `portal`.
    pub(crate) fn of(portal: &Portal, page: &Page) -> Self {
        // Share buttons stand beside articles; accounts in the frame of the start page.
        let accounts = if page.role == Role::Home { account::of(portal, page) } else { Vec::new() };
        Self { government: Government::of(page), questions: questions_of(page), accounts }
    }
}

impl Practice {
    /// Of the portal's own pages.
    pub fn of(view: &PortalView) -> Self {
        let mut all = Self::default();
        for page in view.own_pages() {
            let Glance { government, questions, accounts } = &page.glance;
            all.government.add(government);
            // A list and the pages behind it tell of the same questions.
            all.questions = std::mem::take(&mut all.questions).max(questions.clone());
            all.accounts.extend(accounts.iter().cloned());
        }
        all.accounts.sort();
        all.accounts.dedup();
        all
    }
}
