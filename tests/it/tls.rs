//! Certificates, good and bad, and the servers that show them: what is told apart, what is completed, what is accepted
//! only where the registry says so, and that it is never silent.

use std::{sync::Arc, time::Duration};

use d42::fetch::{
    Exchange, Failure, Fetch as _, FetchRequest, HttpFetcher, Network, Patience, TimeoutPhase, TlsFlaw, TlsProblem,
    Want,
};
use d42::registry::PortalId;
use rcgen::{BasicConstraints, CertificateParams, CustomExtension, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};
use tokio_rustls::TlsAcceptor;

use crate::server::{Answer, Server, options};

pub(crate) const HOST: &str = "mau.gov.vn";

/// Somebody who signs.
pub(crate) struct Signer {
    pub(crate) certificate: CertificateDer<'static>,
    pub(crate) issuer: Issuer<'static, KeyPair>,
}

pub(crate) fn authority(name: &str, by: Option<&Signer>, pointer: Option<&str>) -> Signer {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.distinguished_name.push(DnType::CommonName, name);
    params.custom_extensions.extend(pointer.map(points_to));
    let key = KeyPair::generate().unwrap();
    let certificate = match by {
        Some(by) => params.signed_by(&key, &by.issuer).unwrap(),
        None => params.self_signed(&key).unwrap(),
    };
    Signer { certificate: certificate.der().clone(), issuer: Issuer::new(params, key) }
}

/// Authority information access with one pointer to the issuer's certificate.
fn points_to(address: &str) -> CustomExtension {
    let mut access = vec![0x06, 8, 0x2b, 6, 1, 5, 5, 7, 48, 2, 0x86, address.len() as u8];
    access.extend_from_slice(address.as_bytes());
    let mut content = vec![0x30, access.len() as u8 + 2, 0x30, access.len() as u8];
    content.extend(access);
    CustomExtension::from_oid_content(&[1, 3, 6, 1, 5, 5, 7, 1, 1], content)
}

/// What a server shows.
pub(crate) struct Shown {
    pub(crate) chain: Vec<CertificateDer<'static>>,
    pub(crate) key: PrivateKeyDer<'static>,
}

/// A server's certificate.
pub(crate) struct Wanted<'w> {
    /// Hosts, separated by spaces.
    pub(crate) name: &'w str,
    pub(crate) expired: bool,
    pub(crate) pointer: Option<&'w str>,
}

pub(crate) const GOOD: Wanted<'static> = Wanted { name: HOST, expired: false, pointer: None };

pub(crate) fn shown(wanted: &Wanted<'_>, by: Option<&Signer>, along: &[&Signer]) -> Shown {
    let mut params = CertificateParams::new(wanted.name.split(' ').map(str::to_owned).collect::<Vec<_>>()).unwrap();
    params.distinguished_name.push(DnType::CommonName, wanted.name);
    if wanted.expired {
        params.not_before = date_time_ymd(2020, 1, 1);
        params.not_after = date_time_ymd(2021, 1, 1);
    }
    params.custom_extensions.extend(wanted.pointer.map(points_to));
    let key = KeyPair::generate().unwrap();
    let certificate = match by {
        Some(by) => params.signed_by(&key, &by.issuer).unwrap(),
        None => params.self_signed(&key).unwrap(),
    };
    let mut chain = vec![certificate.der().clone()];
    chain.extend(along.iter().map(|signer| signer.certificate.clone()));
    Shown { chain, key: PrivatePkcs8KeyDer::from(key.serialize_der()).into() }
}

/// A server that shows this and answers every request with a page.
pub(crate) async fn secure(shown: Shown) -> std::net::SocketAddr {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = config.with_no_client_auth().with_single_cert(shown.chain, shown.key).unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let Ok(mut stream) = acceptor.accept(stream).await else { return };
                let mut head = [0; 4096];
                if stream.read(&mut head).await.is_ok() {
                    let answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\n<p>ok";
                    let _ = stream.write_all(answer).await;
                    let _ = stream.shutdown().await;
                }
            });
        }
    });
    address
}

