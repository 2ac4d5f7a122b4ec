//! For benchmarks: packing without a run folder around it.

use super::{
    CaptureId, Visit,
    digest::Digest,
    warc::{Names, Packer, append_visit},
};

/// Packs visits into one buffer that is used again.
pub struct Packing {
    packer: Packer,
    out: Vec<u8>,
    capture: CaptureId,
}

impl Packing {
    /// With a deflate level for text.
    pub fn new(level: u32) -> Self {
        Self { packer: Packer::new(level), out: Vec::new(), capture: CaptureId::new("mau-01", 0) }
    }

    /// The gzip members of the visit's records.
    pub fn pack(&mut self, visit: &Visit) -> &[u8] {
        self.out.clear();
        let payload = visit.result.as_ref().ok().map(|exchange| Digest::of(&[&exchange.body]));
        append_visit(&mut self.packer, &Names { run: "measure" }, &self.capture, visit, (payload, None), &mut self.out);
        &self.out
    }
}
