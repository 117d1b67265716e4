#!/usr/bin/env bash
# Prints how much processor time and memory `jcplan riskshare` takes over made ledgers of 100,000 to
# 10,000,000 rows, on one thread and on as many as there are processors; beside it the time it takes
# to read the same file and count its lines, careful code on the csv crate, and, where Python has the
# package duckdb, DuckDB on one thread, all of which do nothing but add amounts by month, scheme,
# partner and kind. Taken in turn, five rounds; medians, and the median of each round's proportion.
# Run from anywhere with room for a thousand million bytes; nothing is judged.
set -eu
cd "$(dirname "$0")/.."
cargo build --release --quiet --bin jcplan --example ledger_peers
jcplan=$PWD/target/release/jcplan
peers=$PWD/target/release/examples/ledger_peers
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

# make ROWS FOLDER: a planning folder of 400 schemes and a ledger of so many rows.
make() {
  mkdir -p "$made/$2/ledger"
  awk -v rows="$1" -v folder="$made/$2" '
    BEGIN {
      main = folder "/partnership.yaml"; ledger = folder "/ledger/2025-26.csv"
      print "jcplan: 1\nid: large\nname: A large invented partnership\npartners:" > main
      print "  - {id: icb, name: NHS Fellside ICB, kind: integrated-care-board}" > main
      print "  - {id: council, name: Fellside Council, kind: unitary-authority}" > main
      print "agreement: {arrangements: [pooled-fund], starts: 2025-04-01, ends: 2027-03-31, host: council}" > main
      print "pools:\n  - id: pool\n    name: The pool\n    host: council\n    contributions:" > main
      print "      - {partner: icb, source: nhs-minimum, year: 2025-26, amount: £600m}" > main
      print "      - {partner: council, source: council-additional, year: 2025-26, amount: £400m}" > main
      print "schemes:" > main
      for (i = 0; i < 400; i++)
        printf "  - {id: s%03d, name: Scheme %d, pool: pool, lead: %s, baseline: {2025-26: £%d}, risk_share: standard}\n", \
          i, i, (i % 3 ? "icb" : "council"), rows * 3 > main
      print "risk_shares:\n  - id: standard\n    net: scheme" > main
      print "    overspend: {bands: [{up_to: 2%, to: host}, {to: contributions}]}" > main
      print "    underspend: {bands: [{to: contributions}]}" > main
      split("31 30 31 31 30 31 30 31 31 29 31 30", length_)
      split("reablement bed-based therapy overnight discharge support community equipment rapid bridging dementia night", word)
      split("Fellside Care Ltd|Lantern Care Limited|Wren Community Ltd|Vale Homecare|Moss Nursing Ltd|Tarn Homecare|Becks Rehab|Beacon Support CIC", provider, "|")
      print "date,kind,pool,scheme,partner,amount,source,provider,contract,cause,reference,description" > ledger
      x = 75
      for (i = 0; i < rows; i++) {
        # A generator of equal parts; the product stays below 2^53.
        x = (x * 1103515 + 12345) % 2147483647; a = x
        x = (x * 1103515 + 12345) % 2147483647; b = x
        month = 1 + a % 12; year = month < 4 ? 2026 : 2025
        date = sprintf("%d-%02d-%02d", year, month, 1 + int(a / 12) % 28)
        pounds = b % 2600
        if (i % 13 == 0 && pounds >= 1000) amount = sprintf("\"%d,%03d.%02d\"", pounds / 1000, pounds % 1000, a % 100)
        else amount = sprintf("%s%d.%02d", (i % 11 ? "" : "-"), pounds, a % 100)
        said = word[1 + a % 12] " " word[1 + b % 12] " " word[1 + int(b / 12) % 12]
        if (i % 9 == 0) said = "\"" said ", \"\"" word[1 + int(a / 12) % 12] "\"\"\""
        printf "%s,spend,,s%03d,%s,%s,,%s,,,P%08d,%s\n", date, int(b / 7) % 400, (i % 3 ? "icb" : "council"), \
          amount, provider[1 + int(a / 31) % 8], i, said > ledger
      }
    }'
}

# Processor seconds, wall seconds and MiB at most of one run.
one() {
  python3 - "$@" <<'PY'
import os, subprocess, sys, time
began = time.monotonic()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, used = os.wait4(child.pid, 0)
print(f"{used.ru_utime + used.ru_stime:.3f} {time.monotonic() - began:.3f} {used.ru_maxrss / 1024:.0f}")
PY
}
ours() { one "$jcplan" riskshare "$made/$1" --through 2025-26 --as-at 2026-06-30; }
alone() { one taskset -c 0 "$jcplan" riskshare "$made/$1" --through 2025-26 --as-at 2026-06-30; }
lines() { one "$peers" lines "$made/$1/ledger/2025-26.csv"; }
careful() { one "$peers" csv "$made/$1/ledger/2025-26.csv"; }
joined() {
  one python3 -c "
import duckdb
db = duckdb.connect()
db.execute('PRAGMA threads=1')
text = ['kind', 'pool', 'scheme', 'partner', 'amount', 'source', 'provider', 'contract', 'cause', 'reference', 'description']
columns = {'date': 'DATE', **{name: 'VARCHAR' for name in text}}
db.execute(f'''SELECT kind, pool, scheme, partner, source, cause, year(date), month(date),
  sum(CAST(replace(amount, ',', '') AS DECIMAL(18, 2)))
  FROM read_csv('$made/$1/ledger/2025-26.csv', header = true, columns = {columns})
  GROUP BY ALL''').fetchall()"
}
has_duckdb=no
python3 -c 'import duckdb' 2>/dev/null && has_duckdb=yes

echo "processors $(nproc)"
for rows in ${ROWS:-100000 1000000 10000000}; do
  make "$rows" "$rows"
  rounds=$made/rounds
  : > "$rounds"
  lines "$rows" > /dev/null
  for _ in 1 2 3 4 5; do
    echo "$(lines "$rows") $(alone "$rows") $(ours "$rows") $(careful "$rows") \
      $([ $has_duckdb = yes ] && joined "$rows" || echo 0 0 0)" >> "$rounds"
  done
  python3 - "$rows" "$rounds" "$(stat -c %s "$made/$rows/ledger/2025-26.csv")" <<'PY'
import statistics, sys
rows = [[float(n) for n in line.split()] for line in open(sys.argv[2])]
middle = lambda of: statistics.median(of(row) for row in rows)
print(f"{int(sys.argv[1]):,} rows, {int(sys.argv[3]) / 1e6:.0f} MB")
for at, what in enumerate(("lines counted", "riskshare, one thread", "riskshare", "csv crate", "DuckDB, one thread")):
    if middle(lambda r: r[3 * at + 1]):
        print(f"  {what:24} cpu {middle(lambda r: r[3 * at]):7.3f} s   wall {middle(lambda r: r[3 * at + 1]):7.3f} s   "
              f"peak {middle(lambda r: r[3 * at + 2]):5.0f} MiB   "
              f"cpu of riskshare, one thread: {middle(lambda r: r[3] / max(r[3 * at], 0.001)):6.2f} of it")
print(f"  on all processors riskshare takes {middle(lambda r: r[7] / r[4]):.2f} of the wall time on one")
PY
  rm -r "${made:?}/$rows"
done
