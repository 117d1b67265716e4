#!/usr/bin/env bash
# Prints how long `jcplan riskshare` takes over one planning folder of 10,000 schemes under 1,000
# risk shares, in a release build: offsets, two edges and a limit in each, 20,000 ledger rows; the
# median of 9 runs in each format, and of a simulation of 1,000 draws over the example's 12 schemes.
# Run from anywhere; nothing is judged.
set -eu
cd "$(dirname "$0")/.."
cargo build --release --quiet
here=$PWD
big=$(mktemp -d)
trap 'rm -rf "$big"' EXIT
mkdir "$big/ledger"
awk 'BEGIN {
  print "jcplan: 1\nid: big\nname: Big\npartners:"
  print "  - {id: icb, name: NHS Tarn ICB, kind: integrated-care-board}"
  print "  - {id: council, name: Tarn Council, kind: unitary-authority}"
  print "pools:"
  for (p = 0; p < 10; p++) {
    print "  - id: pool-" p "\n    host: council\n    contributions:"
    print "      - {partner: icb, source: nhs-minimum, year: 2025-26, amount: £60m}"
    print "      - {partner: council, source: council-additional, year: 2025-26, amount: £40m}"
  }
  print "risk_shares:"
  for (r = 0; r < 1000; r++) {
    print "  - id: rule-" r "\n    clause: Schedule " r "\n    overspend:\n      first: [offset]\n      bands:"
    print "        - {up_to: " 1 + r % 5 "%, to: host}"
    print "        - {up_to: " 6 + r % 5 "%, to: {icb: 50%, council: 50%}}"
    print "        - {to: contributions}"
    print "      limits:\n        - {party: council, at_most: £" 10 + r % 7 "k, excess_to: icb}"
    print "    underspend:\n      bands: [{to: {icb: 50%, council: 50%}}]"
  }
}' >"$big/partnership.yaml"
awk 'BEGIN {
  print "scheme,name,pool,lead,year,baseline,risk_share"
  for (s = 0; s < 10000; s++)
    print "scheme-" s ",Scheme " s ",pool-" s % 10 ",council,2025-26," 50 + s * 7919 % 450 "000.00,rule-" s * 7 % 1000
}' >"$big/schemes.csv"
awk 'BEGIN {
  print "date,kind,scheme,amount"
  for (s = 0; s < 10000; s++) {
    print "2025-09-30,spend,scheme-" s "," 25 + s * 104729 % 235 "000.00"
    print "2026-03-31,spend,scheme-" s "," 25 + s * 7907 % 235 "000.37"
  }
}' >"$big/ledger/2025-26.csv"
median() {
  for _ in 1 2 3 4 5 6 7 8 9; do
    start=$(date +%s%N)
    "$@" >/dev/null 2>&1 || true
    end=$(date +%s%N)
    echo $(((end - start) / 1000))
  done | sort -n | awk 'NR == 5 { printf "%.0f ms", $1 / 1000 }'
}
shares() { "$here/target/release/jcplan" riskshare "$big" --through 2025-26 --as-at 2026-06-30 --format "$1"; }
draws() { "$here/target/release/jcplan" riskshare examples/tarn-and-vale --through 2026-27-Q1 --as-at 2026-07-30 --simulate 1000; }
echo "processors                     $(nproc)"
for format in text json csv html; do
  printf '10,000 schemes, %-14s %s\n' "$format" "$(median shares "$format")"
done
echo "1,000 draws of 12 schemes      $(median draws)"
