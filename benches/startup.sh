#!/usr/bin/env bash
# Prints how long starting takes, and checking the sound example from start to end, in a release
# build: the median of 21 runs each, in milliseconds. Run from anywhere; nothing is judged.
set -eu
cd "$(dirname "$0")/.."
cargo build --release --quiet
median() {
  for _ in $(seq 21); do
    start=$(date +%s%N)
    "$@" >/dev/null 2>&1 || true
    end=$(date +%s%N)
    echo $(((end - start) / 1000))
  done | sort -n | awk 'NR == 11 { printf "%.1f ms", $1 / 1000 }'
}
echo "jcplan --version                       $(median target/release/jcplan --version)"
echo "jcplan check examples/tarn-and-vale    $(median target/release/jcplan check examples/tarn-and-vale)"
echo "true (the cost of starting a program)  $(median true)"
