//! Picks the next address of each portal, waits its turn, and hands what came back to the snapshot.
