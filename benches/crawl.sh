#!/usr/bin/env bash
# A whole crawl of the simulated web - fetch, archive, parse, judge, report - with the server in a process of its own, so
# that the figures are the crawler's alone. Loopback, no TLS, no latency, nobody's turn is waited for.
#
#   benches/crawl.sh [PORTALS [COMPONENTS [RUNS]]]     89 portals, 900 component sites, 3 runs unless told otherwise
#
# D42=PATH measures another binary than target/release/d42. Needs Linux and GNU time (`apt install time`).
set -euo pipefail
cd "$(dirname "$0")/.."
portals=${1:-89} components=${2:-900} runs=${3:-3}
d42=${D42:-target/release/d42}
gnu_time=$(type -P time) || { echo "GNU time is not installed" >&2; exit 1; }
[ -n "${D42:-}" ] || cargo build --release --quiet

scratch=$(mktemp -d)
server=
cleanup() {
    [ -z "$server" ] || kill -INT "$server" 2>/dev/null || true
    rm -rf "$scratch"
}
trap cleanup EXIT

# A job in the background ignores Ctrl-C unless job control is on.
set -m
"$d42" demo serve --portals "$portals" --components "$components" --format json >"$scratch/served.json" &
server=$!
set +m
until [ -s "$scratch/served.json" ] && [ "$(wc -l <"$scratch/served.json")" -ge 1 ]; do
    kill -0 "$server" 2>/dev/null || { echo "the server did not start" >&2; exit 1; }
    sleep 0.1
done

printf '%5s %7s %9s %8s %8s %16s %11s %12s\n' run pages "WARC MB" "wall s" "CPU s" "pages per CPU-s" "peak MB" "gzipped MB"
for run in $(seq "$runs"); do
    "$gnu_time" --format '%e %U %S %M' --output "$scratch/time" \
        "$d42" demo --served "$scratch/served.json" --out "$scratch/run" --format json --quiet >"$scratch/result.json"
    read -r wall user system peak <"$scratch/time"
    pages=$(sed -n 's/^ *"pages": *\([0-9]*\).*/\1/p' "$scratch/result.json" | tail -n 1)
    plain=$(cat "$scratch"/run/snapshot/*.warc.gz | gzip -dc | wc -c)
    archive=$(cat "$scratch"/run/snapshot/*.warc.gz | wc -c)
    awk -v run="$run" -v pages="$pages" -v plain="$plain" -v wall="$wall" -v cpu="$user" -v system_s="$system" \
        -v peak="$peak" -v archive="$archive" 'BEGIN {
            cpu += system_s
            printf "%5d %7d %9.0f %8.1f %8.1f %16.0f %11.0f %12.0f\n",
                run, pages, plain / 1e6, wall, cpu, pages / cpu, peak / 1024, archive / 1e6
        }'
    rm -rf "$scratch/run"
done
