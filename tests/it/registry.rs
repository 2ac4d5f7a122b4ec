//! Behaviour of `registry`.

use std::collections::{BTreeMap, BTreeSet};

use d42::diagnostic::{Diagnostics, Style, render};
use d42::registry::{Cohort, Portal, SurveyTier, Tier, check_bytes, load};
use d42::text::Lang;

fn count(cohort: &str) -> BTreeMap<Option<SurveyTier>, usize> {
    let registry = load(&Cohort::from(cohort), None).unwrap();
    let mut counts = BTreeMap::new();
    for portal in &registry.portals {
        *counts.entry(portal.tier.and_then(Tier::survey)).or_default() += 1;
    }
    counts
}

#[test]
fn the_built_in_cohorts_have_the_numbers_of_the_survey_and_of_today() {
    use SurveyTier::{Agency, Ministry, Province};
    assert_eq!(count("2024"), BTreeMap::from([(Some(Ministry), 18), (Some(Agency), 8), (Some(Province), 63)]));
    assert_eq!(count("2026"), BTreeMap::from([(Some(Ministry), 17), (Some(Agency), 5), (Some(Province), 34)]));
}

#[test]
fn every_agency_of_2024_is_either_still_there_or_merged_into_one_that_names_it() {
    let (old, new) = (load(&Cohort::from("2024"), None).unwrap(), load(&Cohort::from("2026"), None).unwrap());
    for portal in &old.portals {
        let still = new.portals.iter().any(|other| other.id == portal.id);
        match &portal.merged {
            None => assert!(still, "{} is gone and not merged", portal.id),
            Some(merger) => {
                assert!(!still, "{} is merged and still there", portal.id);
                let heir = new.portals.iter().find(|other| other.id == merger.into);
                assert!(heir.is_some_and(|heir| heir.predecessors.contains(&portal.id)), "{}", portal.id);
            }
        }
    }
    assert_eq!(old.portals.iter().filter(|portal| portal.merged.is_some()).count(), 39);
}

