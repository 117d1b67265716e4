#!/usr/bin/env bash
# Prints how long `jcplan check` takes over many planning folders in one repository, in a release
# build: 1, 100 and 1,000 copies of the sound example, the median of 9 runs each (3 of the last),
# and the same on one processor. Run from anywhere; nothing is judged.
set -eu
cd "$(dirname "$0")/.."
cargo build --release --quiet
here=$PWD
many=$(mktemp -d)
trap 'rm -rf "$many"' EXIT
for n in 1 100 1000; do
  mkdir "$many/$n"
  for i in $(seq -w 1 "$n"); do
    cp -r examples/tarn-and-vale "$many/$n/p$i"
  done
done
median() {
  runs=$1
  shift
  for _ in $(seq "$runs"); do
    start=$(date +%s%N)
    "$@" >/dev/null 2>&1 || true
    end=$(date +%s%N)
    echo $(((end - start) / 1000))
  done | sort -n | awk -v middle=$(((runs + 1) / 2)) 'NR == middle { printf "%.1f ms", $1 / 1000 }'
}
check() { "$here/target/release/jcplan" check "$many/$1" --as-at 2026-11-01; }
alone() { taskset -c 0 "$here/target/release/jcplan" check "$many/$1" --as-at 2026-11-01; }
echo "processors        $(nproc)"
echo "    1 folder      $(median 9 check 1)"
echo "  100 folders     $(median 9 check 100), on one processor $(median 9 alone 100)"
echo "1,000 folders     $(median 3 check 1000), on one processor $(median 3 alone 1000)"
