//! Certificates that something is wrong with, and attempts at what could not be seen at first, in words.

use super::{Lang, failure, moment, tls_problem};
use crate::{
    fetch::{Patience, TlsFlaw},
    judge::{Attempt, AttemptEnd, Certificate, CertificateState},
};

/// What is wrong with a certificate and what was done about it, as a sentence without full stop.
pub(in crate::report) fn certificate(certificate: &Certificate, lang: Lang) -> String {
    let host = &certificate.host;
    match (&certificate.state, lang) {
        (CertificateState::Completed { from }, Lang::Vi) => format!(
            "Máy chủ {host} không gửi đủ chuỗi chứng thư số; phần thiếu đã được tải từ nơi chứng thư chỉ tới: {}",
            from.join(", ")
        ),
        (CertificateState::Completed { from }, Lang::En) => format!(
            "{host} does not send its whole certificate chain; what is missing was fetched from where its certificate \
             points to: {}",
            from.join(", ")
        ),
        (CertificateState::Excepted { problem }, Lang::Vi) => {
            format!("Máy chủ {host}: {}; vẫn đọc các trang vì danh sách cổng cho phép", tls_problem(*problem, lang))
        }
        (CertificateState::Excepted { problem }, Lang::En) => format!(
            "{host}: {}; its pages were read all the same because the registry allows it",
            tls_problem(*problem, lang)
        ),
        (CertificateState::Refused { problem }, Lang::Vi) => {
            format!("Máy chủ {host}: {}; không đọc trang nào qua kết nối này", tls_problem(*problem, lang))
        }
        (CertificateState::Refused { problem }, Lang::En) => {
            format!("{host}: {}; nothing was read over such a connection", tls_problem(*problem, lang))
        }
    }
}

/// What is wrong with the certificate of the server that a page came from, as a clause.
pub(in crate::report) fn flaw(flaw: &TlsFlaw, lang: Lang) -> String {
    match flaw {
        TlsFlaw::Completed { .. } => lang
            .of("chuỗi chứng thư số của máy chủ thiếu, đã được bổ sung", "the server's certificate chain was completed")
            .to_owned(),
        TlsFlaw::Excepted { problem } => {
            let problem = tls_problem(*problem, lang);
            match lang {
                Lang::Vi => format!("đọc qua kết nối không tin cậy: {problem}"),
                Lang::En => format!("read over a connection that is not trusted: {problem}"),
            }
        }
    }
}

/// When an attempt was made, within which limits, and what came of it.
pub(in crate::report) fn attempt(attempt: &Attempt, lang: Lang) -> String {
    let at = moment(attempt.at, lang);
    let limits = match attempt.patience {
        Patience::Usual => lang.of("giới hạn thường", "usual limits"),
        Patience::Long => lang.of("giới hạn lớn hơn", "larger limits"),
    };
    let end = match attempt.end {
        AttemptEnd::Answered { status, cut: false } => match lang {
            Lang::Vi => format!("mã HTTP {status}"),
            Lang::En => format!("HTTP status {status}"),
        },
        AttemptEnd::Answered { status, cut: true } => match lang {
            Lang::Vi => format!("mã HTTP {status}, chỉ nhận được phần đầu"),
            Lang::En => format!("HTTP status {status}, only the beginning came"),
        },
        AttemptEnd::Failed { failure: why } => failure(why, lang).to_owned(),
    };
    format!("{at} ({limits}): {end}")
}
