#!/usr/bin/env bash
# A crawl of 50 portals on loopback whose process is killed at random instants and resumed each time, until it has ended
# with the findings of an undisturbed one: nothing lost, nothing stored twice, nobody asked too soon.
#
#   benches/kill.sh [KILLS]     100 kills unless told otherwise
set -euo pipefail
cd "$(dirname "$0")/.."
D42_KILLS=${1:-100} cargo test --test it -- --exact --nocapture \
    kill::a_crawl_of_fifty_portals_killed_at_random_instants_ends_like_one_that_was_left_alone
