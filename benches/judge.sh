#!/usr/bin/env bash
# Judging a stored run of some 10,000 pages again, on one thread and on two: how much of the second processor is used.
# The run is crawled once from the simulated web, and only read afterwards.
#
#   benches/judge.sh [PORTALS [COMPONENTS [RUNS]]]     89 portals, 300 component sites, 3 runs unless told otherwise
#
# D42=PATH measures another binary than target/release/d42. Needs GNU time (`apt install time`).
set -euo pipefail
cd "$(dirname "$0")/.."
portals=${1:-89} components=${2:-300} runs=${3:-3}
d42=${D42:-target/release/d42}
gnu_time=$(type -P time) || { echo "GNU time is not installed" >&2; exit 1; }
[ -n "${D42:-}" ] || cargo build --release --quiet

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$d42" demo --portals "$portals" --components "$components" --out "$scratch/run" --format json --quiet \
    >"$scratch/result.json"
pages=$(sed -n 's/^ *"pages": *\([0-9]*\).*/\1/p' "$scratch/result.json" | tail -n 1)

printf '%5s %7s %12s %12s %16s %16s\n' run pages "1: wall s" "2: wall s" "times as fast" "pages per s (2)"
for run in $(seq "$runs"); do
    for threads in 1 2; do
        "$gnu_time" --format '%e' --output "$scratch/time.$threads" \
            "$d42" judge "$scratch/run" --threads "$threads" --out "$scratch/judged.$threads" --format json --quiet \
            >"$scratch/judged.json"
    done
    cmp "$scratch/judged.1/report.json" "$scratch/judged.2/report.json"
    awk -v run="$run" -v pages="$pages" -v one="$(tail -n 1 "$scratch/time.1")" -v two="$(tail -n 1 "$scratch/time.2")" \
        'BEGIN { printf "%5d %7d %12.2f %12.2f %16.2f %16.0f\n", run, pages, one, two, one / two, pages / two }'
done
