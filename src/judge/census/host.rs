//! The kind of body that a host's name tells, where no link or title says it: abbreviations of departments, names of
//! districts and communes.

use super::places::{Places, Province};
use crate::rules::BodyKind;

/// Ends of hosts under which names of agencies are registered, longest first.
const ENDINGS: &[&str] = &[".gov.vn", ".com.vn", ".org.vn", ".edu.vn", ".net.vn", ".vn"];
/// Fields of the specialised departments of a province, after `so` or `s`.
const FIELDS: &[&str] = &[
    "nv",
    "noivu",
    "tp",
    "tuphap",
    "tc",
    "taichinh",
    "ct",
    "congthuong",
    "xd",
    "xaydung",
    "yt",
    "yte",
    "gtvt",
    "gt",
    "giaothong",
    "giaothongvantai",
    "gtcc",
    "tnmt",
    "tnvmt",
    "tainguyen",
    "tainguyenmoitruong",
    "tainguyenvamoitruong",
    "tttt",
    "ttvtt",
    "ttvatt",
    "thongtin",
    "thongtintruyenthong",
    "thongtinvatruyenthong",
    "ldtbxh",
    "ldtb",
    "ldtbvxh",
    "laodong",
    "laodongtbxh",
    "gd",
    "gddt",
    "gdvdt",
    "gdvadt",
    "giaoduc",
    "giaoducdaotao",
    "giaoducvadaotao",
    "khcn",
    "khvcn",
    "khvacn",
    "khoahoc",
    "khoahoccongnghe",
    "khoahocvacongnghe",
    "vh",
    "vhtt",
    "vhtt",
    "vhttdl",
    "vhttvdl",
    "vhttvadl",
    "vanhoa",
    "vanhoathethao",
    "vanhoathethaodulich",
    "vanhoathethaovadulich",
    "vanhoattdl",
    "dl",
    "dulich",
    "nn",
    "nnptnt",
    "nnvptnt",
    "nnmt",
    "nnvmt",
    "nongnghiep",
    "nongnghiepmoitruong",
    "nongnghiepvamoitruong",
    "nongnghiepptnt",
    "nonnmt",
    "khdt",
    "khvdt",
    "kehoach",
    "kehoachdautu",
    "kehoachvadautu",
    "ngv",
    "ngoaivu",
    "qhkt",
    "qhxd",
    "qhktruc",
    "attp",
    "dt",
    "dttg",
    "dantoctongiao",
];
/// Departments that go by their field alone, and offices.
const ALONE: &[&str] = &[
    "khcn",
    "khoahoccongnghe",
    "congthuong",
    "ngoaivu",
    "noivu",
    "xaydung",
    "tuphap",
    "taichinh",
    "yte",
    "gtvt",
    "giaothongvantai",
    "tnmt",
    "tainguyenmoitruong",
    "nongnghiep",
    "nnptnt",
    "khdt",
    "kehoachdautu",
    "dautu",
    "tttt",
    "ldtbxh",
    "laodong",
    "gddt",
    "giaoduc",
    "giaoducdaotao",
    "vhttdl",
    "vanhoa",
    "vanhoattdl",
    "vhtt",
    "thanhtra",
    "dantoc",
    "bdt",
    "vanphong",
    "vanphongubnd",
    "vpub",
    "vpubnd",
    "vpubndt",
    "vpubndtp",
    "iza",
    "kkt",
    "kcn",
    "kcnkkt",
    "kktcn",
    "dpi",
    "doit",
    "dost",
    "doet",
];
/// Beginnings of the names of boards and offices.
const BOARDS: &[&str] = &["ban", "bql", "vanphong", "vpub", "thanhtra"];
/// What begins like a board or an office and is none.
const NO_BOARDS: &[&str] = &[
    "bando",
    "bantin",
    "banhang",
    "bantindientu",
    "bannoichinh",
    "bantochuc",
    "bantuyengiao",
    "bandanvan",
    "banatgt",
    "bantiepcongdan",
    "bangcap",
    "bqlda",
    "bqldadt",
    "vanphongdientu",
    "vanphongdbqh",
    "vanphongtinhuy",
    "vpubkt",
    "banchihuy",
];
/// Beginnings of the names of units.
const UNITS: &[&str] =
    &["chicuc", "tongcuc", "cuc", "vu", "vien", "hocvien", "trungtam", "truong", "benhvien", "tapchi", "nxb"];
/// Words for a commune and for a district before its name, with the short forms.
const COMMUNE_WORDS: &[&str] = &["xa", "phuong", "thitran", "dackhu", "ttr", "tt", "x", "p"];
const DISTRICT_WORDS: &[&str] = &["huyen", "quan", "thixa", "thanhpho", "tp", "tx", "h", "q"];

/// The kind of body that `host` tells by itself; `None` if it does not.
pub fn kind_of_host(host: &str) -> Option<BodyKind> {
    let places = Places::all();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let name = ENDINGS.iter().find_map(|ending| host.strip_suffix(ending))?;
    let mut province = None;
    let mut rest: Vec<String> = Vec::new();
    for label in name.split('.') {
        let flat = label.replace('-', "");
        match places.province(flat.strip_suffix("portal").unwrap_or(&flat)) {
            Some(found) => province = Some(found),
            None => rest.push(label.to_owned()),
        }
    }
    let (first, above) = rest.split_first()?;
    let leaf = Leaf::new(first, province);
    if above.iter().any(|label| is_district(&label.replace('-', ""))) {
        return leaf.commune_of_a_district().then_some(BodyKind::Commune);
    }
    leaf.kind()
}

