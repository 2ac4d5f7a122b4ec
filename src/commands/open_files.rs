//! How many files and sockets this process may hold open. Systems begin with few for the sake of old programs; a crawl of
//! hundreds of portals needs more, and what it cannot have must not look like trouble on the portals' side.

/// Files of the run, and whatever the libraries hold open.
const OWN: u64 = 96;
/// Sockets of one portal: its window of requests, the connections that are kept for the next ones, the name service.
const OF_A_PORTAL: u64 = 8;

/// Raises the limit as far as the system lets a program do that by itself. Where it does not, the old limit stays.
pub(super) fn raise() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = getrlimit(Resource::Nofile);
        if limit.current != limit.maximum
            && let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit })
        {
            tracing::debug!(%error, "the limit of open files stays as it is");
        }
    }
}

/// How many portals can be visited at once with the files that may be open; `None` if nothing limits them.
pub(super) fn portals() -> Option<usize> {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, getrlimit};
        let most = getrlimit(Resource::Nofile).current?;
        Some(usize::try_from(most.saturating_sub(OWN) / OF_A_PORTAL).unwrap_or(usize::MAX).max(1))
    }
    #[cfg(not(unix))]
    None
}
