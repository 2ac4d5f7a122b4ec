//! Provinces as tiles, each about where it lies: the 63 of before 1 July 2025, and the 34 since. Provinces that are on
//! neither map (invented ones) stand in rows in their order.

use super::{
    Look,
    canvas::{Anchor, Canvas, Drawing, fitted},
};

/// A province: its id in the registry, its name, and its state in words.
pub(in crate::report) struct Tile {
    pub(in crate::report) id: String,
    pub(in crate::report) name: String,
    pub(in crate::report) look: Look,
    pub(in crate::report) state: String,
}

/// Id, column, row, and a short name where its own does not fit. Places are ours: about where the province lies.
const MAPS: &str = include_str!("tiles.tsv");

const TILE: [u32; 2] = [76, 30];
/// Provinces in a row where there is no map.
const ROW: u32 = 8;

struct Place<'m> {
    id: &'m str,
    at: [u32; 2],
    short: &'m str,
}

/// The places on the map of so many provinces.
fn map(provinces: &str) -> impl Iterator<Item = Place<'static>> {
    MAPS.lines().filter_map(move |line| {
        let mut cells = line.split('\t');
        (cells.next()? == provinces).then_some(())?;
        let (id, column, row) = (cells.next()?, cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
        Some(Place { id, at: [column, row], short: cells.next().unwrap_or_default() })
    })
}

/// The map on which all of `provinces` stand, the one of today first.
fn fitting(provinces: &[Tile]) -> Option<&'static str> {
    let on = |map_of: &&str| provinces.iter().all(|tile| map(map_of).any(|place| place.id == tile.id));
    ["34", "63"].into_iter().find(on)
}

/// Whether the provinces stand on a map, and not in rows.
pub(in crate::report) fn is_mapped(provinces: &[Tile]) -> bool {
    fitting(provinces).is_some()
}

/// `provinces` as tiles under a legend of the `states`.
pub(in crate::report) fn tiles(provinces: &[Tile], states: &[(Look, &str)]) -> Drawing {
    let places: Vec<([u32; 2], &str)> = match fitting(provinces) {
        Some(name) => provinces
            .iter()
            .filter_map(|tile| map(name).find(|place| place.id == tile.id))
            .map(|place| (place.at, place.short))
            .collect(),
        None => (0..provinces.len() as u32).map(|index| ([index % ROW, index / ROW], "")).collect(),
    };
    let most = |axis: usize| places.iter().map(|(at, _)| at[axis]).max().unwrap_or(0) + 1;
    let [width, height] = [(TILE[0] * most(0)).max(430), TILE[1] * most(1) + 24];
    let mut canvas = Canvas::new(width + 2, height + 2);
    canvas.legend([1, 3], states);
    for (tile, ([column, row], short)) in provinces.iter().zip(&places) {
        let (x, y) = (1 + column * TILE[0], 24 + row * TILE[1]);
        canvas.area([x, y, TILE[0] - 3, TILE[1] - 3], tile.look);
        let (_, ink) = tile.look.colours();
        let name = if short.is_empty() { own_name(&tile.name) } else { *short };
        if tile.look == Look::Open {
            // Words on strokes are hard to read.
            canvas.area([x + 2, y + 2, TILE[0] - 7, TILE[1] - 7], Look::Out);
        }
        let middle = x + TILE[0] / 2 - 1;
        canvas.text([middle, y + 12], Anchor::Middle, 11, ink, &fitted(name, TILE[0] - 8, 11));
        canvas.text([middle, y + 23], Anchor::Middle, 9, ink, &fitted(&tile.state, TILE[0] - 6, 9));
    }
    let said: Vec<String> = provinces.iter().map(|tile| format!("{}: {}", tile.name, tile.state)).collect();
    canvas.finish(said.join("; "))
}

/// What is left of an agency's name without the words that all of them share.
fn own_name(name: &str) -> &str {
    ["Ủy ban nhân dân ", "People's Committee of "].iter().find_map(|words| name.strip_prefix(words)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::registry::{Cohort, Tier, load};

    fn provinces(cohort: &str) -> BTreeSet<String> {
        let registry = load(&Cohort::from(cohort), None).unwrap();
        let provinces = registry.portals.iter().filter(|portal| portal.tier == Some(Tier::Province));
        provinces.map(|portal| portal.id.to_string()).collect()
    }

    #[test]
    fn every_province_has_a_tile_of_its_own_on_the_map_of_its_time() {
        for (cohort, name) in [("2024", "63"), ("2026", "34")] {
            let ids: BTreeSet<String> = map(name).map(|place| place.id.to_owned()).collect();
            assert_eq!(ids, provinces(cohort), "{name}");
            let places: BTreeSet<[u32; 2]> = map(name).map(|place| place.at).collect();
            assert_eq!((places.len(), map(name).count()), (ids.len(), ids.len()), "{name}");
        }
    }

    #[test]
    fn invented_provinces_stand_in_rows() {
        let tile = |id: &str| Tile { id: id.to_owned(), name: id.to_owned(), look: Look::Open, state: "?".to_owned() };
        let provinces = [tile("tinh-mau-01"), tile("tinh-mau-02")];
        assert!(!is_mapped(&provinces));
        assert_eq!(tiles(&provinces, &[]).alt, "tinh-mau-01: ?; tinh-mau-02: ?");
    }
}
