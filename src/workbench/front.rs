//! The comment a fixture may begin with: how the page is to be shown where that is not as usual.
//!
//! ```text
//! <!-- d42
//! url: https://tinhmau07.gov.vn/thong-ke
//! tier: province
//! ipv6: yes
//! label: Thống kê
//! file: /tep/so-lieu.pdf = text.pdf
//! file: /tep/mat.pdf = 404
//! -->
//! ```

use std::ops::Range;

use jiff::civil::Date;
use url::Url;

use super::fixture::{Expected, Kind, MenuLabel};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, did_you_mean, quoted},
    fetch::Ipv6,
    registry::Tier,
    text::{Bilingual, both},
};

const OPENING: &str = "<!-- d42";
const KEYS: [&str; 8] = ["url", "tier", "home", "ipv6", "label", "seen", "expect", "file"];

/// What the comment says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Front {
    pub(super) url: Option<Url>,
    pub(super) tier: Option<Tier>,
    pub(super) home: bool,
    /// What the name service says of the host.
    pub(super) ipv6: Ipv6,
    pub(super) label: Option<MenuLabel>,
    pub(super) seen: Option<Date>,
    pub(super) expect: Option<Expected>,
    /// What was fetched: address as linked, and a file of `attachments/` or a status.
    pub(super) files: Vec<(String, Answer)>,
}

/// What a server says when a file is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// The bytes of this file in the folder `attachments` beside `rules`.
    File(String),
    /// An error.
    Status(u16),
}

/// Reads the comment of `text`, telling `out` what is wrong in it. A page without one is shown as usual.
pub(super) fn read(file: &str, text: &str, out: &mut Diagnostics) -> Front {
    let mut front = Front::default();
    let Some(inside) = text.strip_prefix(OPENING) else { return front };
    let Some(end) = inside.find("-->") else {
        let problem = Diagnostic::error(
            "comment-not-closed",
            file,
            ("chú thích ở đầu tệp không có chỗ kết thúc", "the comment at the beginning has no end"),
        );
        out.push(
            problem
                .at(0..OPENING.len())
                .help(("đóng chú thích bằng `-->` trên một dòng riêng", "close it with `-->` on a line of its own")),
        );
        return front;
    };
    let mut start = OPENING.len();
    for line in inside[..end].split_inclusive('\n') {
        let span = trimmed(line, start);
        start += line.len();
        if span.is_empty() {
            continue;
        }
        let Some((key, value)) = text[span.clone()].split_once(':') else {
            let problem = Diagnostic::error(
                "fixture-comment",
                file,
                ("một dòng của chú thích không có dạng `khóa: giá trị`", "a line of the comment is not `key: value`"),
            );
            out.push(problem.at(span).help(known_keys()));
            continue;
        };
        let at = trimmed(value, span.start + key.len() + 1);
        let (key, value) = (key.trim(), &text[at.clone()]);
        let wrong = |message: Bilingual, help: Bilingual| {
            Diagnostic::error("fixture-value", file, message).at(at.clone()).help(help)
        };
        let given = quoted(value);
        let result = match key {
            "url" => Url::parse(value)
                .ok()
                .filter(|url| url.host_str().is_some())
                .map(|url| front.url = Some(url))
                .ok_or_else(|| {
                    wrong(
                        both!("{given} không phải địa chỉ", "{given} is not an address"),
                        both!("viết đầy đủ: https://tinhmau07.gov.vn/…", "write it whole: https://tinhmau07.gov.vn/…"),
                    )
                }),
            "tier" => {
                Tier::ALL.into_iter().find(|tier| tier.name() == value).map(|tier| front.tier = Some(tier)).ok_or_else(
                    || {
                        let names = Tier::ALL.map(Tier::name);
                        let known = both!("các cấp có: {}", "known tiers: {}", names.join(", "));
                        wrong(
                            both!("không có cấp {given}", "there is no tier {given}"),
                            did_you_mean(value, names).or(known),
                        )
                    },
                )
            }
            "home" => match value {
                "yes" => {
                    front.home = true;
                    Ok(())
                }
                "no" => Ok(()),
                _ => Err(wrong(
                    both!("{given} không phải yes hay no", "{given} is neither yes nor no"),
                    both!("viết `home: yes` hoặc bỏ đi", "write `home: yes` or leave it out"),
                )),
            },
            "ipv6" => match value {
                "yes" => {
                    front.ipv6 = Ipv6::Present;
                    Ok(())
                }
                "no" => {
                    front.ipv6 = Ipv6::Absent;
                    Ok(())
                }
                _ => Err(wrong(
                    both!("{given} không phải yes hay no", "{given} is neither yes nor no"),
                    both!(
                        "viết `ipv6: yes` hoặc `ipv6: no`, hoặc bỏ đi nếu không biết",
                        "write `ipv6: yes` or `ipv6: no`, or leave it out if nobody knows"
                    ),
                )),
            },
            "label" => {
                front.label = Some(if value == "none" { MenuLabel::None } else { MenuLabel::Words(value.to_owned()) });
                Ok(())
            }
            "seen" => value.parse().map(|day| front.seen = Some(day)).map_err(|_| {
                wrong(
                    both!("{given} không phải một ngày", "{given} is not a day"),
                    both!("viết theo dạng 2026-06-15", "write it as 2026-06-15"),
                )
            }),
            "file" => match value.split_once('=').map(|(address, answer)| (address.trim(), answer.trim())) {
                Some((address, answer)) if !address.is_empty() && !answer.is_empty() && !answer.contains('/') => {
                    let answer = answer.parse().map_or_else(|_| Answer::File(answer.to_owned()), Answer::Status);
                    front.files.push((address.to_owned(), answer));
                    Ok(())
                }
                _ => Err(wrong(
                    both!("{given} không theo dạng `địa chỉ = tệp`", "{given} is not `address = file`"),
                    both!(
                        "ví dụ `/tep/a.pdf = text.pdf` (tệp trong `attachments/`) hoặc `/tep/a.pdf = 404`",
                        "such as `/tep/a.pdf = text.pdf` (a file of `attachments/`) or `/tep/a.pdf = 404`"
                    ),
                )),
            },
            "expect" => expectation(value).map(|expected| front.expect = Some(expected)).ok_or_else(|| {
                wrong(
                    both!("{given} không phải điều có thể mong đợi", "{given} is nothing that can be expected"),
                    both!(
                        "một trong pass, variant, partial, empty, nothing",
                        "one of pass, variant, partial, empty, nothing"
                    ),
                )
            }),
            _ => {
                let said = both!("không có khóa {}", "there is no key {}", quoted(key));
                let problem = Diagnostic::error("fixture-key", file, said);
                Err(problem.at(span.start..span.start + key.len()).help(did_you_mean(key, KEYS).or(known_keys())))
            }
        };
        if let Err(problem) = result {
            out.push(problem);
        }
    }
    front
}

