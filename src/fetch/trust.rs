//! Who is believed to be who: webpki's verdict on each certificate, what is missing in a chain, and what was accepted
//! although something is wrong with it. Only what the registry names for a host is ever accepted, and always noted.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rustls::{
    DigitallySignedStruct, Error, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    pki_types::{CertificateDer, ServerName, UnixTime},
};

use super::{
    TlsFlaw, TlsProblem,
    certificate::{Place, names},
    classify::tls_problem,
};

/// Certificates fetched above the one a server sends.
const MOST_ABOVE: usize = 3;
/// Certificates kept of all that were fetched.
const MOST_KEPT: usize = 1000;
/// Hosts remembered.
const MOST_HOSTS: usize = 100_000;

/// A chain whose top is missing: the server's own certificate and what it sent along.
#[derive(Clone, Debug)]
pub(super) struct Gap {
    pub(super) end: CertificateDer<'static>,
    pub(super) sent: Vec<CertificateDer<'static>>,
}

/// What the last handshake with a host gave.
#[derive(Clone, Debug)]
enum Known {
    Sound,
    Flawed(TlsFlaw),
    Refused(TlsProblem, Option<Gap>),
}

#[derive(Debug, Default)]
struct State {
    hosts: BTreeMap<String, Known>,
    /// The other hosts that the certificate of one is for.
    names: BTreeMap<String, Vec<String>>,
    /// Certificates that were fetched, by the name of their holder.
    above: BTreeMap<Vec<u8>, (CertificateDer<'static>, String)>,
    /// Hosts with a handshake under way or done: begun so often.
    begun: BTreeMap<String, u64>,
    /// Pointers that were followed.
    followed: BTreeSet<String>,
}

/// Checks server certificates and remembers, per host, what came of it. Shared by the client and whoever asks.
pub(super) struct Trust {
    inner: Arc<dyn ServerCertVerifier>,
    /// Domains, and what may be wrong with their certificates.
    exceptions: Vec<(String, Vec<TlsProblem>)>,
    state: Mutex<State>,
}

impl fmt::Debug for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Trust").field("exceptions", &self.exceptions).finish_non_exhaustive()
    }
}

