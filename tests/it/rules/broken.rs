//! One broken file for each mistake an author of rules can make.

use super::*;

/// Every code with the edits that provoke it.
pub(super) const BROKEN: &[(&str, &[Edit])] = &[
    (
        "toml-syntax",
        &[
            (IN_PAGE, "observe = \"page\"", "observe = page"),
            (IN_PAGE, "to = 2026-06-30", "to = 2026-02-30"),
            (IN_SITE, "tiers = [\"province\"]", "tiers = [\"province\""),
        ],
    ),
    (
        "unknown-key",
        &[
            (IN_PAGE, "observe =", "where_any = true\nwieght = 2\nobserve ="),
            (IN_PAGE, "abbreviation =", "abbr ="),
            (IN_PAGE, "{ documents = { min = 3 } }", "{ documents = { min = 3, kind = [\"QĐ\"] } }"),
            (IN_SITE, "search-form = {}", "search-form = { min = 1 }"),
        ],
    ),
    (
        "missing-key",
        &[
            (IN_PAGE, "title = { vi = \"Mục mẫu\", en = \"Sample section\" }\n", ""),
            (IN_PAGE, ", en = \"files are there\"", ""),
            (IN_SITE, "force = \"by-conditions\"\n", ""),
            (IN_SITE, ", has = { search-form = {} }", ""),
        ],
    ),
    (
        "wrong-type",
        &[
            (IN_PAGE, "observe = \"page\"", "observe = 1"),
            (IN_PAGE, "from = 2022-08-15", "from = \"2022-08-15\""),
            (IN_PAGE, "article = \"4\"", "article = 4"),
            (IN_PAGE, "files = { min = 1 }", "files = { min = -1 }"),
            (IN_PAGE, "within-days = 90", "within-days = 90.5"),
            (IN_PAGE, "url = [\"muc-mau\"]", "url = \"muc-mau\""),
            (IN_SITE, "{ in = { region = \"header\", has = { search-form = {} } } }", "\"search-form\""),
        ],
    ),
    (
        "unknown-word",
        &[
            (IN_PAGE, "\"province\"]", "\"provnce\", \"planet\"]"),
            (IN_PAGE, "force = \"mandatory\"\nfrom = 2022", "force = \"manditory\"\nfrom = 2022"),
            (IN_PAGE, "confidence = \"B\"", "confidence = \"E\""),
            (IN_PAGE, "{ documents = { min = 3 } }", "{ document = { min = 3 } }"),
            (IN_SITE, "region = \"header\"", "region = \"head\""),
            (IN_SITE, "observe = \"site\"", "observe = \"sight\""),
        ],
    ),
    (
        "not-one-key",
        &[
            (IN_PAGE, "{ documents = { min = 3 } }", "{ documents = { min = 3 }, files = { min = 1 } }"),
            (IN_SITE, "has = { search-form = {} }", "has = {}"),
        ],
    ),
    (
        "id-form",
        &[
            (IN_PAGE, "id = \"sample-page\"", "id = \"Sample_Page\""),
            (IN_SITE, "name = \"search\"", "name = \"Ô tìm\""),
        ],
    ),
    ("id-not-file-name", &[(IN_PAGE, "id = \"sample-page\"", "id = \"simple-page\"")]),
    ("duplicate-id", &[(IN_SITE, "id = \"sample-site\"", "id = \"sample-page\"")]),
    (
        "empty-text",
        &[
            (IN_PAGE, "vi = \"Mục mẫu\"", "vi = \" \""),
            (IN_PAGE, "source = { vi = \"thông lệ\", en = \"custom\" }", "source = { vi = \"thông lệ\", en = \"\" }"),
            (IN_SITE, "instrument = \"42/2022/NĐ-CP\"", "instrument = \"\""),
        ],
    ),
    (
        "not-nfc",
        &[
            (IN_PAGE, "\"Trang mẫu\"", "\"Trang ma\u{302}\u{303}u\""),
            (IN_PAGE, "heading = [\"Mục\"]", "heading = [\"Mu\u{323}c\"]"),
        ],
    ),
    ("no-tiers", &[(IN_PAGE, "tiers = [\"ministry\", \"province\"]", "tiers = []")]),
    (
        "duplicate-entry",
        &[
            (IN_PAGE, "tiers = [\"ministry\", \"province\"]", "tiers = [\"ministry\", \"ministry\"]"),
            (IN_PAGE, "\"Trang mẫu\"", "\"Mục mẫu\""),
            (IN_PROFILE, "[\"sample-page\"]", "[\"sample-page\", \"sample-page\"]"),
        ],
    ),
    ("weight-zero", &[(IN_PAGE, "observe =", "weight = 0\nobserve =")]),
    ("weight-without-reason", &[(IN_PAGE, "observe =", "weight = 3\nobserve =")]),
    (
        "no-basis",
        &[(
            IN_SITE,
            "[[basis]]\ninstrument = \"42/2022/NĐ-CP\"\narticle = \"8\"\nforce = \"by-conditions\"\nconfidence = \"A\"",
            "basis = []",
        )],
    ),
    ("date-order", &[(IN_PAGE, "to = 2026-06-30", "to = 2021-06-30")]),
    ("point-letter", &[(IN_PAGE, "point = \"đ\"", "point = \"f\"")]),
    (
        "no-proof",
        &[(
            IN_SITE,
            "[[proof]]\nname = \"search\"\naccepts = \"strong\"\nsay = { vi = \"có ô tìm kiếm\", en = \"a search field is there\" }\nwhen = { in = { region = \"header\", has = { search-form = {} } } }",
            "",
        )],
    ),
    ("proof-not-wanted", &[(IN_SITE, "observe = \"site\"", "observe = \"person\"")]),
    ("spoils-not-wanted", &[(IN_SITE, "accepts = \"strong\"", "accepts = \"strong\"\nspoils = true")]),
    ("self-evident-not-wanted", &[(IN_SITE, "accepts = \"strong\"", "accepts = \"strong\"\nself-evident = true")]),
    ("no-probe", &[(IN_SITE, "observe = \"site\"", "observe = \"probe\"")]),
    ("probe-not-wanted", &[(IN_SITE, "observe =", "probe = \"form\"\nobserve =")]),
    ("proof-order", &[(IN_PAGE, "accepts = \"strong\"", "accepts = \"incomplete\"")]),
    ("duplicate-name", &[(IN_PAGE, "name = \"files\"", "name = \"documents\"")]),
    (
        "zero-count",
        &[(IN_PAGE, "files = { min = 1 }", "files = { min = 0 }"), (IN_PAGE, "within-days = 90", "within-days = 0")],
    ),
    (
        "no-labels",
        &[
            (IN_PAGE, "text = [\"Mục mẫu\", \"Trang mẫu\"]", "text = []"),
            (IN_SITE, "observe = \"site\"", "observe = \"page\""),
        ],
    ),
    ("label-without-letters", &[(IN_PAGE, "\"Trang mẫu\"", "\"42\""), (IN_PAGE, "[\"Mục\"]", "[\"–\"]")]),
    ("label-spaces", &[(IN_PAGE, "\"Trang mẫu\"", "\" Trang  mẫu\"")]),
    ("url-label-form", &[(IN_PAGE, "\"muc-mau\"", "\"Mục-mẫu đẹp\"")]),
    (
        "empty-condition",
        &[
            (IN_PAGE, "heading = [\"Mục\"]", "heading = []"),
            (IN_PAGE, "words = { min = 1 }", "words = {}"),
            (IN_SITE, "has = { search-form = {} }", "has = { any = [] }"),
        ],
    ),
    ("count-order", &[(IN_PAGE, "words = { min = 1 }", "words = { min = 50, max = 10 }")]),
    (
        "count-out-of-reach",
        &[
            (
                IN_PAGE,
                "{ files = { min = 1 } }",
                "{ at-least = { count = 3, of = [{ files = { min = 1 } }, { labelled = {} }] } }",
            ),
            (IN_SITE, "search-form = {}", "form = { asks = [[\"Họ tên\"], [\"Thư điện tử\"]], at-least = 3 }"),
        ],
    ),
    (
        "share-out-of-range",
        &[
            (IN_PAGE, "files = { min = 1 }", "pictures-described = { percent = 0 }"),
            (IN_SITE, "search-form = {}", "pictures-described = { percent = 120 }"),
        ],
    ),
    (
        "host-pattern",
        &[(IN_PAGE, "files = { min = 1 }", "links = { min = 1, hosts = [\"https://mau.gov.vn/\", \"*.gov.vn\"] }")],
    ),
    (
        "nothing-holds",
        &[(IN_METRIC, "holds = [\"passed\"]", "holds = []"), (IN_METRIC, "\"sample-page\"", "\"sample-pgae\"")],
    ),
    ("language-code", &[(IN_PAGE, "files = { min = 1 }", "edition = { languages = [\"English\"] }")]),
    ("no-instruments", &[(IN_PROFILE, "[\"42/2022/NĐ-CP\", \"224/2026/NĐ-CP\"]", "[]")]),
    ("unused-instrument", &[(IN_PROFILE, "\"224/2026/NĐ-CP\"", "\"224/2026/NĐCP\"")]),
    ("unknown-requirement", &[(IN_PROFILE, "[\"sample-page\"]", "[\"sample-pgae\"]")]),
    (
        "requirement-outside-profile",
        &[
            (IN_PROFILE, "[\"42/2022/NĐ-CP\", \"224/2026/NĐ-CP\"]", "[\"224/2026/NĐ-CP\"]"),
            (IN_PROFILE, "[\"sample-page\"]", "[\"sample-site\"]"),
        ],
    ),
    ("no-profile", &[(IN_PROFILE, "[\"42/2022/NĐ-CP\", \"224/2026/NĐ-CP\"]", "[\"224/2026/NĐ-CP\"]")]),
    (
        "shared-label",
        &[
            (IN_SITE, "observe = \"site\"", "observe = \"page\""),
            (IN_SITE, "[[proof]]", "[labels]\ntext = [\"MỤC – MẪU\"]\n\n[[proof]]"),
        ],
    ),
    ("unknown-label", &[(IN_PAGE, "not = [", "shared = [\"Muc mẫu\"]\nnot = [")]),
];