/// Every code with a registry that provokes it.
const BROKEN: &[(&str, &str)] = &[
    (
        "duplicate-id",
        "id,tier,name_vi,url\nmau-01,ministry,Bộ Mẫu 01,https://mau01.gov.vn\nmau-01,ministry,Bộ Mẫu 02,https://mau02.gov.vn\n",
    ),
    (
        "duplicate-host",
        "id,tier,name_vi,url\nmau-01,ministry,Bộ Mẫu 01,https://mau01.gov.vn\nmau-02,ministry,Bộ Mẫu 02,http://www.mau01.gov.vn/trang-chu\n",
    ),
    (
        "unknown-tier",
        "id,tier,name_vi,url\nmau-01,minister,Bộ Mẫu 01,https://mau01.gov.vn\ntinh-07,tỉnh,Tỉnh Mẫu 07,https://tinh07.gov.vn\n",
    ),
    (
        "unusable-url",
        "id,tier,name_vi,url\n\
         a,province,Tỉnh Mẫu 01,tinh01.gov.vn\n\
         b,province,Tỉnh Mẫu 02,ftp://tinh02.gov.vn\n\
         c,province,Tỉnh Mẫu 03,https://localhost/\n\
         d,province,Tỉnh Mẫu 04,http://10.0.0.1/\n\
         e,province,Tỉnh Mẫu 05,https://ai:do@tinh05.gov.vn\n\
         f,province,Tỉnh Mẫu 06,https://[::1]/\n\
         g,province,Tỉnh Mẫu 07,https://\n\
         h,province,Tỉnh Mẫu 08,http://2130706433/\n",
    ),
    (
        "unusable-domain",
        "id,tier,name_vi,url,domains\n\
         a,province,Tỉnh Mẫu 01,https://tinh01.gov.vn,gov.vn\n\
         b,province,Tỉnh Mẫu 02,https://tinh02.gov.vn,https://tinh02.gov.vn\n\
         c,province,Tỉnh Mẫu 03,https://tinh03.gov.vn,vn\n",
    ),
    (
        "domain-without-url",
        "id,tier,name_vi,url,domains\na,province,Tỉnh Mẫu 01,https://tinh01.gov.vn,tinh02.gov.vn;mau.vn\n",
    ),
    (
        "column-count",
        "id,tier,name_vi,url\na,province,Tỉnh Mẫu 01,https://tinh01.gov.vn,thêm\nb,ministry,Bộ Mẫu, Một,https://b.gov.vn\nc,province\n",
    ),
    (
        "unknown-column",
        "id,tier,name_vi,url,langauges,merged-into,\na,province,Tỉnh Mẫu 01,https://tinh01.gov.vn,vi,,\n",
    ),
    ("duplicate-column", "id,tier,name_vi,url,tier\na,province,Tỉnh Mẫu 01,https://tinh01.gov.vn,province\n"),
    ("missing-column", "id,name_vi,url\na,Tỉnh Mẫu 01,https://tinh01.gov.vn\n"),
    ("empty-cell", "id,tier,name_vi,url\n,province, ,https://tinh01.gov.vn\n"),
    ("id-form", "id,tier,name_vi,url,predecessors\nTỉnh Mẫu,province,Tỉnh Mẫu 01,https://tinh01.gov.vn,a;B_c\n"),
    ("language-code", "id,tier,name_vi,url,languages\na,province,Tỉnh Mẫu 01,https://tinh01.gov.vn,vi;English\n"),
    (
        "date-form",
        "id,tier,name_vi,url,merged_into,merged_since\na,province,Tỉnh Mẫu 01,https://tinh01.gov.vn,b,01/07/2025\n",
    ),
    (
        "half-merger",
        "id,tier,name_vi,url,merged_into,merged_since\na,province,Tỉnh Mẫu 01,https://tinh01.gov.vn,b,\nc,province,Tỉnh Mẫu 02,https://tinh02.gov.vn,,2025-07-01\n",
    ),
    (
        "override-without-reason",
        "id,tier,name_vi,url,interval_s,connections,override_reason\na,province,Tỉnh Mẫu 01,https://tinh01.gov.vn,5,1,\n",
    ),
    (
        "reason-without-override",
        "id,tier,name_vi,url,interval_s,override_reason\na,province,Tỉnh Mẫu 01,https://tinh01.gov.vn,,máy chủ yếu\n",
    ),
    (
        "interval-form",
        "id,tier,name_vi,url,interval_s,override_reason\na,province,Tỉnh Mẫu 01,https://tinh01.gov.vn,chậm,máy chủ yếu\nb,province,Tỉnh Mẫu 02,https://tinh02.gov.vn,0,máy chủ yếu\n",
    ),
    (
        "connections-form",
        "id,tier,name_vi,url,connections,override_reason\na,province,Tỉnh Mẫu 01,https://tinh01.gov.vn,9,máy chủ yếu\n",
    ),
    (
        "quiet-hours-form",
        "id,tier,name_vi,url,quiet_hours,override_reason\na,province,Tỉnh Mẫu 01,https://tinh01.gov.vn,7-18,đề nghị\nb,province,Tỉnh Mẫu 02,https://tinh02.gov.vn,07:00-07:00,đề nghị\n",
    ),
    (
        "tls-exception-form",
        "id,tier,name_vi,url,tls_exception,override_reason\na,province,Tỉnh Mẫu 01,https://tinh01.gov.vn,expired; too-old,đề nghị\n",
    ),
    (
        "authorisation-form",
        "id,tier,name_vi,url,robots_authorisation\na,province,Tỉnh Mẫu 01,https://tinh01.gov.vn,được phép\n",
    ),
    (
        "csv-syntax",
        "id,tier,name_vi,url\na,province,\"Tỉnh Mẫu 01,https://tinh01.gov.vn\nb,province,Tỉnh Mẫu 02,https://tinh02.gov.vn\n",
    ),
    ("wrong-separator", "id;tier;name_vi;url\na;province;Tỉnh Mẫu 01;https://tinh01.gov.vn\n"),
    ("empty-file", ""),
    ("no-portals", "id,tier,name_vi,url\n"),
];

fn check(bytes: &[u8]) -> (Vec<Portal>, Diagnostics) {
    let mut out = Diagnostics::new();
    let portals = check_bytes("portals.csv", bytes, &mut out);
    (portals, out)
}

#[test]
fn every_mistake_is_reported_at_its_place_with_what_to_do() {
    for (code, text) in BROKEN {
        let (_, out) = check(text.as_bytes());
        let text = crate::rules::in_both_languages(&out);
        assert!(out.iter().any(|found| found.code == *code), "{code} was not provoked:\n{text}");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("registry__{code}"), text);
        });
    }
}

