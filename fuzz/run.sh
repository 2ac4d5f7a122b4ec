#!/usr/bin/env bash
# Fuzzes every target for SECONDS (default 60) from the seeds in the repository; stops at the first input that fails and
# says where it lies. Needs cargo-fuzz and a nightly toolchain. With D42_FUZZ_SEED and D42_FUZZ_RUNS (inputs a target)
# set, and no corpus of earlier runs, the same inputs come in the same order each time: what passes once passes again,
# on a slow machine and on a fast one.
#   fuzz/run.sh [SECONDS] [TARGET...]
set -euo pipefail
cd "$(dirname "$0")"
seconds="${1:-60}"
shift $(($# > 0 ? 1 : 0))
targets=("$@")
[ $# -gt 0 ] || targets=(robots sitemap page text rules warc attachment)
seeds() {
  case "$1" in
    page) echo ../fixtures/fuzz/page ../fixtures/clean ;;
    rules) echo ../fixtures/fuzz/rules ../rules/requirements ../rules/profiles ;;
    attachment) ;;
    *) echo "../fixtures/fuzz/$1" ;;
  esac
}
for target in "${targets[@]}"; do
  mkdir -p "corpus/$target"
  extra=()
  [ -z "${D42_FUZZ_SEED:-}" ] || extra+=(-seed="$D42_FUZZ_SEED")
  [ -z "${D42_FUZZ_RUNS:-}" ] || extra+=(-runs="$D42_FUZZ_RUNS")
  if [ "$target" = attachment ]; then
    # A file may ask for any time and memory, so a process with limits reads it: only mistakes count here. The seeds
    # made to exhaust a reader stay out.
    cp ../fixtures/attachments/{text.*,letters.pdf,pages.pdf,scan.pdf} corpus/attachment/
    extra+=(-fork=1 -ignore_timeouts=1 -ignore_ooms=1)
  fi
  # shellcheck disable=SC2046
  cargo +nightly fuzz run --sanitizer none "$target" "corpus/$target" $(seeds "$target") -- \
    -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 "${extra[@]}"
done
