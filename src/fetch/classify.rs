//! Turns what the HTTP client reports into one of our [`Failure`]s, by looking through the chain of causes.

use std::{error::Error, io};

use rustls::{AlertDescription, CertificateError};

use super::{Failure, TimeoutPhase, TlsProblem, resolve::ResolveError};

/// The failure behind `error`.
pub(super) fn classify(error: &reqwest::Error) -> Failure {
    if let Some(failure) = causes(error).find_map(known) {
        return failure;
    }
    if error.is_timeout() {
        let phase = if error.is_connect() { TimeoutPhase::Connect } else { TimeoutPhase::FirstByte };
        return Failure::Timeout(phase);
    }
    if error.is_dns() {
        return Failure::Dns;
    }
    if error.is_connect() { Failure::Network } else { Failure::Protocol }
}

/// `error` and everything below it. An [`io::Error`] hides the error it wraps from `source`, so it is opened here.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error| {
        let error: &'a (dyn Error + 'static) = *error;
        match error.downcast_ref::<io::Error>() {
            Some(io) => io.get_ref().map(|inner| inner as &(dyn Error + 'static)).or_else(|| io.source()),
            None => error.source(),
        }
    })
}

fn known(cause: &(dyn Error + 'static)) -> Option<Failure> {
    if let Some(error) = cause.downcast_ref::<ResolveError>() {
        return Some(match error {
            ResolveError::NotFound(_) => Failure::Dns,
            ResolveError::Private => Failure::PrivateAddress,
        });
    }
    if let Some(error) = cause.downcast_ref::<rustls::Error>() {
        return Some(Failure::Tls(tls_problem(error)));
    }
    if let Some(error) = cause.downcast_ref::<hyper::Error>() {
        return of_hyper(error);
    }
    if let Some(error) = cause.downcast_ref::<h2::Error>() {
        return of_h2(error);
    }
    cause.downcast_ref::<io::Error>().and_then(of_io)
}

fn of_hyper(error: &hyper::Error) -> Option<Failure> {
    if error.is_parse() {
        Some(Failure::Protocol)
    } else if error.is_incomplete_message() || error.is_closed() || error.is_canceled() {
        Some(Failure::Reset)
    } else {
        None
    }
}

/// A stream or connection that was ended for the server's own reasons, or because somebody broke the rules.
fn of_h2(error: &h2::Error) -> Option<Failure> {
    use h2::Reason;
    match error.reason()? {
        Reason::NO_ERROR
        | Reason::REFUSED_STREAM
        | Reason::CANCEL
        | Reason::INTERNAL_ERROR
        | Reason::CONNECT_ERROR
        | Reason::STREAM_CLOSED => Some(Failure::Reset),
        Reason::ENHANCE_YOUR_CALM if error.is_remote() => Some(Failure::Reset),
        _ => Some(Failure::Protocol),
    }
}

fn of_io(error: &io::Error) -> Option<Failure> {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::ConnectionRefused => Some(Failure::Refused),
        Kind::ConnectionReset | Kind::ConnectionAborted | Kind::BrokenPipe | Kind::UnexpectedEof => {
            // A rustls error may stand below; it says more.
            error.get_ref().is_none_or(|inner| !inner.is::<rustls::Error>()).then_some(Failure::Reset)
        }
        Kind::HostUnreachable | Kind::NetworkUnreachable | Kind::NetworkDown | Kind::AddrNotAvailable => {
            Some(Failure::Network)
        }
        // The system's own limit on connecting.
        Kind::TimedOut if error.raw_os_error().is_some() => Some(Failure::Timeout(TimeoutPhase::Connect)),
        _ => None,
    }
}

/// What is wrong by rustls' word; what kind of unknown issuer it is, [`Trust`](super::trust::Trust) says.
pub(super) fn tls_problem(error: &rustls::Error) -> TlsProblem {
    use CertificateError as Certificate;
    match error {
        rustls::Error::InvalidCertificate(problem) => match problem {
            Certificate::Expired
            | Certificate::ExpiredContext { .. }
            | Certificate::NotValidYet
            | Certificate::NotValidYetContext { .. } => TlsProblem::Expired,
            Certificate::NotValidForName | Certificate::NotValidForNameContext { .. } => TlsProblem::WrongName,
            _ => TlsProblem::UnknownIssuer,
        },
        rustls::Error::NoCertificatesPresented => TlsProblem::UnknownIssuer,
        // A server that shares no version or suite with us either says so or is told so.
        rustls::Error::PeerIncompatible(_)
        | rustls::Error::AlertReceived(
            AlertDescription::ProtocolVersion
            | AlertDescription::HandshakeFailure
            | AlertDescription::InsufficientSecurity,
        ) => TlsProblem::TooOld,
        _ => TlsProblem::Handshake,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_problem_is_found_below_an_input_output_error() {
        let inner = rustls::Error::InvalidCertificate(CertificateError::NotValidForName);
        let wrapped = io::Error::new(io::ErrorKind::InvalidData, inner);
        assert_eq!(causes(&wrapped).find_map(known), Some(Failure::Tls(TlsProblem::WrongName)));
    }

    #[test]
    fn each_certificate_problem_has_its_word() {
        let of = |problem| tls_problem(&rustls::Error::InvalidCertificate(problem));
        assert_eq!(of(CertificateError::Expired), TlsProblem::Expired);
        assert_eq!(of(CertificateError::UnknownIssuer), TlsProblem::UnknownIssuer);
        assert_eq!(tls_problem(&rustls::Error::AlertReceived(AlertDescription::ProtocolVersion)), TlsProblem::TooOld);
        assert_eq!(tls_problem(&rustls::Error::DecryptError), TlsProblem::Handshake);
    }

    #[test]
    fn a_refused_connection_is_not_a_reset_one() {
        let of = |kind: io::ErrorKind| known(&io::Error::from(kind));
        assert_eq!(of(io::ErrorKind::ConnectionRefused), Some(Failure::Refused));
        assert_eq!(of(io::ErrorKind::ConnectionReset), Some(Failure::Reset));
        assert_eq!(of(io::ErrorKind::NetworkUnreachable), Some(Failure::Network));
    }
}
