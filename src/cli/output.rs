//! Where output goes. Results go to stdout, everything else to stderr; tests put buffers in the place of both.

use std::io::{self, BufWriter, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anstream::ColorChoice;

/// The two streams and what is known about their far ends.
pub struct Output {
    stdout: Stream,
    stderr: Stream,
}

struct Stream {
    writer: Mutex<Box<dyn Write + Send>>,
    /// Whether colours are welcome when nobody asked either way.
    coloured: bool,
    terminal: bool,
}

/// What a captured run wrote.
#[derive(Clone, Default)]
pub struct Captured {
    stdout: Buffer,
    stderr: Buffer,
}

#[derive(Clone, Default)]
struct Buffer(Arc<Mutex<Vec<u8>>>);

impl Output {
    /// The streams of the process. Colours follow the terminal, `NO_COLOR` and its relatives.
    pub fn standard() -> Self {
        use std::io::IsTerminal as _;
        let stdout = io::stdout();
        let stderr = io::stderr();
        Self {
            stdout: Stream {
                coloured: anstream::AutoStream::choice(&stdout) != ColorChoice::Never,
                terminal: stdout.is_terminal(),
                writer: Mutex::new(Box::new(BufWriter::new(stdout))),
            },
            stderr: Stream {
                coloured: anstream::AutoStream::choice(&stderr) != ColorChoice::Never,
                terminal: stderr.is_terminal(),
                writer: Mutex::new(Box::new(stderr)),
            },
        }
    }

    /// Buffers in place of the streams, and the handle to read them.
    pub fn captured() -> (Self, Captured) {
        let captured = Captured::default();
        let stream =
            |buffer: &Buffer| Stream { writer: Mutex::new(Box::new(buffer.clone())), coloured: false, terminal: false };
        (Self { stdout: stream(&captured.stdout), stderr: stream(&captured.stderr) }, captured)
    }

    /// Writes to stdout.
    pub fn out(&self, text: &str) -> io::Result<()> {
        lock(&self.stdout.writer).write_all(text.as_bytes())
    }

    /// Hands stdout to `write`, for long output.
    pub fn with_out(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        write(&mut *lock(&self.stdout.writer))
    }

    /// Writes to stderr, after what waits for stdout, so that the two read in order where they share a screen. If that
    /// fails there is nobody left to tell.
    pub fn err(&self, text: &str) {
        let _ = self.flush();
        let mut writer = lock(&self.stderr.writer);
        let _ = writer.write_all(text.as_bytes());
        let _ = writer.flush();
    }

    /// Hands on what is buffered.
    pub fn flush(&self) -> io::Result<()> {
        lock(&self.stdout.writer).flush()
    }

    /// Whether colours are welcome on stdout when nobody asked either way.
    pub fn out_is_coloured(&self) -> bool {
        self.stdout.coloured
    }

    /// Whether colours are welcome on stderr when nobody asked either way.
    pub fn err_is_coloured(&self) -> bool {
        self.stderr.coloured
    }

    /// Columns of the terminal that stdout is; `None` if it is something else.
    pub fn out_width(&self) -> Option<usize> {
        let (width, _) = self.stdout.terminal.then(terminal_size::terminal_size)??;
        Some(usize::from(width.0))
    }

    /// Whether a person watches stderr, so that progress may be drawn there.
    pub fn err_is_terminal(&self) -> bool {
        self.stderr.terminal
    }
}

impl Captured {
    /// What was written to stdout.
    pub fn stdout(&self) -> String {
        self.stdout.text()
    }

    /// What was written to stderr.
    pub fn stderr(&self) -> String {
        self.stderr.text()
    }
}

impl Buffer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&lock(&self.0)).into_owned()
    }
}

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        lock(&self.0).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A panic elsewhere does not make what was written wrong.
fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
