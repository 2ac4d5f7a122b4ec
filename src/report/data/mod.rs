//! Open data: the tables as CSV, JSON Lines and Parquet, with a dictionary that says what every column holds.

mod dictionary;
mod jsonl;
#[cfg(feature = "parquet")]
mod parquet;

use std::io;

use super::{
    Lang, Report, csv,
    dataset::{self, Dataset},
};

pub use dictionary::{DICTIONARY, dictionary};

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file takes no more.
    #[error(transparent)]
    Write(#[from] io::Error),
    /// As above, while writing CSV.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// A value that JSON cannot hold, or as above.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// As above, while writing Parquet.
    #[cfg(feature = "parquet")]
    #[error(transparent)]
    Parquet(#[from] ::parquet::errors::ParquetError),
}

/// Form of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// With a byte order mark.
    Csv,
    /// An object a line.
    JsonLines,
    /// Columns, compressed.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Form {
    /// Every form that this build writes.
    pub const ALL: &[Self] = &[
        Self::Csv,
        Self::JsonLines,
        #[cfg(feature = "parquet")]
        Self::Parquet,
    ];

    /// How the names of its files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
            #[cfg(feature = "parquet")]
            Self::Parquet => "parquet",
        }
    }
}

/// One of the published tables.
#[derive(Clone, Copy)]
pub struct Table {
    /// Name of its files without their ending.
    pub name: &'static str,
    make: for<'r> fn(&'r Report, Lang) -> Dataset<'r>,
}

/// The published tables.
pub const TABLES: [Table; 5] = [
    Table { name: "survey", make: dataset::survey },
    Table { name: "portals", make: dataset::portals },
    Table { name: "requirements", make: dataset::requirements },
    Table { name: "findings", make: dataset::findings },
    Table { name: "components", make: dataset::components },
];

impl Table {
    /// Writes the table row by row. The same report gives the same bytes.
    ///
    /// # Errors
    /// When `out` takes no more.
    pub fn write(&self, report: &Report, lang: Lang, form: Form, out: impl io::Write + Send) -> Result<(), Error> {
        let data = (self.make)(report, lang);
        match form {
            Form::Csv => Ok(csv::write(data, out)?),
            Form::JsonLines => jsonl::write(data, out),
            #[cfg(feature = "parquet")]
            Form::Parquet => parquet::write(data, out),
        }
    }
}
