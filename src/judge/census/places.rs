//! Names of provinces, districts and communes, to know them in a host's name where no link says what it is. Provinces
//! were merged and districts dissolved on 1 July 2025; hosts outlive both, so all names are known.

use std::{collections::HashMap, sync::LazyLock};

use crate::text::strip_marks;

/// Embedded: the lists change by law, not by portal.
const NAMES: &str = include_str!("../../../rules/places.tsv");

/// A province, by its place among [`Places::provinces`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Province {
    /// Until 30 June 2025.
    own: u16,
    /// What it went into.
    now: u16,
}

/// Which levels have a unit of some name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Levels {
    pub(super) district: bool,
    pub(super) commune: bool,
}

impl Levels {
    /// Whether there is any.
    pub(super) fn any(self) -> bool {
        self.district || self.commune
    }
}

/// A unit of some name.
#[derive(Clone, Copy)]
struct Unit {
    province: Province,
    level: Level,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    District,
    Commune,
    /// A commune since 1 July 2025.
    NewCommune,
}

/// All names, as they stand in hosts: small letters without marks, spaces or signs.
pub(super) struct Places {
    provinces: HashMap<String, Province>,
    units: HashMap<String, Vec<Unit>>,
}

/// Other names of provinces in hosts.
const ALIASES: &[(&str, &str)] = &[("hochiminhcity", "hochiminh"), ("hcm", "hochiminh"), ("tphcm", "hochiminh")];

impl Places {
    /// The names, read once.
    pub(super) fn all() -> &'static Self {
        static ALL: LazyLock<Places> = LazyLock::new(|| Places::read(NAMES));
        &ALL
    }

    fn read(names: &str) -> Self {
        let mut numbers: HashMap<String, u16> = HashMap::new();
        let mut number = |name: &str| {
            let next = numbers.len() as u16;
            *numbers.entry(squashed(name)).or_insert(next)
        };
        let mut all = Self { provinces: HashMap::new(), units: HashMap::new() };
        for line in names.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(own), Some(now)) = (cells.next(), cells.next()) else { continue };
            let province = Province { own: number(own), now: number(now) };
            let (districts, communes) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
            // The lines without districts are those of today.
            let commune = if districts.is_empty() { Level::NewCommune } else { Level::Commune };
            all.provinces.entry(squashed(own)).or_insert(province);
            for (list, level) in [(districts, Level::District), (communes, commune)] {
                for name in list.split(';').filter(|name| !name.is_empty()) {
                    all.units.entry(squashed(name)).or_default().push(Unit { province, level });
                }
            }
        }
        for (alias, name) in ALIASES {
            if let Some(province) = all.provinces.get(*name).copied() {
                all.provinces.insert((*alias).to_owned(), province);
            }
        }
        all
    }

    /// The province with this name.
    pub(super) fn province(&self, name: &str) -> Option<Province> {
        self.provinces.get(name).copied()
    }

    /// The levels that have a unit of this name, in `province` as it was or in what it is part of; anywhere without one.
    pub(super) fn levels(&self, name: &str, province: Option<Province>) -> Levels {
        let mut levels = Levels::default();
        for unit in self.units.get(name).into_iter().flatten() {
            let here = province.is_none_or(|province| match unit.level {
                Level::NewCommune => unit.province.now == province.now,
                // A portal that kept its name answers for what it took in.
                _ => unit.province.own == province.own || unit.province.now == province.own,
            });
            levels.district |= here && unit.level == Level::District;
            levels.commune |= here && unit.level != Level::District;
        }
        levels
    }

    /// `label` without the name of a province at its end or beginning, if one stands there and something is left.
    pub(super) fn without_province<'l>(&self, label: &'l str) -> Option<&'l str> {
        (2..label.len().saturating_sub(2)).filter(|at| label.is_char_boundary(*at)).find_map(|at| {
            let (head, tail) = label.split_at(at);
            if self.province(tail).is_some() { Some(head) } else { self.province(head).map(|_| tail) }
        })
    }
}

/// Small letters without marks, spaces or signs.
fn squashed(name: &str) -> String {
    let mut bare = strip_marks(name).to_lowercase();
    bare.retain(|letter| letter.is_ascii_alphanumeric());
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_known_in_their_province_before_and_after_the_mergers() {
        let places = Places::all();
        assert_eq!(places.provinces.len(), 63 + 1 + ALIASES.len(), "63, and Huế under its new name");
        let an_giang = places.province("angiang");
        assert!(places.levels("chaudoc", an_giang).district);
        // Of Kiên Giang, which went into An Giang.
        assert!(places.levels("anminh", an_giang).district);
        assert!(!places.levels("chaudoc", places.province("hagiang")).any());
        assert!(places.levels("chaudoc", None).any());
        assert_eq!(places.without_province("khcnbackan"), Some("khcn"));
        assert_eq!(places.without_province("soyte"), None);
    }
}
