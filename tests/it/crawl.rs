//! Behaviour of `crawl`.
