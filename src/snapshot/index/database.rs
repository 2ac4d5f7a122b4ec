//! Opens and creates the database, and guards its format.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, Params, Row, config::DbConfig};

use crate::snapshot::Error;

/// Format of the run folder as a whole: `format` in `run.json`, `user_version` here. Raised with every change that a
/// program of the former format would misread.
///
/// | format | since |
/// |---|---|
/// | 1 | the beginning |
/// | 2 | a capture may have its content in another one's record: `revisit`, `original_file`, `original_offset`, `received` |
///
/// A run keeps the format it was begun with; those of all formats are read, and gone on with.
pub(crate) const FORMAT: u32 = 2;
/// The first format.
const FIRST: u32 = 1;

/// Whether runs of this format can be read.
pub(crate) fn is_readable(format: u32) -> bool {
    (FIRST..=FORMAT).contains(&format)
}

/// Tables that earlier programs of the same format did not have.
const LATER: &str = concat!(include_str!("pace.sql"), include_str!("judged.sql"));

/// An open `run.sqlite`.
#[derive(Debug)]
pub(crate) struct Index {
    pub(super) path: PathBuf,
    pub(super) connection: Connection,
}

impl Index {
    /// Makes a new, empty index.
    pub(crate) fn create(path: &Path) -> Result<Self, Error> {
        let connection = Connection::open(path).map_err(|e| Error::index(path, e))?;
        let index = Self { path: path.to_owned(), connection };
        index.prepare_for_writing()?;
        index.run(&format!(
            "BEGIN; {} {} PRAGMA user_version = {FORMAT}; COMMIT;",
            include_str!("schema.sql"),
            LATER
        ))?;
        Ok(index)
    }

