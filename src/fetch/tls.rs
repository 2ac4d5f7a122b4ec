//! The TLS configuration of the client: rustls with ring, certificates checked against the system's trust store.
//! Verification is never switched off.

use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore, crypto::CryptoProvider};
use rustls_platform_verifier::BuilderVerifierExt as _;

/// How server certificates are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// By the system's trust store.
    System,
    /// None is trusted: for the simulator, which speaks plain HTTP and must run where no trust store is installed.
    Nothing,
}

/// TLS 1.2 and 1.3, HTTP/2 offered before HTTP/1.1. The provider is named here, so that no process-wide default is
/// needed.
pub(super) fn client_config(trust: Trust) -> Result<ClientConfig, rustls::Error> {
    let provider = Arc::new(provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let mut config = match trust {
        Trust::System => builder.with_platform_verifier()?.with_no_client_auth(),
        Trust::Nothing => builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth(),
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

fn provider() -> CryptoProvider {
    rustls::crypto::ring::default_provider()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_simulated_run_needs_no_trust_store() {
        let config = client_config(Trust::Nothing).unwrap();
        assert_eq!(config.alpn_protocols, [b"h2".to_vec(), b"http/1.1".to_vec()]);
    }
}
