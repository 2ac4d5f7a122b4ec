#!/usr/bin/env python3
"""Peak memory and open files of whole audits: of few portals with many pages, and of thousands of portals at once.

    benches/memory.py [--portals 20] [--articles 400]
    benches/memory.py --portals 5700 --articles 20 --rate 1 --seconds 120

The first audits every page there is. The second visits all portals at the same time at a polite pace, from a soft limit of
1,024 open files, and is stopped after the time. D42=PATH measures another binary than target/release/d42. Needs Linux.
"""

import argparse
import pathlib
import sys
import tempfile

from simulator import Simulator, Used, d42

USUAL_LIMIT = 1024
"""Open files that most systems let a program have at first."""
DONE, INTERRUPTED = 0, 130


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--portals", type=int, default=20)
    arguments.add_argument("--articles", type=int, default=400)
    arguments.add_argument("--rate", type=float, default=0)
    arguments.add_argument("--seconds", type=int, default=900)
    options = arguments.parse_args()
    binary = d42()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        simulator = Simulator(binary, folder, "--portals", options.portals, "--articles", options.articles)
        words = [binary, "demo", "--served", simulator.file, "--out", folder / "run", "--quiet", "--format", "json"]
        words += ["--rate", options.rate, "--at-once", options.portals]
        used = Used(words, folder, longest=options.seconds, files=USUAL_LIMIT)
        counts = simulator.stop()
    if used.exit not in (DONE, INTERRUPTED):
        sys.exit(f"d42 ended with {used.exit}")
    pages = sum(count["pages"] for count in counts.values())
    met = sum(1 for host in simulator.portals() if host in counts)
    print(f"{met} portals met, {pages} pages in {used.wall:.0f} s, {pages / used.cpu:.0f} pages per CPU-second")
    print(f"peak memory {used.peak:.0f} MiB; most open files {used.open_files}, beginning with a limit of {USUAL_LIMIT}")


main()
