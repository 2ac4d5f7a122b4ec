//! Where on a page, and on what kind of page, a fact stands.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Part of a page, as told by its markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Region {
    /// The page's own content.
    Main,
    /// Navigation: menus, mega-menus, link lists that repeat.
    Menu,
    /// The trail to the page.
    Breadcrumb,
    /// The head of the page above the content.
    Header,
    /// The foot of the page.
    Footer,
    /// Side columns.
    Aside,
}

/// What kind of page a fact stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The portal's start page.
    Home,
    /// A single news article.
    Article,
    /// Any other page.
    Inner,
}

/// Place of a fact: ordinal of its element in document order, and the region it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// Ordinal of the element, counted from 0 in document order.
    pub pos: u32,
    /// Part of the page.
    pub region: Region,
}
