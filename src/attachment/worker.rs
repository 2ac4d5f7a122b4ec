//! The child process that reads files: `d42 __read-attachment`. It has a limit on its memory, writes nothing but
//! answers, and may end at any moment.

use std::io::{self, BufReader, Write as _};

use super::{
    File, Unread,
    frame::{answer, asked, greet},
    read::read,
};

/// The argument that makes the program a reader of attachments.
pub const READ_ATTACHMENT: &str = "__read-attachment";

/// Address space of a reader: the largest file, unpacked, with room for the library's own structures.
#[cfg(unix)]
const MEMORY: u64 = 768 << 20;
/// Seconds of processor time over all files, against an orphan that spins.
#[cfg(unix)]
const PROCESSOR: u64 = 600;

/// Answers questions on stdin until there are no more.
pub fn serve() -> io::Result<()> {
    limit();
    // A panic is an answer too; its text would only disturb the terminal of the run.
    std::panic::set_hook(Box::new(|_| {}));
    let mut questions = BufReader::new(io::stdin().lock());
    let mut answers = io::stdout().lock();
    greet(&mut answers)?;
    while let Some(asked) = asked(&mut questions)? {
        let file = File { url: &asked.url, content_type: asked.content_type.as_deref(), body: &asked.body };
        let reading = std::panic::catch_unwind(|| read(&file)).unwrap_or(Err(Unread::Crashed));
        answer(&mut answers, &reading)?;
    }
    answers.flush()
}

#[cfg(unix)]
fn limit() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let most = |value| Rlimit { current: Some(value), maximum: Some(value) };
    // Where the system refuses, time is still limited by the parent.
    for (resource, value) in [(Resource::As, MEMORY), (Resource::Cpu, PROCESSOR), (Resource::Core, 0)] {
        let _ = setrlimit(resource, most(value));
    }
}

#[cfg(not(unix))]
fn limit() {}
