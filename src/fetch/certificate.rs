//! What a certificate says of its place in a chain - whose it is, who signed it, where the signer's own certificate may
//! be had - and which hosts it is for. Nothing here decides whom to trust; that is webpki's, which reads the certificate again.

use rustls::pki_types::CertificateDer;

/// `1.3.6.1.5.5.7.1.1`: authority information access (RFC 5280 section 4.2.2.1).
const AUTHORITY_ACCESS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 1];
/// `1.3.6.1.5.5.7.48.2`: the issuer's certificate.
const CA_ISSUERS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 48, 2];
/// Pointers read of one certificate.
const MOST_POINTERS: usize = 3;

/// `2.5.29.17`: the names that a certificate is for.
const ALTERNATIVE_NAMES: &[u8] = &[0x55, 0x1d, 0x11];
/// Names read of one certificate, and most bytes of one (RFC 1035 section 2.3.4).
const MOST_NAMES: usize = 250;
const LONGEST_NAME: usize = 253;

const SEQUENCE: u8 = 0x30;
const OID: u8 = 0x06;
const OCTETS: u8 = 0x04;
/// `[6]` of a general name: an address.
const ADDRESS: u8 = 0x86;
/// `[2]` of a general name: a host.
const HOST: u8 = 0x82;
/// `[3]` of a certificate's body: its extensions.
const EXTENSIONS: u8 = 0xa3;

/// The place of a certificate in its chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place<'c> {
    /// Name of its holder, as encoded.
    pub(super) subject: &'c [u8],
    /// Name of its signer, as encoded.
    pub(super) issuer: &'c [u8],
    /// Where the signer's certificate is said to lie, as written.
    pub(super) pointers: Vec<&'c str>,
}

impl<'c> Place<'c> {
    /// Reads `certificate`; `None` if it is none.
    pub(super) fn of(certificate: &'c CertificateDer<'_>) -> Option<Self> {
        let (_, certificate, _) = element(certificate)?;
        let (SEQUENCE, mut body, _) = element(certificate)? else { return None };
        // Version, if it is there; serial number, signature algorithm.
        let (tag, _, rest) = element(body)?;
        body = if tag == 0xa0 { skip(rest, 2)? } else { skip(rest, 1)? };
        let (SEQUENCE, issuer, rest) = element(body)? else { return None };
        // Validity.
        let rest = skip(rest, 1)?;
        let (SEQUENCE, subject, rest) = element(rest)? else { return None };
        Some(Self { subject, issuer, pointers: pointers(rest).unwrap_or_default() })
    }

    /// Whether it bears one name as holder and as signer.
    pub(super) fn is_its_own_issuer(&self) -> bool {
        self.subject == self.issuer
    }
}

/// The hosts that `certificate` is for (RFC 5280 section 4.2.1.6), without patterns such as `*.mau.gov.vn`.
pub(super) fn names(certificate: &CertificateDer<'_>) -> Vec<String> {
    let listed = || -> Option<Vec<String>> {
        let (_, certificate, _) = element(certificate)?;
        let (SEQUENCE, body, _) = element(certificate)? else { return None };
        let (_, mut names, _) = element(extension(body, ALTERNATIVE_NAMES)?)?;
        let mut found = Vec::new();
        while !names.is_empty() && found.len() < MOST_NAMES {
            let (tag, name, after) = element(names)?;
            names = after;
            let sound = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
            if tag == HOST && !name.is_empty() && name.len() <= LONGEST_NAME && name.iter().all(sound) {
                found.push(String::from_utf8_lossy(name).to_ascii_lowercase());
            }
        }
        Some(found)
    };
    listed().unwrap_or_default()
}

/// The addresses in what follows the holder's name.
fn pointers(rest: &[u8]) -> Option<Vec<&str>> {
    let mut found = Vec::new();
    let (_, mut accesses, _) = element(extension(rest, AUTHORITY_ACCESS)?)?;
    while !accesses.is_empty() && found.len() < MOST_POINTERS {
        let (_, access, after) = element(accesses)?;
        accesses = after;
        let (OID, method, location) = element(access)? else { continue };
        if let (CA_ISSUERS, Some((ADDRESS, address, _))) = (method, element(location))
            && let Ok(address) = std::str::from_utf8(address)
        {
            found.push(address);
        }
    }
    Some(found)
}

