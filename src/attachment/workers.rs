//! The parent of the processes that read files: lends a child to whoever has a file, kills one that takes too long,
//! and starts another.

use std::{
    io::{BufReader, BufWriter},
    path::PathBuf,
    process::{Child, ChildStdin, Command, Stdio},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError},
    },
    thread,
    time::Duration,
};

use super::{
    File, READ_ATTACHMENT, Reading, Unread,
    frame::{answered, ask, greeted},
    kind::is_page,
    read::read,
};

/// Reads files for a crawl or a judgement.
pub trait ReadFiles: Send + Sync {
    /// What `file` says. Never fails, never panics, ends in bounded time.
    fn read(&self, file: &File<'_>) -> Reading;
}

/// Longest time for one file.
const PATIENCE: Duration = Duration::from_secs(20);
/// Files after which a child is replaced: libraries leave memory behind.
const LIFETIME: u32 = 500;

/// Child processes that read files, started when needed, as many as there are files being read at once.
#[derive(Debug)]
pub struct Workers {
    program: PathBuf,
    patience: Duration,
    idle: Mutex<Vec<Worker>>,
    /// Set when the program turned out to be no reader.
    useless: AtomicBool,
}

impl Workers {
    /// Children of `program`, which must be a d42.
    pub fn of(program: PathBuf) -> Self {
        Self { program, patience: PATIENCE, idle: Mutex::default(), useless: AtomicBool::new(false) }
    }

    /// Children of the running program.
    pub fn of_this_program() -> std::io::Result<Self> {
        Ok(Self::of(std::env::current_exe()?))
    }

    /// With another limit on the time for one file.
    #[must_use]
    pub fn patient_for(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    fn hire(&self) -> Option<Worker> {
        if self.useless.load(Ordering::Relaxed) {
            return None;
        }
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.or_else(|| Worker::start(&self.program).ok())
    }
}

impl ReadFiles for Workers {
    fn read(&self, file: &File<'_>) -> Reading {
        let Some(mut worker) = self.hire() else { return Err(Unread::NoReader) };
        let reading = worker.read(file, self.patience);
        match reading {
            Some(Err(Unread::NoReader)) => {
                self.useless.store(true, Ordering::Relaxed);
                Err(Unread::NoReader)
            }
            Some(reading) => {
                if worker.served < LIFETIME {
                    self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(worker);
                }
                reading
            }
            // Whatever state the child is in, nobody else gets it.
            None => Err(worker.end()),
        }
    }
}

/// Reads in this very process: for files the caller made itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Here;

impl ReadFiles for Here {
    fn read(&self, file: &File<'_>) -> Reading {
        std::panic::catch_unwind(|| read(file)).unwrap_or(Err(Unread::Crashed))
    }
}

/// Reads nothing: it is only seen whether files answer, and whether a page came in their place.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nobody;

impl ReadFiles for Nobody {
    fn read(&self, file: &File<'_>) -> Reading {
        if is_page(file.body) { read(file) } else { Err(Unread::NoReader) }
    }
}

/// One child.
#[derive(Debug)]
struct Worker {
    child: Child,
    questions: Option<BufWriter<ChildStdin>>,
    answers: Receiver<Reading>,
    served: u32,
    overdue: bool,
}

impl Worker {
    fn start(program: &std::path::Path) -> std::io::Result<Self> {
        let mut child = Command::new(program)
            .arg(READ_ATTACHMENT)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let questions = child.stdin.take().map(BufWriter::new);
        let (tell, answers) = mpsc::sync_channel(1);
        if let Some(output) = child.stdout.take() {
            // Ends with the child's output.
            thread::spawn(move || {
                let mut output = BufReader::new(output);
                if !greeted(&mut output) {
                    let _ = tell.send(Err(Unread::NoReader));
                    return;
                }
                while let Ok(reading) = answered(&mut output) {
                    if tell.send(reading).is_err() {
                        break;
                    }
                }
            });
        }
        Ok(Self { child, questions, answers, served: 0, overdue: false })
    }

    /// The child's answer; `None` if there will be none.
    fn read(&mut self, file: &File<'_>, patience: Duration) -> Option<Reading> {
        self.served += 1;
        // The child takes a whole question in before it begins to work on it.
        // One that ended before that may have said why.
        let _ = ask(self.questions.as_mut()?, file);
        match self.answers.recv_timeout(patience) {
            Ok(reading) => Some(reading),
            Err(RecvTimeoutError::Timeout) => {
                self.overdue = true;
                None
            }
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    /// Why there was no answer.
    fn end(&self) -> Unread {
        if self.overdue { Unread::TimedOut } else { Unread::Crashed }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // No more questions: a healthy child ends by itself, and one that hangs is killed.
        self.questions = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
