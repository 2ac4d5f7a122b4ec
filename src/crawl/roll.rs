//! Who is crawled at the moment, and who of them only waits for the second pass.
//!
//! When nobody ever answered and everybody waits, there is nothing to wait for: the machine has no connection, and had
//! none when the run began (see `uplink`, 4). The second pass then follows at once.

use tokio::sync::watch;

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    running: usize,
    waiting: usize,
    /// Everybody waited at the same time, and nobody had ever answered.
    pointless: bool,
}

/// The roll of the portals that are crawled at the same time.
#[derive(Debug, Default)]
pub(super) struct Roll(watch::Sender<Count>);

/// A portal on the roll, or one of them that waits, until it is dropped.
pub(super) struct Mark<'r, F: Fn() -> bool> {
    roll: &'r Roll,
    of: fn(&mut Count) -> &mut usize,
    silence: F,
}

impl Roll {
    /// A portal is crawled from now on. `silence` says whether nobody has ever answered.
    pub(super) fn enter<F: Fn() -> bool>(&self, silence: F) -> Mark<'_, F> {
        self.mark(|count| &mut count.running, silence)
    }

    /// It waits from now on.
    pub(super) fn wait<F: Fn() -> bool>(&self, silence: F) -> Mark<'_, F> {
        self.mark(|count| &mut count.waiting, silence)
    }

    fn mark<F: Fn() -> bool>(&self, of: fn(&mut Count) -> &mut usize, silence: F) -> Mark<'_, F> {
        self.change(&silence, |count| *of(count) += 1);
        Mark { roll: self, of, silence }
    }

    fn change(&self, silence: impl Fn() -> bool, by: impl FnOnce(&mut Count)) {
        self.0.send_modify(|count| {
            by(count);
            // A portal that is alone may be down by itself.
            count.pointless |= count.running > 1 && count.waiting == count.running && silence();
        });
    }

    /// Returns when waiting has become pointless, and else never.
    pub(super) async fn is_pointless(&self) {
        let mut counts = self.0.subscribe();
        if counts.wait_for(|count| count.pointless).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

impl<F: Fn() -> bool> Drop for Mark<'_, F> {
    fn drop(&mut self) {
        self.roll.change(&self.silence, |count| *(self.of)(count) -= 1);
    }
}
