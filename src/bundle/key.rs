//! Ed25519 keys (RFC 8032) in PEM files, as `openssl` makes them.

use std::path::{Path, PathBuf};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use rustls::pki_types::{
    PrivatePkcs8KeyDer, SubjectPublicKeyInfoDer,
    pem::{self, PemObject},
};
use sha2::{Digest as _, Sha256};

use crate::snapshot::hex;

/// Before the 32 bytes of a key in its SubjectPublicKeyInfo (RFC 8410 section 4).
const SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// A key file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// It cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It holds no private key in PKCS#8.
    #[error("{} holds no private key (PEM, PKCS#8)", .0.display())]
    NoPrivateKey(PathBuf),
    /// It holds no public key.
    #[error("{} holds no public key (PEM, SubjectPublicKeyInfo)", .0.display())]
    NoPublicKey(PathBuf),
    /// Its key is of another kind.
    #[error("the key in {} is not an Ed25519 key", .0.display())]
    NotEd25519(PathBuf),
}

/// The key that signs.
pub struct SigningKey(Ed25519KeyPair);

impl SigningKey {
    /// From a PEM file: PKCS#8, not encrypted, as `openssl genpkey -algorithm ed25519` writes it.
    pub fn read(path: &Path) -> Result<Self, KeyError> {
        let der: PrivatePkcs8KeyDer<'_> = of_pem(path, KeyError::NoPrivateKey)?;
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(der.secret_pkcs8_der());
        pair.map(Self).map_err(|_| KeyError::NotEd25519(path.to_owned()))
    }

    /// The signature of `message`: 64 bytes.
    pub(super) fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.0.sign(message).as_ref().to_vec()
    }

    /// Its public half.
    pub fn public(&self) -> PublicKey {
        let mut key = [0; 32];
        key.copy_from_slice(self.0.public_key().as_ref());
        PublicKey(key)
    }
}

/// The key that checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// From a PEM file, as `openssl pkey -pubout` writes it.
    pub fn read(path: &Path) -> Result<Self, KeyError> {
        let der: SubjectPublicKeyInfoDer<'_> = of_pem(path, KeyError::NoPublicKey)?;
        Self::of_der(&der).ok_or_else(|| KeyError::NotEd25519(path.to_owned()))
    }

    /// From the text of such a file.
    pub(super) fn parse(text: &[u8]) -> Option<Self> {
        Self::of_der(&SubjectPublicKeyInfoDer::from_pem_slice(text).ok()?)
    }

    fn of_der(der: &[u8]) -> Option<Self> {
        Some(Self(der.strip_prefix(&SPKI)?.try_into().ok()?))
    }

    /// As a PEM file.
    pub fn to_pem(&self) -> String {
        let der = [&SPKI[..], &self.0].concat();
        format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", STANDARD.encode(der))
    }

    /// SHA-256 of its SubjectPublicKeyInfo in lower-case hexadecimal: what two people compare who each have the key.
    pub fn fingerprint(&self) -> String {
        hex(&Sha256::new().chain_update(SPKI).chain_update(self.0).finalize())
    }

    /// Whether `signature` is its signature of `message`.
    pub(super) fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.0).verify(message, signature).is_ok()
    }
}

fn of_pem<T: PemObject>(path: &Path, none: fn(PathBuf) -> KeyError) -> Result<T, KeyError> {
    let text = std::fs::read(path).map_err(|source| KeyError::Read { path: path.to_owned(), source })?;
    T::from_pem_slice(&text).map_err(|_: pem::Error| none(path.to_owned()))
}