/// The value of the extension `wanted` among the elements `rest` of a certificate's body.
fn extension<'c>(mut rest: &'c [u8], wanted: &[u8]) -> Option<&'c [u8]> {
    while !rest.is_empty() {
        let (tag, inner, after) = element(rest)?;
        rest = after;
        if tag != EXTENSIONS {
            continue;
        }
        let (_, mut extensions, _) = element(inner)?;
        while !extensions.is_empty() {
            let (_, extension, after) = element(extensions)?;
            extensions = after;
            let (OID, name, value) = element(extension)? else { continue };
            if name == wanted {
                // Whether it is critical may stand before the value.
                let (tag, content, after) = element(value)?;
                return if tag == OCTETS { Some(content) } else { Some(element(after)?.1) };
            }
        }
    }
    None
}

/// Leaves out `count` elements.
fn skip(mut bytes: &[u8], count: usize) -> Option<&[u8]> {
    for _ in 0..count {
        bytes = element(bytes)?.2;
    }
    Some(bytes)
}

/// Tag and content of the first DER element (X.690), and what follows it. Lengths of up to 16 bits: no certificate that
/// anybody sends is longer.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (length, rest) = match bytes {
        [_, short @ 0..=0x7f, rest @ ..] => (usize::from(*short), rest),
        [_, 0x81, length, rest @ ..] => (usize::from(*length), rest),
        [_, 0x82, high, low, rest @ ..] => (usize::from(u16::from_be_bytes([*high, *low])), rest),
        _ => return None,
    };
    let (content, after) = rest.split_at_checked(length)?;
    Some((bytes[0], content, after))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rcgen::{BasicConstraints, CertificateParams, CustomExtension, DnType, IsCa, Issuer, KeyPair};

    use super::*;

    fn access(addresses: &[&str]) -> CustomExtension {
        let mut list = Vec::new();
        for address in addresses {
            let mut one = vec![OID, CA_ISSUERS.len() as u8];
            one.extend_from_slice(CA_ISSUERS);
            one.extend([ADDRESS, address.len() as u8]);
            one.extend_from_slice(address.as_bytes());
            list.extend([SEQUENCE, one.len() as u8]);
            list.extend(one);
        }
        let mut content = vec![SEQUENCE, list.len() as u8];
        content.extend(list);
        CustomExtension::from_oid_content(&[1, 3, 6, 1, 5, 5, 7, 1, 1], content)
    }

    #[test]
    fn names_and_pointers_are_read() {
        let mut root = CertificateParams::new(Vec::new()).unwrap();
        root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        root.distinguished_name.push(DnType::CommonName, "Gốc Mẫu");
        let root_key = KeyPair::generate().unwrap();
        let root_certificate = root.self_signed(&root_key).unwrap();
        let hosts = ["mau.gov.vn", "*.mau.gov.vn", "SoTaiChinh.mau.gov.vn"].map(str::to_owned);
        let mut leaf = CertificateParams::new(hosts).unwrap();
        leaf.distinguished_name.push(DnType::CommonName, "mau.gov.vn");
        let pointers = ["http://ca.mau.vn/a.crt", "ldap://ca.mau.vn/"];
        leaf.custom_extensions.push(access(&pointers));
        let leaf = leaf.signed_by(&KeyPair::generate().unwrap(), &Issuer::new(root, root_key)).unwrap();
        let (root, leaf) = (root_certificate.der(), leaf.der());
        assert_eq!((names(leaf), names(root)), (vec!["mau.gov.vn".into(), "sotaichinh.mau.gov.vn".into()], Vec::new()));
        let (root, leaf) = (Place::of(root).unwrap(), Place::of(leaf).unwrap());
        assert!(root.is_its_own_issuer() && !leaf.is_its_own_issuer());
        assert_eq!(leaf.issuer, root.subject);
        assert_eq!((leaf.pointers, root.pointers), (pointers.to_vec(), Vec::new()));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_trouble(bytes: Vec<u8>) {
            let certificate = CertificateDer::from(bytes);
            let _ = (Place::of(&certificate), names(&certificate));
        }
    }
}
