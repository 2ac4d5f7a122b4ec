//! How much of one portal is visited at most: requests, clicks, time and bytes.

use std::time::Duration;

use crate::fetch::{LARGER, Patience};

/// How much of a portal is visited at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Requests for pages, redirects and errors included.
    pub pages: u32,
    /// Clicks from the start page; another host of the portal counts as three more.
    pub depth: u8,
    /// Time from the first request; that of all sessions together where a run was resumed.
    pub time: Duration,
    /// Most bytes of a page after its coding is undone.
    pub page_bytes: usize,
    /// Requests for files, redirects and errors included, once no page is asked for any more.
    pub files: u32,
    /// Most bytes of a file after its coding is undone.
    pub file_bytes: usize,
}

impl Budget {
    /// Most bytes of a page after its coding is undone, by the limits it was asked for within.
    pub fn page_bytes_for(&self, patience: Patience) -> usize {
        match patience {
            Patience::Usual => self.page_bytes,
            Patience::Long => self.page_bytes.saturating_mul(LARGER),
        }
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            pages: 600,
            depth: 8,
            time: Duration::from_mins(45),
            page_bytes: 10 << 20,
            files: 40,
            file_bytes: 10 << 20,
        }
    }
}
