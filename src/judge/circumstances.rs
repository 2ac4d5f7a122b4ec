//! Under what circumstances a portal was seen: certificates that something is wrong with, and addresses that were asked
//! for a second time before anything was concluded from their silence.

use std::collections::BTreeMap;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::observation::address_key;
use crate::{
    fetch::{Failure, Patience, TlsFlaw, TlsProblem, Want},
    snapshot::{Capture, CaptureId, CaptureResult},
};

/// Addresses whose attempts are remembered.
const MOST_ADDRESSES: usize = 500;

/// What is wrong with a certificate, and what was done about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum CertificateState {
    /// The server does not send its whole chain; what is missing was fetched from where its certificate points to.
    Completed {
        /// From where.
        from: Vec<String>,
    },
    /// The pages behind it were read because the registry says so.
    Excepted {
        /// What is wrong.
        problem: TlsProblem,
    },
    /// Nothing behind it was read.
    Refused {
        /// What is wrong.
        problem: TlsProblem,
    },
}

/// A certificate that something is wrong with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Certificate {
    /// The server that sent it.
    pub host: String,
    /// What is wrong.
    pub state: CertificateState,
    /// The first capture that met it.
    pub capture: CaptureId,
    /// When.
    #[schemars(with = "String")]
    pub at: Timestamp,
}

/// One of several attempts to see an address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Attempt {
    /// The address.
    pub url: String,
    /// Which capture.
    pub capture: CaptureId,
    /// When it was sent.
    #[schemars(with = "String")]
    pub at: Timestamp,
    /// Within which limits.
    pub patience: Patience,
    /// What came.
    pub end: AttemptEnd,
}

/// What came of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum AttemptEnd {
    /// An answer.
    Answered {
        /// HTTP status.
        status: u16,
        /// Whether only its beginning came.
        cut: bool,
    },
    /// None.
    Failed {
        /// In which way.
        failure: Failure,
    },
}

/// Under what circumstances a portal was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circumstances {
    /// By host and what is wrong.
    pub certificates: Vec<Certificate>,
    /// Attempts at addresses that were asked for a second time with larger limits, by address, oldest first.
    pub attempts: Vec<Attempt>,
}

/// Gathers them capture by capture.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gathering {
    certificates: BTreeMap<(String, CertificateState), (CaptureId, Timestamp)>,
    attempts: BTreeMap<(String, bool), Vec<Attempt>>,
}

impl Gathering {
    /// Notes a capture of any kind.
    pub(crate) fn note(&mut self, capture: &Capture) {
        if let Some(state) = certificate(capture) {
            let host = capture.url.host_str().unwrap_or_default().to_owned();
            self.certificates.entry((host, state)).or_insert_with(|| (capture.id.clone(), capture.at));
        }
        if !matches!(capture.want, Want::Page | Want::Robots) {
            return;
        }
        let end = match &capture.result {
            CaptureResult::Failed(failure) => AttemptEnd::Failed { failure: *failure },
            CaptureResult::Answered { status, truncated, .. } => {
                AttemptEnd::Answered { status: *status, cut: truncated.is_some() }
            }
        };
        let key = (address_key(&capture.url), capture.want == Want::Robots);
        // A first attempt matters where it gave no page; a second one where there was a first.
        let known = self.attempts.contains_key(&key);
        let well = matches!(end, AttemptEnd::Answered { status: 200..=399 | 404 | 410, cut: false });
        if known || (!well && self.attempts.len() < MOST_ADDRESSES) {
            self.attempts.entry(key).or_default().push(Attempt {
                url: capture.url.to_string(),
                capture: capture.id.clone(),
                at: capture.at,
                patience: capture.patience,
                end,
            });
        }
    }

    /// Whether any address was asked for a second time.
    pub(crate) fn has_repeated(&self) -> bool {
        self.attempts.values().any(|attempts| was_repeated(attempts))
    }

    /// Attempts at the address with this key, if there was a second one.
    pub(crate) fn at(&self, key: &str) -> impl Iterator<Item = &Attempt> {
        let both = [false, true].map(|robots| self.attempts.get(&(key.to_owned(), robots)));
        both.into_iter().flatten().filter(|attempts| was_repeated(attempts)).flatten()
    }

    /// Everything.
    pub(crate) fn all(&self) -> Circumstances {
        let certificates = self.certificates.iter().map(|((host, state), (capture, at))| Certificate {
            host: host.clone(),
            state: state.clone(),
            capture: capture.clone(),
            at: *at,
        });
        let attempts = self.attempts.values().filter(|attempts| was_repeated(attempts)).flatten().cloned();
        Circumstances { certificates: certificates.collect(), attempts: attempts.collect() }
    }
}

fn was_repeated(attempts: &[Attempt]) -> bool {
    attempts.iter().any(|attempt| attempt.patience == Patience::Long)
        && attempts.iter().any(|attempt| attempt.patience == Patience::Usual)
}

fn certificate(capture: &Capture) -> Option<CertificateState> {
    Some(match &capture.result {
        CaptureResult::Answered { flaw: Some(TlsFlaw::Completed { from }), .. } => {
            CertificateState::Completed { from: from.clone() }
        }
        CaptureResult::Answered { flaw: Some(TlsFlaw::Excepted { problem }), .. } => {
            CertificateState::Excepted { problem: *problem }
        }
        CaptureResult::Failed(Failure::Tls(problem)) if TlsProblem::OF_CERTIFICATES.contains(problem) => {
            CertificateState::Refused { problem: *problem }
        }
        _ => return None,
    })
}
