//! Memory of many threads. With glibc each thread that parses pages gets a heap of its own, up to eight for each processor,
//! and what one has freed the others do not see: a crawl held a fifth more than it needs. How many there may be is read
//! from the environment before the program begins, so the program begins once more.

/// Starts the program once more with few heaps, unless whoever started it has said how many there may be. Returns where
/// the system has no such limit, or nothing can be started: then it goes on as it is.
pub fn keep_few() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        use std::{env, os::unix::process::CommandExt as _, process::Command};

        const LIMIT: &str = "MALLOC_ARENA_MAX";
        let mut args = env::args_os();
        if let (None, Ok(program), Some(name)) = (env::var_os(LIMIT), env::current_exe(), args.next()) {
            // The same process goes on as another program; this returns only when that fails.
            let _ = Command::new(program).arg0(name).args(args).env(LIMIT, "4").exec();
        }
    }
}
