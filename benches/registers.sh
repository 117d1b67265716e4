#!/usr/bin/env bash
# Prints how much processor time and memory `jcplan audit` takes over made contract registers of
# 10,000 to 1,000,000 contracts, and over 100,000 in few places, where millions of pairs overlap;
# beside it the time `wc -l` takes to count the lines of the same files, and, where Python has the
# package duckdb, the time DuckDB takes on one thread to join the registers with themselves and
# find the pairs, without what they cost. Medians of 5 runs, taken in turn. In a release build,
# run from anywhere; nothing is judged.
set -eu
cd "$(dirname "$0")/.."
cargo build --release --quiet
jcplan=$PWD/target/release/jcplan
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

# make CONTRACTS AREAS FOLDER: two registers, three rows of the council's to two of the ICB's.
make() {
  mkdir "$made/$3"
  awk -v rows="$1" -v areas="$2" -v folder="$made/$3" '
    # Days from 1 April 2019 as dates, by counting.
    function date(n, y, m, d, len) {
      y = 2019; m = 4; d = n
      for (;;) {
        len = m == 2 ? (y % 4 == 0 ? 29 : 28) : (m == 4 || m == 6 || m == 9 || m == 11 ? 30 : 31)
        if (d < len) return sprintf("%d-%02d-%02d", y, m, d + 1)
        d -= len
        if (++m > 12) { m = 1; y++ }
      }
    }
    BEGIN {
      for (n = 0; n < 4100; n++) day[n] = date(n)
      split("reablement-at-home home-care discharge-support urgent-community-response bed-based-intermediate-care night-support", service)
      split("Fellside Care Ltd|Lantern Care Limited|Wren Community Ltd|Vale Homecare|Moss Nursing Ltd|Tarn Homecare|Becks Rehab|Beacon Support CIC|Ash and Elm plc|Harbour Home Care|Kestrel Living Ltd|Oak Trust", provider, "|")
      split("65-plus,adults,", cohort, ",")
      split("364 729 1094 211 548 1399", length_)
      head = "contract,title,provider,commissioner,service,area,cohort,starts,ends,annual_value"
      print head > (folder "/council.csv"); print head > (folder "/icb.csv")
      x = 75
      for (i = 0; i < rows; i++) {
        # A generator of equal parts; the product stays below 2^53.
        x = (x * 1103515 + 12345) % 2147483647; a = x
        x = (x * 1103515 + 12345) % 2147483647; b = x
        who = i % 5 < 3 ? "council" : "icb"
        start = a % 2500
        printf "%s%07d,Support and rehabilitation %d,%s,%s,%s,area-%04d,%s,%s,%s,%d.%02d\n", \
          (who == "council" ? "C" : "I"), i, i, provider[1 + int(a / 7) % 12], who, \
          service[1 + int(b / 11) % 6], int(b / 101) % areas, cohort[1 + int(a / 13) % 3], \
          day[start], day[start + length_[1 + int(b / 17) % 6]], 100 + b % 900000, a % 100 \
          > (folder "/" who ".csv")
      }
    }'
}

measure() {
  # Processor seconds, user and system together, median of 5; the answer goes to /dev/null.
  for _ in 1 2 3 4 5; do
    TIMEFORMAT='%U %S'
    { time "$@" >/dev/null 2>&1; } 2>&1 | awk '{ printf "%.3f\n", $1 + $2 }'
  done | sort -n | sed -n 3p
}
peak() {
  python3 - "$@" <<'PY'
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
PY
}
lines() { wc -l "$made/$1/council.csv" "$made/$1/icb.csv"; }
audit() { "$jcplan" audit "$made/$1/council.csv" "$made/$1/icb.csv" --as-at 2026-06-30 "${@:2}"; }
pairs() {
  python3 - "$made/$1" <<'PY'
import duckdb, sys
db = duckdb.connect()
db.execute("PRAGMA threads=1")
print(db.execute(f"""
  WITH r AS (SELECT * FROM read_csv('{sys.argv[1]}/*.csv', header = true, columns = {{
    'contract': 'VARCHAR', 'title': 'VARCHAR', 'provider': 'VARCHAR', 'commissioner': 'VARCHAR',
    'service': 'VARCHAR', 'area': 'VARCHAR', 'cohort': 'VARCHAR', 'starts': 'DATE', 'ends': 'DATE',
    'annual_value': 'DECIMAL(18,2)'}})),
  c AS (SELECT contract, service, area, starts, ends, unnest(
    CASE WHEN cohort IS NULL OR cohort = '' THEN ['65-plus', 'adults'] ELSE [cohort] END) AS cohort
    FROM r)
  SELECT count(*), sum(least(a.ends, b.ends) - greatest(a.starts, b.starts) + 1)
  FROM c a JOIN c b ON a.service = b.service AND a.area = b.area AND a.cohort = b.cohort
    AND a.starts <= b.ends AND b.starts <= a.ends AND a.contract < b.contract""").fetchone())
PY
}
has_duckdb=no
python3 -c 'import duckdb' 2>/dev/null && has_duckdb=yes

echo "processors $(nproc)"
printf '%-22s %9s %9s %9s %9s %9s %9s %9s\n' contracts lines overlaps whole duckdb MiB 'whole MiB' pairs
one() {
  make "$1" "$2" "$3"
  counted=$(measure lines "$3")
  swept=$(measure audit "$3" --only overlaps)
  whole=$(measure audit "$3")
  joined=-
  found=-
  if [ $has_duckdb = yes ]; then
    joined=$(measure pairs "$3")
    found=$(pairs "$3" | tr -d '(,' | awk '{ print $1 }')
  fi
  asked=("$jcplan" audit "$made/$3/council.csv" "$made/$3/icb.csv" --as-at 2026-06-30)
  memory=$(peak "${asked[@]}" --only overlaps)
  most=$(peak "${asked[@]}")
  printf '%-22s %9s %9s %9s %9s %9s %9s %9s\n' "$1 in $2 areas" "$counted" "$swept" "$whole" "$joined" "$memory" "$most" "$found"
  awk -v c="$counted" -v s="$swept" -v d="$joined" 'BEGIN {
    printf "  overlaps: %.1f times the counting of lines", s / (c > 0 ? c : 0.001)
    if (d != "-") printf "; DuckDB takes %.1f times as long", d / s
    print ""
  }'
  rm -r "${made:?}/$3"
}
one 10000 25 small
one 100000 250 middle
one 1000000 2500 large
one 100000 20 dense