fn known_keys() -> Bilingual {
    both!("các khóa có: {}", "known keys: {}", KEYS.join(", "))
}

fn expectation(value: &str) -> Option<Expected> {
    use super::fixture::Level;
    Some(match value {
        "pass" => Kind::Pass.expects(),
        "variant" => Kind::Variant.expects(),
        "partial" => Kind::Partial.expects(),
        "empty" => Expected { least: Level::Empty, most: Level::Empty },
        "nothing" => Expected { least: Level::Nothing, most: Level::Nothing },
        _ => return None,
    })
}

/// The part of `line` (which begins at `start`) without white space around it.
fn trimmed(line: &str, start: usize) -> Range<usize> {
    let begin = start + line.len() - line.trim_start().len();
    begin..begin + line.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<(String, Option<usize>, String)> {
        let mut out = Diagnostics::new();
        out.source("a.html", text);
        read("a.html", text, &mut out);
        out.iter().map(|p| (p.message.en.clone(), p.line, p.help.en.clone())).collect()
    }

    #[test]
    fn a_page_without_a_comment_is_shown_as_usual() {
        let mut out = Diagnostics::new();
        assert_eq!(read("a.html", "<!doctype html><title>Trang</title>", &mut out), Front::default());
        assert!(out.is_empty());
    }

    #[test]
    fn every_key_is_understood() {
        let text = "<!-- d42\nurl: https://bomau01.gov.vn/lien-he\ntier: ministry\nhome: yes\nlabel: Liên hệ\n\
                    seen: 2026-06-15\nexpect: partial\n-->\n<p>";
        let mut out = Diagnostics::new();
        let front = read("a.html", text, &mut out);
        assert!(out.is_empty());
        assert_eq!(front.url.unwrap().path(), "/lien-he");
        assert_eq!(front.tier, Some(Tier::Ministry));
        assert!(front.home);
        assert_eq!(front.label, Some(MenuLabel::Words("Liên hệ".to_owned())));
        assert_eq!(front.seen.unwrap().to_string(), "2026-06-15");
        assert_eq!(front.expect, Some(Kind::Partial.expects()));
    }

    #[test]
    fn every_mistake_is_told_with_its_line_and_a_way_out() {
        let found =
            problems("<!-- d42\nurll: x\ntier: provinse\nhome: perhaps\nseen: June\nexpect: fine\nurl: x\nhm\n-->");
        let lines: Vec<_> = found.iter().map(|(_, line, _)| line.unwrap()).collect();
        assert_eq!(lines, [2, 3, 4, 5, 6, 7, 8]);
        assert_eq!(found[0].2, "did you mean `url`?");
        assert_eq!(found[1].2, "did you mean `province`?");
        assert_eq!(problems("<!-- d42\nurl: x")[0].0, "the comment at the beginning has no end");
    }
}