#[test]
fn no_code_goes_without_a_broken_file() {
    let shown: BTreeSet<String> = BROKEN.iter().map(|(code, _)| (*code).to_owned()).collect();
    let used = crate::rules::codes_in_source(&["src/registry", "src/diagnostic/table.rs"]);
    assert!(used.len() > 20, "the sources were not searched well: {used:?}");
    assert_eq!(used.difference(&shown).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn a_portal_may_be_treated_apart_for_a_reason_and_by_leave() {
    let (portals, out) = check(
        "id,tier,name_vi,url,interval_s,connections,quiet_hours,override_reason,robots_authorisation\n\
         a,province,Tỉnh Mẫu 01,https://tinh01.gov.vn,\"2,5\",1,07:00-18:00,đề nghị của tỉnh,12/VPMP; 2026-10-12\n\
         b,province,Tỉnh Mẫu 02,https://tinh02.gov.vn,,,,,\n"
            .replace("12/VPMP;", "12/VPMP ;")
            .as_bytes(),
    );
    assert_eq!(out.iter().count(), 0);
    let manners = &portals[0].manners;
    assert_eq!(manners.interval, Some(std::time::Duration::from_millis(2500)));
    assert_eq!((manners.connections, manners.reason.as_str()), (Some(1), "đề nghị của tỉnh"));
    assert_eq!(manners.quiet_hours.unwrap().to_string(), "07:00-18:00");
    assert_eq!(manners.robots.as_ref().unwrap().to_string(), "12/VPMP; 2026-10-12");
    assert_eq!(portals[1].manners, d42::registry::Manners::default());
}

#[test]
fn a_flawed_certificate_is_accepted_by_name_and_for_a_reason() {
    let head = "id,tier,name_vi,url,tls_exception,override_reason\na,province,Tỉnh Mẫu 01,https://tinh01.gov.vn";
    let (portals, _) = check(format!("{head},expired; self-signed,đang gia hạn\n").as_bytes());
    assert_eq!(portals[0].manners.tls, [d42::fetch::TlsProblem::Expired, d42::fetch::TlsProblem::SelfSigned]);
    let (_, out) = check(format!("{head},expired,\n").as_bytes());
    assert!(out.iter().any(|found| found.code == "override-without-reason"));
}

#[test]
fn all_bad_rows_are_reported_at_once_with_their_lines() {
    let text = "id,tier,name_vi,url\n\
        mau-01,ministry,Bộ Mẫu 01,https://mau01.gov.vn\n\
        mau-01,planet,Bộ Mẫu 02,mau02\n\
        mau-03,ministry,Bộ Mẫu 03\n\
        mau-04,ministry,B\u{1ed9} Mẫu 04,https://mau01.gov.vn\n";
    let mut bytes = text.as_bytes().to_vec();
    bytes.extend(b"mau-05,ministry,B\xf4 Mau,https://mau05.gov.vn\n");
    let (_, out) = check(&bytes);
    let seen: Vec<_> = out.iter().map(|found| (found.code, found.line)).collect();
    assert_eq!(
        seen,
        [
            ("duplicate-id", Some(3)),
            ("unknown-tier", Some(3)),
            ("unusable-url", Some(3)),
            ("column-count", Some(4)),
            ("duplicate-host", Some(5)),
            ("not-utf-8", Some(6)),
        ]
    );
}

#[test]
fn spreadsheets_byte_order_mark_and_line_ends_make_no_difference() {
    let text = "id,tier,name_vi,url\nmau-01,government_agency,\"Viện Mẫu, 01\",https://www.mau01.gov.vn\n";
    let (plain, _) = check(text.as_bytes());
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let (same, out) = check(windows.as_bytes());
    assert!(out.is_empty(), "{}", render(&out, Style::Plain, Lang::En));
    assert_eq!(plain, same);
    assert_eq!(plain[0].domains, ["mau01.gov.vn"]);
    assert_eq!(plain[0].tier, Some(Tier::GovernmentAgency));
}

#[test]
fn utf_16_is_named_with_the_way_out() {
    let utf16: Vec<u8> = "\u{feff}id,tier,name_vi,url\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (_, out) = check(&utf16);
    let found: Vec<_> = out.iter().map(|found| found.code).collect();
    assert_eq!(found, ["utf-16"]);
    assert!(out.iter().all(|found| found.help.vi.contains("UTF-8")));
}

#[test]
fn a_row_may_widen_or_narrow_the_scope_of_its_portal() {
    let text = "id,tier,name_vi,url,domains\n\
        a,ministerial-agency,Văn phòng Mẫu,https://vp.mau.vn,vp.mau.vn\n\
        b,province,Tỉnh Mẫu 02,https://tinh02.gov.vn,tinh02.gov.vn; mau-02.vn\n\
        c,province,Tỉnh Mẫu 03,https://cong.tinh03.gov.vn,\n";
    let (portals, out) = check(text.as_bytes());
    assert!(out.is_empty(), "{}", render(&out, Style::Plain, Lang::En));
    let domains: Vec<_> = portals.iter().map(|portal| portal.domains.join(" ")).collect();
    assert_eq!(domains, ["vp.mau.vn", "tinh02.gov.vn mau-02.vn", "tinh03.gov.vn"]);
}

#[test]
fn a_missing_file_is_named() {
    let error = load(&Cohort::from("no-such-registry.csv"), None).unwrap_err().to_string();
    assert!(error.starts_with("cannot read registry no-such-registry.csv"), "{error}");
}

proptest::proptest! {
    #[test]
    fn no_bytes_whatever_make_the_reader_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..400)) {
        let mut file = b"id,tier,name_vi,url,domains,languages,merged_into,merged_since\n".to_vec();
        file.extend(bytes);
        let (_, out) = check(&file);
        render(&out, Style::Plain, Lang::En);
    }

    #[test]
    fn no_text_of_csv_characters_makes_the_reader_panic(text in "[a-z,\"\r\n đ;:/.]{0,200}") {
        let (_, out) = check(text.as_bytes());
        render(&out, Style::Coloured, Lang::Vi);
    }
}
