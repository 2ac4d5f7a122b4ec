//! A small sound set of rules.

/// A folder with one requirement and one profile, and the path of the requirement.
pub(super) fn sample_rules() -> (tempfile::TempDir, String) {
    let dir = tempfile::tempdir().unwrap();
    for folder in ["requirements", "profiles"] {
        std::fs::create_dir(dir.path().join(folder)).unwrap();
    }
    let site = dir.path().join("requirements/sample-site.toml");
    std::fs::write(&site, SITE).unwrap();
    std::fs::write(dir.path().join("profiles/sample.toml"), PROFILE).unwrap();
    let site = site.display().to_string();
    (dir, site)
}

const SITE: &str = r#"id = "sample-site"
title = { vi = "Tìm kiếm mẫu", en = "Sample search" }
expects = { vi = "Có ô tìm kiếm dùng được.", en = "There is a search field that works." }
remedy = { vi = "Thêm ô tìm kiếm ở đầu trang.", en = "Add a search field to the page header." }
tiers = ["ministry", "province"]
observe = "site"
where-any = true

[[basis]]
instrument = "42/2022/NĐ-CP"
article = "8"
clause = "2"
point = "đ"
force = "mandatory"
from = 2022-08-15
to = 2026-06-30
confidence = "B"
note = { vi = "điểm chưa đối chiếu", en = "point not confirmed" }

[labels]
text = ["Tìm kiếm mẫu"]
not = ["Tìm đường mẫu"]

[[proof]]
name = "search"
accepts = "strong"
say = { vi = "có ô tìm kiếm", en = "a search field is there" }
when = { all = [{ in = { region = "header", has = { search-form = {} } } }, { control = { any = ["Tìm nâng cao"] } }] }

[[proof]]
name = "outside-search"
accepts = "incomplete"
say = { vi = "chỉ có liên kết tìm kiếm", en = "only a link to a search" }
when = { links = { min = 1, hosts = ["*.gov.vn"], labelled = ["Tìm kiếm"], elsewhere = true } }

[[reject]]
name = "old"
say = { vi = "trang cũ", en = "an old page" }
when = { not = { dates = { min = 1, within-days = 365 } } }

[fresh]
within-days = 30
ground = "duty"
source = { vi = "Điều mẫu", en = "sample article" }
"#;

const PROFILE: &str = r#"id = "sample"
title = { vi = "Bộ mẫu", en = "Sample profile" }
statement = { vi = "Theo Nghị định 42.", en = "By Decree 42." }
instruments = ["42/2022/NĐ-CP"]
full-information = ["sample-site"]
"#;
