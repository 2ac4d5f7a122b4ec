#!/usr/bin/env python3
"""What politeness costs beyond what it must: a whole run against the ideal time of its slowest server, which answers 429 to
whoever asks more often.

    benches/pace.py [--rate 1] [--portals 20] [--articles 20]

Names on one address share one pace, so a server is an address. Ideal is one request after the other, an interval apart:
(requests - 1) / rate. The run is measured from start to exit, its report included. D42=PATH measures another binary than
target/release/d42. Needs Linux.
"""

import argparse
import pathlib
import sys
import tempfile

from simulator import Simulator, Used, d42

MOST = 1.05
"""How many times the ideal a run may take."""


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rate", type=int, default=1)
    arguments.add_argument("--portals", type=int, default=20)
    arguments.add_argument("--articles", type=int, default=20)
    options = arguments.parse_args()
    binary = d42()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        size = ["--portals", options.portals, "--articles", options.articles]
        simulator = Simulator(binary, folder, *size, "--rate", options.rate, "--latency-ms", 100)
        words = [binary, "demo", "--served", simulator.file, "--rate", options.rate, "--out", folder / "run", "--quiet"]
        used = Used(words, folder)
        counts = simulator.stop()
    if used.exit != 0:
        sys.exit(f"d42 ended with {used.exit}")
    asked = {}
    for host, count in counts.items():
        address = simulator.hosts[host].split(":")[0]
        asked[address] = asked.get(address, 0) + count["requests"]
    ideal = (max(asked.values()) - 1) / options.rate
    refused = sum(count["limited"] for count in counts.values())
    requests = sum(asked.values())
    print(f"{requests} requests to {len(asked)} servers at {options.rate}/s each, {max(asked.values())} to the slowest")
    print(f"ideal {ideal:.1f} s, took {used.wall:.1f} s: {used.wall / ideal:.3f} times (goal: at most {MOST}); {used.cpu:.1f} s of CPU")
    print(f"answered 429: {refused} (goal: 0)")
    if refused or used.wall > MOST * ideal:
        sys.exit(1)


main()
