//! What an address costs in resident memory while it waits for its visit.
//!
//! `cargo bench --bench frontier`. Queues 1,000,000 addresses over 50 portals, 20,000 each, which is the most a portal
//! keeps waiting, and reads the growth of the process's resident set from `/proc` (Linux only). Addresses are as long as
//! those of real portals: 90 bytes on average, their host included.

use d42::crawl::{Hint, measure::Queue};
use url::Url;

const PORTALS: u64 = 50;
const EACH: u64 = 20_000;

fn main() {
    // `cargo test --benches` only asks whether it runs.
    let portals = if std::env::args().any(|word| word == "--bench") { PORTALS } else { 1 };
    let before = resident();
    let begin = std::time::Instant::now();
    let mut length = 0;
    let queues: Vec<Queue> = (0..portals)
        .map(|portal| {
            let mut queue = Queue::default();
            for number in 0..EACH {
                let url = address(portal, number);
                length += url.as_str().len() as u64;
                let waits = queue.offer(url, Hint((number % 40) as u32), (number % 6) as u8);
                assert!(waits, "every address is new and finds room");
            }
            queue
        })
        .collect();
    let seconds = begin.elapsed().as_secs_f64();
    let growth = resident().zip(before).map(|(after, before)| after.saturating_sub(before));
    let count = portals * EACH;
    report(&format!("{count} addresses of {} bytes queued in {seconds:.2} s", length / count));
    match growth {
        Some(bytes) => {
            report(&format!("resident memory per queued address: {} bytes (goal: at most 150)", bytes / count));
        }
        None => report("resident memory: /proc/self/status is not there"),
    }
    let taken: usize = queues.into_iter().map(|mut queue| std::iter::from_fn(|| queue.take()).count()).sum();
    assert_eq!(taken as u64, count, "every address comes out again");
}

/// Like the addresses of articles, documents and lists.
fn address(portal: u64, number: u64) -> Url {
    let path = match number % 3 {
        0 => format!("vi/chi-tiet-tin-tuc/-/asset_publisher/bai-viet-ve-mot-viec-nao-do-{number}.html"),
        1 => format!("van-ban/chi-tiet?id={number}&loai=quyet-dinh"),
        _ => format!("web/guest/chuyen-muc-{}/huong-dan-thuc-hien-thu-tuc-hanh-chinh-so-{number}.htm", number % 97),
    };
    Url::parse(&format!("https://tinh-mau-{portal:02}.gov.vn/{path}")).expect("a well-formed address")
}

/// Bytes of this process in memory.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes * 1024)
}

#[expect(clippy::print_stdout, reason = "a benchmark tells its figures")]
fn report(line: &str) {
    println!("{line}");
}
