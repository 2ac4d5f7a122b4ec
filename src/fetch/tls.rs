//! The TLS configuration of the client: rustls with ring, certificates checked against the system's trust store.
//! Verification is never switched off; what the registry accepts for one host is noted with every answer.

use std::sync::Arc;

use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
    client::{
        Resumption, WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime},
};

use super::{TlsProblem, sessions::Sessions, trust::Trust};

/// Whose certificates are believed.
#[derive(Clone, Debug)]
pub(super) enum Roots {
    /// The system's trust store.
    System,
    /// These alone, in DER: for a simulated web, which must run where no trust store is installed.
    Only(Vec<Vec<u8>>),
}

/// Checks certificates by `roots`, and accepts of each domain in `exceptions` what stands beside it.
pub(super) fn trust(roots: Roots, exceptions: Vec<(String, Vec<TlsProblem>)>) -> Result<Arc<Trust>, Error> {
    let inner: Arc<dyn ServerCertVerifier> = match roots {
        Roots::System => Arc::new(rustls_platform_verifier::Verifier::new(provider())?),
        Roots::Only(certificates) if certificates.is_empty() => Arc::new(Nobody(provider())),
        Roots::Only(certificates) => {
            let mut store = RootCertStore::empty();
            for certificate in certificates {
                store.add(CertificateDer::from(certificate))?;
            }
            let built = WebPkiServerVerifier::builder_with_provider(Arc::new(store), provider()).build();
            built.map_err(|error| Error::General(error.to_string()))?
        }
    };
    Ok(Arc::new(Trust::new(inner, exceptions)))
}

/// TLS 1.2 and 1.3, HTTP/2 offered before HTTP/1.1. The provider is named here, so that no process-wide default is
/// needed.
pub(super) fn client_config(trust: &Arc<Trust>) -> Result<ClientConfig, Error> {
    let builder = ClientConfig::builder_with_provider(provider()).with_safe_default_protocol_versions()?;
    let verifier: Arc<dyn ServerCertVerifier> = Arc::<Trust>::clone(trust);
    let mut config = builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    config.resumption = Resumption::store(Arc::new(Sessions::new(Arc::clone(trust))));
    Ok(config)
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// Knows no root.
#[derive(Debug)]
struct Nobody(Arc<CryptoProvider>);

impl ServerCertVerifier for Nobody {
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Err(CertificateError::UnknownIssuer.into())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, cert, dss, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, cert, dss, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_simulated_run_needs_no_trust_store() {
        let config = client_config(&trust(Roots::Only(Vec::new()), Vec::new()).unwrap()).unwrap();
        assert_eq!(config.alpn_protocols, [b"h2".to_vec(), b"http/1.1".to_vec()]);
    }
}
