use proptest::prelude::*;

use super::*;

/// Worth by the hint's last digit.
fn by_digit(hint: Hint) -> Worth {
    match hint.0 % 10 {
        0 => Worth::Unknown,
        1 => Worth::Promising,
        2 => Worth::Wanted,
        3 => Worth::Spare,
        _ => Worth::Never,
    }
}

fn entry(path: &str, hint: u32, depth: u8) -> Entry {
    Entry::new(format!("http://mau.gov.vn/{path}").parse().unwrap(), Hint(hint), depth)
}

fn all(frontier: &mut Frontier) -> String {
    let taken = std::iter::from_fn(|| frontier.take(by_digit));
    taken.map(|entry| entry.url.path()[1..].to_owned()).collect::<Vec<_>>().join(" ")
}

#[test]
fn worth_comes_first_then_depth_then_order() {
    let mut frontier = Frontier::default();
    for (path, hint, depth) in
        [("a", 0, 2), ("b", 0, 1), ("c", 2, 5), ("d", 3, 0), ("e", 0, 1), ("f", 12, 5), ("g", 1, 9), ("h", 4, 0)]
    {
        assert_eq!(frontier.offer(entry(path, hint, depth), by_digit), Offer::New);
    }
    assert_eq!(all(&mut frontier), "c f g b e a d", "h is worth nothing");
    assert_eq!(frontier.len(), 1);
}

#[test]
fn what_a_hint_is_worth_is_asked_when_an_address_is_taken() {
    let mut frontier = Frontier::default();
    frontier.offer(entry("a", 2, 1), by_digit);
    frontier.offer(entry("b", 0, 1), by_digit);
    let decided = |hint: Hint| if hint == Hint(2) { Worth::Spare } else { by_digit(hint) };
    assert_eq!(frontier.take(decided).unwrap().url.path(), "/b");
}

#[test]
fn an_address_is_handed_out_once() {
    let mut frontier = Frontier::default();
    frontier.offer(entry("a", 0, 1), by_digit);
    assert_eq!(frontier.offer(entry("a", 0, 1), by_digit), Offer::Known);
    assert_eq!(all(&mut frontier), "a");
    assert_eq!(frontier.offer(entry("a", 2, 1), by_digit), Offer::Known);
    assert_eq!(all(&mut frontier), "");
}

#[test]
fn a_better_link_to_a_waiting_address_moves_it_forward() {
    let mut frontier = Frontier::default();
    for path in ["a", "b", "c"] {
        frontier.offer(entry(path, 0, 1), by_digit);
    }
    assert_eq!(frontier.offer(entry("c", 2, 3), by_digit), Offer::Known);
    frontier.offer(entry("b", 3, 1), by_digit);
    assert_eq!(all(&mut frontier), "c a b", "a worse link changes nothing");
}

#[test]
fn what_a_redirect_leads_to_is_taken_before_others_as_good() {
    let mut frontier = Frontier::default();
    for path in ["mot", "hai"] {
        frontier.offer(entry(path, 2, 1), by_digit);
    }
    let first = frontier.take(by_digit).unwrap();
    frontier.offer(Entry { hops: 1, ..entry("dich", first.hint.0, first.depth) }, by_digit);
    frontier.offer(entry("quy", 12, 1), by_digit);
    assert_eq!(all(&mut frontier), "dich hai quy");
}

#[test]
fn an_address_put_back_keeps_its_place() {
    let mut frontier = Frontier::default();
    for path in ["a", "b"] {
        frontier.offer(entry(path, 0, 1), by_digit);
    }
    let first = frontier.take(by_digit).unwrap();
    frontier.put_back(&first);
    assert_eq!(all(&mut frontier), "a b");
}

#[test]
fn an_address_can_be_insisted_on() {
    let mut frontier = Frontier::default();
    frontier.offer(entry("a", 0, 1), by_digit);
    let mut again = frontier.take(by_digit).unwrap();
    again.stand_in = true;
    frontier.insist(again);
    assert!(frontier.take(by_digit).unwrap().stand_in);
    assert_eq!(frontier.take(by_digit), None);
}

#[test]
fn the_frontier_is_bounded() {
    let mut frontier = Frontier::default();
    for n in 0..MOST_WAITING {
        assert_eq!(frontier.offer(entry(&n.to_string(), 0, 1), by_digit), Offer::New);
    }
    assert!(!frontier.overflowed());
    assert_eq!(frontier.offer(entry("more", 0, 1), by_digit), Offer::Full);
    assert_eq!(frontier.offer(entry("more", 0, 1), by_digit), Offer::Known);
    assert!(frontier.overflowed());
    let mut hosts = Frontier::default();
    for n in 0..=MOST_SITES {
        hosts.offer(Entry::new(format!("http://h{n}.gov.vn/").parse().unwrap(), Hint(0), 1), by_digit);
    }
    assert_eq!(hosts.len(), MOST_SITES);
}

#[test]
fn a_queued_address_costs_less_than_150_bytes() {
    let mut frontier = Frontier::default();
    let count = MOST_WAITING;
    for n in 0..count {
        let path = format!("vi/chuyen-muc-{}/bai-viet-ve-mot-viec-nao-do-cua-so-{n}.html", n % 97);
        frontier.offer(entry(&path, 0, 1), by_digit);
    }
    let places: usize = frontier.queues.values().map(VecDeque::capacity).sum();
    // A hash table keeps one byte of its own for each slot, and slots for a seventh more than its capacity.
    let slots = frontier.seen.capacity() * 8 / 7;
    let bytes = places * size_of::<Waiting>() + frontier.paths.weight() + slots * (size_of::<(Key, Hint)>() + 1);
    assert!(bytes / count < 150, "{} bytes", bytes / count);
}

#[test]
fn addresses_come_out_whole_while_others_go() {
    let mut frontier = Frontier::default();
    let name = |n: usize| format!("chuyen-muc/{n}/{}", "x".repeat(n % 200));
    for n in 0..3_000 {
        frontier.offer(entry(&name(n), (n % 3) as u32, 1), by_digit);
    }
    let taken = all(&mut frontier);
    let mut left: std::collections::BTreeSet<String> = taken.split(' ').map(str::to_owned).collect();
    for n in 0..3_000 {
        assert!(left.remove(&name(n)), "{}", name(n));
    }
    assert!(left.is_empty() && frontier.paths.weight() <= 64 * 1024, "{}", frontier.paths.weight());
}

proptest! {
    #[test]
    fn every_address_offered_is_taken_exactly_once_best_first(
        offers in prop::collection::vec((0_u32..50, 0_u32..4, 0_u8..4), 0..200)
    ) {
        let mut frontier = Frontier::default();
        for (path, hint, depth) in &offers {
            frontier.offer(entry(&path.to_string(), *hint, *depth), by_digit);
        }
        let taken: Vec<Entry> = std::iter::from_fn(|| frontier.take(by_digit)).collect();
        let mut wanted: Vec<String> = offers.iter().map(|(path, ..)| format!("/{path}")).collect();
        wanted.sort();
        wanted.dedup();
        let mut paths: Vec<String> = taken.iter().map(|entry| entry.url.path().to_owned()).collect();
        paths.sort();
        prop_assert_eq!(paths, wanted);
        prop_assert!(taken.is_sorted_by_key(|entry| (std::cmp::Reverse(by_digit(entry.hint)), entry.depth, entry.order)));
    }
}
