//! JSON Lines: an object a line, its keys in the order of the columns; what is not known is null.

use std::io;

use serde::{Serialize, Serializer, ser::SerializeMap as _};

use super::Error;
use crate::report::dataset::{Cell, Dataset, Head};

/// A row under its heads.
struct Row<'a>(&'a [Head], &'a [Cell]);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (head, cell) in self.0.iter().zip(self.1) {
            match cell {
                Cell::None => map.serialize_entry(head.name, &())?,
                Cell::Count(count) => map.serialize_entry(head.name, count)?,
                // A hundredth as the nearest number: it prints with at most two decimals.
                Cell::Points(hundredths) => map.serialize_entry(head.name, &(f64::from(*hundredths) / 100.0))?,
                Cell::YesNo(yes) => map.serialize_entry(head.name, yes)?,
                text => map.serialize_entry(head.name, &text.to_string())?,
            }
        }
        map.end()
    }
}

pub(super) fn write(data: Dataset<'_>, out: impl io::Write) -> Result<(), Error> {
    let mut out = io::BufWriter::new(out);
    for cells in data.rows {
        serde_json::to_writer(&mut out, &Row(&data.heads, &cells))?;
        io::Write::write_all(&mut out, b"\n")?;
    }
    Ok(io::Write::flush(&mut out)?)
}