fn fetcher(root: &Signer, hosts: &[(&str, std::net::SocketAddr)], except: &[TlsProblem]) -> HttpFetcher {
    let mut options = options();
    options.roots = vec![root.certificate.to_vec()];
    if !except.is_empty() {
        options.tls_exceptions = vec![(HOST.to_owned(), except.to_vec())];
    }
    let hosts = hosts.iter().map(|(name, address)| ((*name).to_owned(), *address)).collect();
    HttpFetcher::new(options, Network::Simulated(hosts)).unwrap()
}

async fn ask(fetcher: &HttpFetcher) -> Result<Exchange, Failure> {
    ask_for(fetcher, Want::Page).await
}

async fn ask_for(fetcher: &HttpFetcher, want: Want) -> Result<Exchange, Failure> {
    let url = format!("https://{HOST}/").parse().unwrap();
    let portal = PortalId::new("mau");
    fetcher
        .fetch(&FetchRequest {
            portal,
            url,
            want,
            cookie: None,
            patience: Patience::Usual,
            validators: None,
            extra: None,
        })
        .await
}

#[tokio::test]
async fn a_sound_chain_is_trusted_and_nothing_is_noted() {
    let root = authority("Gốc Mẫu", None, None);
    let between = authority("Trung gian Mẫu", Some(&root), None);
    let address = secure(shown(&GOOD, Some(&between), &[&between])).await;
    assert_eq!(ask(&fetcher(&root, &[(HOST, address)], &[])).await.unwrap().flaw, None);
}

#[tokio::test]
async fn the_other_hosts_of_a_certificate_are_noted_with_the_first_request() {
    let root = authority("Gốc Mẫu", None, None);
    let name = format!("{HOST} sotaichinh.{HOST} *.{HOST}");
    let address = secure(shown(&Wanted { name: &name, ..GOOD }, Some(&root), &[])).await;
    let fetcher = fetcher(&root, &[(HOST, address)], &[]);
    assert_eq!(ask_for(&fetcher, Want::Robots).await.unwrap().vouched, [format!("sotaichinh.{HOST}")]);
    assert!(ask(&fetcher).await.unwrap().vouched.is_empty());
}

#[tokio::test]
async fn each_flaw_has_its_word_and_is_accepted_only_by_that_word() {
    let root = authority("Gốc Mẫu", None, None);
    let other = authority("Gốc Lạ", None, None);
    let between = authority("Trung gian Mẫu", Some(&root), None);
    let gone = Wanted { pointer: Some("http://khong-co.mau.vn/ca.crt"), ..GOOD };
    let cases = [
        (TlsProblem::Expired, shown(&Wanted { expired: true, ..GOOD }, Some(&root), &[])),
        (TlsProblem::WrongName, shown(&Wanted { name: "khac.gov.vn", ..GOOD }, Some(&root), &[])),
        (TlsProblem::SelfSigned, shown(&GOOD, None, &[])),
        (TlsProblem::UnknownIssuer, shown(&GOOD, Some(&other), &[&other])),
        (TlsProblem::MissingIntermediate, shown(&gone, Some(&between), &[])),
    ];
    for (problem, shown) in cases {
        let address = secure(shown).await;
        let hosts = [(HOST, address)];
        assert_eq!(ask(&fetcher(&root, &hosts, &[])).await.unwrap_err(), Failure::Tls(problem));
        let others: Vec<TlsProblem> = TlsProblem::OF_CERTIFICATES.into_iter().filter(|one| *one != problem).collect();
        assert_eq!(ask(&fetcher(&root, &hosts, &others)).await.unwrap_err(), Failure::Tls(problem), "{problem:?}");
        let exchange = ask(&fetcher(&root, &hosts, &[problem])).await.unwrap();
        assert_eq!(exchange.flaw, Some(TlsFlaw::Excepted { problem }));
    }
}