    /// Opens an index for writing.
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(|e| Error::index(path, e))?;
        let index = Self { path: path.to_owned(), connection };
        index.check_format()?;
        index.prepare_for_writing()?;
        index.complete()?;
        Ok(index)
    }

    /// Adds what earlier programs of the same format did not keep yet.
    fn complete(&self) -> Result<(), Error> {
        for (table, column, kind) in [
            ("portals", "spent_ms", "INTEGER NOT NULL DEFAULT 0"),
            ("portals", "open", "INTEGER NOT NULL DEFAULT 1"),
            ("portals", "interval_ms", "INTEGER"),
            ("portals", "connections", "INTEGER"),
            ("portals", "quiet_hours", "TEXT"),
            ("portals", "tls_exception", "TEXT"),
            ("portals", "override_reason", "TEXT"),
            ("portals", "robots_authorisation", "TEXT"),
            ("captures", "patience", "TEXT"),
            ("captures", "flaw", "TEXT"),
            ("captures", "vouched", "TEXT"),
            ("captures", "revisit", "TEXT"),
            ("captures", "original_file", "INTEGER"),
            ("captures", "original_offset", "INTEGER"),
            ("captures", "received", "TEXT"),
        ] {
            let kept = "SELECT 1 FROM pragma_table_info(?) WHERE name = ?";
            if self.one(kept, [table, column], |_| Ok(()))?.is_none() {
                self.run(&format!("ALTER TABLE {table} ADD COLUMN {column} {kind}"))?;
            }
        }
        self.run(LATER)
    }

    /// Opens an index for reading, also while another process writes to it and also in a folder that cannot be
    /// written to.
    pub(crate) fn open_read_only(path: &Path) -> Result<Self, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let ordinary = Connection::open_with_flags(path, flags)
            .map_err(|e| Error::index(path, e))
            .and_then(|connection| Self { path: path.to_owned(), connection }.checked());
        let Err(error) = ordinary else {
            return ordinary;
        };
        // In a folder that cannot be written to, or has no room, SQLite cannot set up the memory it shares with writers. With no
        // journal left behind nobody is writing, and the file can be read as it lies there.
        let journal = path.with_extension("sqlite-wal");
        let unfinished = journal.metadata().is_ok_and(|journal| journal.len() > 0);
        if !path.is_file() || unfinished || !matches!(error, Error::Index { .. } | Error::DiskFull { .. }) {
            return Err(error);
        }
        let Ok(address) = url::Url::from_file_path(std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
        else {
            return Err(error);
        };
        Connection::open_with_flags(format!("{address}?immutable=1"), flags | OpenFlags::SQLITE_OPEN_URI)
            .map_err(|e| Error::index(path, e))
            .and_then(|connection| Self { path: path.to_owned(), connection }.checked())
            .map_err(|_| error)
    }

    fn checked(self) -> Result<Self, Error> {
        self.check_format()?;
        Ok(self)
    }

    /// Write-ahead log, so that readers and the writer do not wait for each other. `NORMAL` leaves the moment of
    /// syncing to checkpoints, which the writer makes itself, after the WARC file has been synced.
    fn prepare_for_writing(&self) -> Result<(), Error> {
        self.try_with(|connection| {
            connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
            connection.pragma_update(None, "synchronous", "normal")?;
            connection.pragma_update(None, "foreign_keys", "on")?;
            connection.pragma_update_and_check(None, "wal_autocheckpoint", 0, |_| Ok(()))?;
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
            connection.set_prepared_statement_cache_capacity(32);
            Ok(())
        })
    }

    fn check_format(&self) -> Result<(), Error> {
        let found: u32 = self.one("PRAGMA user_version", [], |row| row.get(0))?.unwrap_or_default();
        if is_readable(found) {
            return Ok(());
        }
        Err(Error::OtherFormat { path: self.path.clone(), found, reads: FORMAT, written_by: None })
    }

    /// Begins a batch.
    pub(crate) fn begin(&self) -> Result<(), Error> {
        self.run("BEGIN IMMEDIATE")
    }

    /// Sees from here on nothing of what others commit.
    pub(crate) fn hold_still(&self) -> Result<(), Error> {
        self.run("BEGIN DEFERRED")?;
        // The first question fixes the state that all others see.
        self.one("SELECT count(*) FROM portals", [], |_| Ok(())).map(drop)
    }

    /// Makes a batch visible and safe from the end of this process.
    pub(crate) fn commit(&self) -> Result<(), Error> {
        self.run("COMMIT")
    }

    /// Forgets a batch; nothing happens where none was begun.
    pub(crate) fn roll_back(&self) {
        if !self.connection.is_autocommit() {
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }

    /// Moves what was committed from the write-ahead log to the database, and returns when it has reached the disk.
    pub(crate) fn checkpoint(&self) -> Result<(), Error> {
        self.one("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())).map(drop)
    }

    /// Empties the write-ahead log, so that the database alone holds everything.
    pub(crate) fn close(self) -> Result<(), Error> {
        self.one("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        let path = self.path;
        self.connection.close().map_err(|(_, e)| Error::index(&path, e))
    }

    fn run(&self, sql: &str) -> Result<(), Error> {
        self.try_with(|connection| connection.execute_batch(sql))
    }

    pub(super) fn try_with<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, Error> {
        work(&self.connection).map_err(|e| Error::index(&self.path, e))
    }

    /// Runs one statement, and says how many rows it changed.
    pub(super) fn change(&self, sql: &str, values: impl Params) -> Result<usize, Error> {
        self.try_with(|connection| connection.prepare_cached(sql)?.execute(values))
    }

    /// The first row of a query, if any.
    pub(super) fn one<T>(
        &self,
        sql: &str,
        values: impl Params,
        map: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, Error> {
        self.try_with(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let mut rows = statement.query(values)?;
            rows.next()?.map(map).transpose()
        })
    }

    /// All rows of a query. The inner result is what `map` thinks of the row's meaning.
    pub(super) fn all<T>(
        &self,
        sql: &str,
        values: impl Params,
        mut map: impl FnMut(&Row<'_>) -> rusqlite::Result<Result<T, String>>,
    ) -> Result<Vec<T>, Error> {
        self.try_with(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            statement.query_map(values, |row| map(row))?.collect::<rusqlite::Result<Vec<_>>>()
        })?
        .into_iter()
        .map(|row| row.map_err(|problem| Error::IndexRow { path: self.path.clone(), problem }))
        .collect()
    }
}
