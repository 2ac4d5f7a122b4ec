"""What the scripts beside this file share: the simulated web in a process of its own, and what another process used."""

import json
import os
import pathlib
import resource
import signal
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]


def d42():
    """The binary to measure: D42, or a release build of the repository."""
    given = os.environ.get("D42")
    if given is None:
        subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=ROOT, check=True)
    return str(pathlib.Path(given or ROOT / "target/release/d42").resolve())


class Simulator:
    """`d42 demo serve`, from its first line of JSON (where every host is) to its second (what each was asked)."""

    def __init__(self, binary, folder, *options):
        self.file = folder / "served.json"
        words = [binary, "demo", "serve", "--no-hazards", "--components", 0, "--format", "json", *options]
        with open(self.file, "w") as out:
            self.process = subprocess.Popen([str(word) for word in words], stdout=out)
        while not self.file.read_text().endswith("\n"):
            if self.process.poll() is not None:
                sys.exit("the simulator did not start")
            time.sleep(0.05)
        self.hosts = json.loads(self.file.read_text())["hosts"]

    def portals(self):
        """Start hosts: neither www nor data portals, which the pages of their portal lead to."""
        return [host for host in self.hosts if host.count(".") == 2]

    def stop(self):
        """Ends it; what each host was asked."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=60)
        return json.loads(self.file.read_text().splitlines()[1])["counts"]


class Used:
    """What a process and its children used: by getrusage when it has ended, and sockets and files open on the way."""

    def __init__(self, words, folder, environment=None, longest=900, files=None):
        """`longest`: seconds after which it is asked to stop, as by Ctrl-C. `files`: its soft limit of open files."""

        def before():
            if files is not None:
                resource.setrlimit(resource.RLIMIT_NOFILE, (files, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))

        begin = time.monotonic()
        child = subprocess.Popen(
            [str(word) for word in words],
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdout=subprocess.DEVNULL,
            preexec_fn=before,
        )
        timer = threading.Timer(longest, child.send_signal, [signal.SIGINT])
        timer.start()
        ended = threading.Event()
        self.open_files = 0
        watcher = threading.Thread(target=self._watch, args=(child.pid, ended))
        watcher.start()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        timer.cancel()
        ended.set()
        watcher.join()
        self.exit = child.returncode
        self.wall = time.monotonic() - begin
        self.cpu = used.ru_utime + used.ru_stime
        self.peak = used.ru_maxrss / 1024
        """MiB resident, of the largest of the processes."""

    def _watch(self, pid, ended):
        while not ended.wait(0.2):
            try:
                self.open_files = max(self.open_files, len(os.listdir(f"/proc/{pid}/fd")))
            except OSError:
                return
