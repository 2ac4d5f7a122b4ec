#!/usr/bin/env python3
"""d42, wget2 and scrapy on the same simulated portals, with the same number of connections, in turns: pages per second of
processor time, with parsing, archiving and judging on in d42, and nothing but links followed in the others.

    benches/peers/run.py [--portals 20] [--articles 48] [--runs 3] [--only d42,wget2,scrapy]

Each run has a simulator of its own (`d42 demo serve --no-hazards`), which counts the pages: answers 200 with HTML. Processor
time and peak memory are those of the program and its children, from getrusage. wget2 comes from Debian's package and
scrapy from PyPI, in a virtual environment outside of the repository; both are installed when they are not there (the
first needs root). D42=PATH measures another binary than target/release/d42. Needs Linux.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from simulator import Simulator, Used, d42  # noqa: E402

CONNECTIONS = 2
"""To one host at a time: what d42 does by itself."""
VENV = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "d42-peers"
NO_LINKS = "meta,img,link,script,iframe,form,input,body,table,td"
NO_PAGES = "[.](jpg|png|gif|svg|css|js|ico|pdf|docx?|xlsx?|odt|zip|csv|json)([?].*)?$"
GOALS = {"wget2": (0.2, 0.4), "scrapy": (12, 20)}
"""How many times a peer's pages per CPU-second d42 is to reach; the second as a stretch."""


def install(programs):
    if "wget2" in programs and shutil.which("wget2") is None:
        subprocess.run(["apt-get", "install", "-y", "-q", "wget2"], check=True, stdout=subprocess.DEVNULL)
    if "scrapy" in programs and not (VENV / "bin/scrapy").exists():
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
        subprocess.run([VENV / "bin/pip", "install", "--quiet", "scrapy"], check=True)


def command(program, binary, simulator, folder):
    """Words and environment of one run."""
    hosts = ",".join(simulator.hosts)
    # Every listener of the simulator answers for all hosts, so any of them can be the peers' proxy.
    proxy = f"http://{next(iter(simulator.hosts.values()))}"
    starts = [f"http://{host}/" for host in simulator.portals()]
    if program == "d42":
        return [binary, "demo", "--served", simulator.file, "--out", folder / "run", "--format", "json", "--quiet"], {}
    if program == "wget2":
        # Links alone, and neither pictures nor files: it would ask for ten times as much.
        words = ["wget2", "--quiet", "--recursive", "--level=0", "--span-hosts", f"--domains={hosts}", "--filter-urls"]
        words += [f"--ignore-tags={NO_LINKS}", f"--reject-regex={NO_PAGES}"]
        words += [f"--http-proxy={proxy}", f"--max-threads={CONNECTIONS * len(starts)}", "--tries=1"]
        return [*words, "--output-document=/dev/null", *starts], {}
    environment = {"HOSTS": hosts, "STARTS": ",".join(starts), "CONNECTIONS": str(CONNECTIONS), "http_proxy": proxy}
    return [VENV / "bin/scrapy", "runspider", HERE / "spider.py"], environment


def run(program, binary, options):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        simulator = Simulator(binary, folder, "--portals", options.portals, "--articles", options.articles)
        words, environment = command(program, binary, simulator, folder)
        used = Used(words, folder, environment)
        counts = simulator.stop().values()
    # wget2 leaves with 6 or 8 where some answer was an error: a door for editors, a page that is not there.
    if used.exit != 0 and not (program == "wget2" and used.exit in (6, 8)):
        sys.exit(f"{program} ended with {used.exit}")
    return used, sum(host["pages"] for host in counts), sum(host["requests"] for host in counts)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--portals", type=int, default=20)
    arguments.add_argument("--articles", type=int, default=48)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--only", default="d42,wget2,scrapy")
    options = arguments.parse_args()
    programs = options.only.split(",")
    install(programs)
    binary = d42()
    print(f"{'run':>3} {'program':<7} {'pages':>6} {'requests':>8} {'CPU s':>6} {'wall s':>6} {'peak MiB':>8} {'pages/CPU-s':>11}")
    rates = {program: [] for program in programs}
    for number in range(1, options.runs + 1):
        for program in programs:
            used, pages, requests = run(program, binary, options)
            rates[program].append(pages / used.cpu)
            line = f"{number:>3} {program:<7} {pages:>6} {requests:>8} {used.cpu:>6.2f} {used.wall:>6.1f} {used.peak:>8.0f}"
            print(f"{line} {rates[program][-1]:>11.0f}", flush=True)
    for peer, (goal, stretch) in GOALS.items():
        if peer in rates and "d42" in rates:
            pairs = [own / other for own, other in zip(rates["d42"], rates[peer])]
            print(
                f"d42 / {peer}: {statistics.median(pairs):.2f} times the pages per CPU-second"
                f" [{min(pairs):.2f}-{max(pairs):.2f}] (goal: {goal}, stretch: {stretch})"
            )


main()