#[tokio::test]
async fn a_missing_intermediate_is_fetched_once_from_where_the_certificate_points() {
    let root = authority("Gốc Mẫu", None, None);
    let high = authority("Trung gian Mẫu 1", Some(&root), None);
    let low = authority("Trung gian Mẫu 2", Some(&high), Some("http://ca.mau.vn/1.crt"));
    let wanted = Wanted { pointer: Some("http://ca.mau.vn/2.crt"), ..GOOD };
    let address = secure(shown(&wanted, Some(&low), &[])).await;
    let (first, second) = (high.certificate.to_vec(), low.certificate.to_vec());
    let pointed = Server::start(move |asked| match asked.path.as_str() {
        "/1.crt" => Answer::Page("200 OK", first.clone()),
        _ => Answer::Page("200 OK", second.clone()),
    })
    .await;
    let fetcher = fetcher(&root, &[(HOST, address), ("ca.mau.vn", pointed.address)], &[]);
    let from = vec!["http://ca.mau.vn/2.crt".to_owned(), "http://ca.mau.vn/1.crt".to_owned()];
    for _ in 0..2 {
        assert_eq!(ask(&fetcher).await.unwrap().flaw, Some(TlsFlaw::Completed { from: from.clone() }));
    }
    assert_eq!(pointed.paths(), ["/2.crt", "/1.crt"]);
}

#[tokio::test]
async fn a_pointer_that_leads_astray_is_left() {
    let root = authority("Gốc Mẫu", None, None);
    let between = authority("Trung gian Mẫu", Some(&root), None);
    let answers: [fn() -> Answer; 4] = [
        || Answer::Page("200 OK", vec![0x30; 100_000]),
        || Answer::Page("200 OK", b"<p>no certificate".to_vec()),
        || Answer::Page("302 Found\r\nLocation: http://ca.mau.vn/again", Vec::new()),
        || Answer::Silence(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n".to_vec()),
    ];
    for answer in answers {
        let pointed = Server::start(move |_| answer()).await;
        let wanted = Wanted { pointer: Some("http://ca.mau.vn/ca.crt"), ..GOOD };
        let address = secure(shown(&wanted, Some(&between), &[])).await;
        let fetcher = fetcher(&root, &[(HOST, address), ("ca.mau.vn", pointed.address)], &[]);
        for _ in 0..2 {
            assert_eq!(ask(&fetcher).await.unwrap_err(), Failure::Tls(TlsProblem::MissingIntermediate));
        }
        assert_eq!(pointed.paths(), ["/ca.crt"], "nobody asks twice");
    }
    // Addresses that lead inside, or that would need a chain of their own.
    for pointer in ["http://10.0.0.1/ca.crt", "https://ca.mau.vn/ca.crt", "file:///etc/passwd", "ldap://ca.mau.vn/"] {
        let address = secure(shown(&Wanted { pointer: Some(pointer), ..GOOD }, Some(&between), &[])).await;
        let failure = ask(&fetcher(&root, &[(HOST, address)], &[])).await.unwrap_err();
        assert_eq!(failure, Failure::Tls(TlsProblem::MissingIntermediate), "{pointer}");
    }
}

#[tokio::test]
async fn a_server_that_never_answers_the_handshake_is_told_from_one_that_never_answers() {
    let silent = Server::start(|_| Answer::Silence(Vec::new())).await;
    let mut options = options();
    options.connect = Duration::from_millis(50);
    let fetcher = HttpFetcher::new(options, silent.network(&[HOST])).unwrap();
    assert_eq!(ask(&fetcher).await.unwrap_err(), Failure::Timeout(TimeoutPhase::Tls));
}

#[tokio::test]
async fn a_server_that_speaks_only_old_versions_is_told_apart() {
    // The alert of a server that shares no version: level fatal, protocol_version (RFC 8446 section 6.2).
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut hello = [0; 4096];
            let _ = stream.read(&mut hello).await;
            let _ = stream.write_all(&[0x15, 3, 1, 0, 2, 2, 70]).await;
        }
    });
    let root = authority("Gốc Mẫu", None, None);
    let failure = ask(&fetcher(&root, &[(HOST, address)], &[])).await.unwrap_err();
    assert_eq!(failure, Failure::Tls(TlsProblem::TooOld));
}