impl Trust {
    pub(super) fn new(inner: Arc<dyn ServerCertVerifier>, exceptions: Vec<(String, Vec<TlsProblem>)>) -> Self {
        Self { inner, exceptions, state: Mutex::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is wrong with the certificate of `host` although it was accepted.
    pub(super) fn flaw(&self, host: &str) -> Option<TlsFlaw> {
        match self.state().hosts.get(host) {
            Some(Known::Flawed(flaw)) => Some(flaw.clone()),
            _ => None,
        }
    }

    /// The other hosts that the certificate of `host` is for, if it was accepted.
    pub(super) fn names(&self, host: &str) -> Vec<String> {
        self.state().names.get(host).cloned().unwrap_or_default()
    }

    /// Why the certificate of `host` was refused.
    pub(super) fn problem(&self, host: &str) -> Option<TlsProblem> {
        match self.state().hosts.get(host) {
            Some(Known::Refused(problem, _)) => Some(*problem),
            _ => None,
        }
    }

    /// How often a handshake with `host` was begun.
    pub(super) fn begun(&self, host: &str) -> u64 {
        self.state().begun.get(host).copied().unwrap_or(0)
    }

    /// Notes that a handshake with `host` begins.
    pub(super) fn begins(&self, host: &str) {
        let mut state = self.state();
        if state.begun.len() < MOST_HOSTS || state.begun.contains_key(host) {
            *state.begun.entry(host.to_owned()).or_default() += 1;
        }
    }

    /// The next address that may hold the certificate missing above the chain of `host`; each is given out once.
    pub(super) fn pointer(&self, host: &str) -> Option<String> {
        let mut state = self.state();
        let Some(Known::Refused(TlsProblem::MissingIntermediate, Some(gap))) = state.hosts.get(host) else {
            return None;
        };
        let (above, top) = climb(&state, gap);
        if above.len() >= MOST_ABOVE {
            return None;
        }
        let pointer = fresh(&state, &top)?;
        state.followed.insert(pointer.clone());
        Some(pointer)
    }

    /// Keeps a certificate that was fetched from `pointer`.
    pub(super) fn learn(&self, certificate: CertificateDer<'static>, pointer: &str) {
        let Some(subject) = Place::of(&certificate).map(|place| place.subject.to_vec()) else { return };
        let mut state = self.state();
        if state.above.len() < MOST_KEPT {
            state.above.entry(subject).or_insert_with(|| (certificate, pointer.to_owned()));
        }
    }

    /// Whether the chain of `host` would be accepted now, or nothing more can be done for it.
    pub(super) fn is_settled(&self, host: &str) -> bool {
        let gap = match self.state().hosts.get(host) {
            Some(Known::Refused(_, Some(gap))) => gap.clone(),
            _ => return true,
        };
        let Ok(name) = ServerName::try_from(host.to_owned()) else { return true };
        !matches!(self.judge(&gap.end, &gap.sent, &name, &[], UnixTime::now()).1, Known::Refused(_, Some(_)))
    }

    /// The verdict on a chain.
    fn judge(
        &self,
        end: &CertificateDer<'_>,
        sent: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> (Result<ServerCertVerified, Error>, Known) {
        let verify = |chain: &[CertificateDer<'_>]| self.inner.verify_server_cert(end, chain, name, ocsp, now);
        let mut error = match verify(sent) {
            Ok(verified) => return (Ok(verified), Known::Sound),
            Err(error) => error,
        };
        let mut problem = tls_problem(&error);
        let mut gap = None;
        if problem == TlsProblem::UnknownIssuer {
            if Place::of(end).is_some_and(|place| place.is_its_own_issuer()) {
                problem = TlsProblem::SelfSigned;
            } else {
                let open = Gap {
                    end: end.clone().into_owned(),
                    sent: sent.iter().map(|certificate| certificate.clone().into_owned()).collect(),
                };
                let state = self.state();
                let (above, top) = climb(&state, &open);
                let above: Vec<(CertificateDer<'static>, String)> = above.into_iter().cloned().collect();
                let complete = Place::of(&top).is_some_and(|place| place.is_its_own_issuer());
                let points = Place::of(&top).is_some_and(|place| !place.pointers.is_empty());
                let more = above.len() < MOST_ABOVE && fresh(&state, &top).is_some();
                drop(state);
                if !above.is_empty() {
                    let mut chain = sent.to_vec();
                    chain.extend(above.iter().map(|(certificate, _)| certificate.clone()));
                    match verify(&chain) {
                        Ok(verified) => {
                            let from = above.into_iter().map(|(_, pointer)| pointer).collect();
                            return (Ok(verified), Known::Flawed(TlsFlaw::Completed { from }));
                        }
                        Err(other) => {
                            problem = tls_problem(&other);
                            error = other;
                        }
                    }
                }
                if problem == TlsProblem::UnknownIssuer && !complete && points {
                    problem = TlsProblem::MissingIntermediate;
                    gap = more.then_some(open);
                }
            }
        }
        // What may still be completed is completed first, also where it would be accepted as it is.
        if gap.is_none() && self.excepts(&name.to_str(), problem) {
            return (Ok(ServerCertVerified::assertion()), Known::Flawed(TlsFlaw::Excepted { problem }));
        }
        (Err(error), Known::Refused(problem, gap))
    }

    fn excepts(&self, host: &str, problem: TlsProblem) -> bool {
        self.exceptions.iter().any(|(domain, problems)| {
            let within = host.strip_suffix(domain.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
            within && problems.contains(&problem)
        })
    }
}

/// From the server's certificate upwards, through what it sent and then through what was fetched: the fetched ones, and
/// the topmost of all.
fn climb<'s>(state: &'s State, gap: &Gap) -> (Vec<&'s (CertificateDer<'static>, String)>, CertificateDer<'static>) {
    let mut top = gap.end.clone();
    let mut above = Vec::new();
    // Every step leads to another certificate, or ends.
    for _ in 0..gap.sent.len() + MOST_ABOVE {
        let Some(issuer) =
            Place::of(&top).filter(|place| !place.is_its_own_issuer()).map(|place| place.issuer.to_vec())
        else {
            break;
        };
        let holds = |certificate: &&CertificateDer<'static>| {
            Place::of(certificate).is_some_and(|place| place.subject == issuer)
        };
        if above.is_empty()
            && let Some(next) = gap.sent.iter().find(holds)
        {
            top = next.clone();
        } else if above.len() < MOST_ABOVE
            && let Some(next) = state.above.get(&issuer)
        {
            above.push(next);
            top = next.0.clone();
        } else {
            break;
        }
    }
    (above, top)
}

/// The first pointer of `top` that was not followed yet. Only plain http: https would need a chain of its own.
fn fresh(state: &State, top: &CertificateDer<'_>) -> Option<String> {
    let pointers = Place::of(top)?.pointers;
    let pointer = pointers.iter().find(|pointer| pointer.starts_with("http://") && !state.followed.contains(**pointer));
    pointer.map(|pointer| (*pointer).to_owned())
}

impl ServerCertVerifier for Trust {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let (verdict, known) = self.judge(end_entity, intermediates, server_name, ocsp_response, now);
        let host = server_name.to_str().into_owned();
        let mut state = self.state();
        if state.hosts.len() < MOST_HOSTS || state.hosts.contains_key(&host) {
            let mut others = if verdict.is_ok() { names(end_entity) } else { Vec::new() };
            others.retain(|name| *name != host);
            if others.is_empty() {
                state.names.remove(&host);
            } else {
                state.names.insert(host.clone(), others);
            }
            state.hosts.insert(host, known);
        }
        verdict
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}