/// The first label of a host.
struct Leaf<'l> {
    label: &'l str,
    /// Without hyphens and without digits at its end.
    flat: String,
    province: Option<Province>,
}

impl<'l> Leaf<'l> {
    fn new(label: &'l str, province: Option<Province>) -> Self {
        let mut flat = label.trim_end_matches(|c: char| c.is_ascii_digit()).replace('-', "");
        flat = flat.strip_prefix("ubnd").filter(|rest| !rest.is_empty()).unwrap_or(&flat).to_owned();
        let places = Places::all();
        if !places.levels(&flat, province).any()
            && let Some(rest) = places.without_province(&flat)
        {
            flat = rest.to_owned();
        }
        Self { label, flat, province }
    }

    fn kind(&self) -> Option<BodyKind> {
        let places = Places::all();
        let here = places.levels(&self.flat, self.province);
        if here.district || is_numbered(self.label, DISTRICT_WORDS) || self.is_seat() {
            return Some(BodyKind::District);
        }
        let commune = |name: &str| places.levels(name, self.province).commune;
        if here.commune || self.says_commune() || self.named(COMMUNE_WORDS).is_some_and(commune) {
            return Some(BodyKind::Commune);
        }
        if self.named(DISTRICT_WORDS).is_some_and(|name| places.levels(name, self.province).district) {
            return Some(BodyKind::District);
        }
        // `haiphuong-haihau`: a commune and its district.
        if let Some((commune, district)) = self.label.rsplit_once('-')
            && is_district(district)
            && (places.levels(&commune.replace('-', ""), None).any() || has_word(commune, COMMUNE_WORDS).is_some())
        {
            return Some(BodyKind::Commune);
        }
        if is_department(&self.flat) {
            return Some(BodyKind::Department);
        }
        if UNITS.iter().any(|unit| self.flat.starts_with(unit)) {
            return Some(BodyKind::Unit);
        }
        let anywhere = places.levels(&self.flat, None);
        // A name of its own under another domain than its province's.
        match self.province {
            None if anywhere.district => Some(BodyKind::District),
            None if anywhere.commune => Some(BodyKind::Commune),
            _ => None,
        }
    }

    /// Below a district, what has the name of any unit is one of its communes.
    fn commune_of_a_district(&self) -> bool {
        let places = Places::all();
        let word = |words: &[&str]| words.contains(&self.flat.as_str());
        places.levels(&self.flat, None).any()
            || is_numbered(self.label, COMMUNE_WORDS)
            || word(&["thitran"])
            || self.named(&["xa", "phuong", "thitran"]).is_some()
            || self.named(COMMUNE_WORDS).is_some_and(|name| places.levels(name, None).any())
    }

    /// A whole word for a commune and a name: communes have merged so often that no list has them all.
    fn says_commune(&self) -> bool {
        const NO_COMMUNES: &[&str] = &["xaydung", "xahoi", "phuongphap", "phuongtien"];
        let said = self.named(&["xa", "phuong", "thitran", "dackhu"]).is_some_and(|name| name.len() > 2);
        said && !NO_COMMUNES.iter().any(|other| self.flat.starts_with(other))
    }

    /// What follows one of `words` at the beginning.
    fn named(&self, words: &[&str]) -> Option<&str> {
        has_word(&self.flat, words)
    }

    /// The city that a province is governed from: `tpbacninh`, `backancity`, `thanhpho`.
    fn is_seat(&self) -> bool {
        let places = Places::all();
        let flat = self.label.replace('-', "");
        let name = ["tp", "thanhpho", "tx"].iter().find_map(|word| flat.strip_prefix(word));
        let city = flat.strip_suffix("city");
        ["thanhpho", "thixa"].contains(&flat.as_str())
            || name.or(city).is_some_and(|name| places.province(name).is_some())
    }
}

fn has_word<'l>(label: &'l str, words: &[&str]) -> Option<&'l str> {
    words.iter().filter_map(|word| label.strip_prefix(word)).find(|name| name.len() > 1)
}

/// `phuong3`, `q12`: a word and a number.
fn is_numbered(label: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        label.strip_prefix(word).is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
    })
}

fn is_district(label: &str) -> bool {
    let places = Places::all();
    let district = |name: &str| places.levels(name, None).district;
    let name = label.trim_end_matches(|c: char| c.is_ascii_digit());
    district(name)
        || is_numbered(label, DISTRICT_WORDS)
        || has_word(name, DISTRICT_WORDS).is_some_and(|name| district(name) || places.province(name).is_some())
        || label.strip_suffix("city").is_some_and(|name| places.province(name).is_some() || district(name))
}

fn is_department(flat: &str) -> bool {
    let field = |rest: &str| {
        let rest = rest.strip_suffix("tinh").or_else(|| rest.strip_suffix("hcm")).unwrap_or(rest);
        FIELDS.contains(&rest)
    };
    ALONE.contains(&flat)
        || ["so", "s"].iter().any(|word| flat.strip_prefix(word).is_some_and(field))
        || BOARDS.iter().any(|word| flat.starts_with(word)) && !NO_BOARDS.iter().any(|word| flat.starts_with(word))
}
