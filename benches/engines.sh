#!/usr/bin/env bash
# Prints the totals of a made ledger of ten million rows (or as many as are given) as three programs
# come to them: jcplan itself, DuckDB and Spark, the two by the query that `jcplan totals --sql`
# writes. Each program's answer is a file; they are compared byte for byte, and a risk share is worked
# out from the ledger and from each file. Beside it the processor time the first two take (Spark's
# is not its Python's). JCPLAN names another binary than the release build. Needs Python with the
# packages duckdb and pyspark, and Java for Spark; an engine that is not there is passed over.
set -eu
cd "$(dirname "$0")/.."
rows=${1:-10000000}
[ -n "${JCPLAN:-}" ] || cargo build --release --quiet
jcplan=$(realpath "${JCPLAN:-target/release/jcplan}")
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
cd "$made"

# A folder of 400 schemes, and its ledger: dates in two forms, amounts with and without commas,
# minuses and pounds, quoted descriptions, causes; ten rows that cannot be read.
mkdir -p plan/ledger
awk 'BEGIN {
  print "jcplan: 1\nid: made\nname: A made partnership\ndates: dd/mm/yyyy\npartners:"
  print "  - {id: icb, name: NHS Made ICB, kind: integrated-care-board}"
  print "  - {id: council, name: Made Council, kind: unitary-authority}"
  print "agreement: {arrangements: [pooled-fund], starts: 2025-04-01, ends: 2027-03-31, host: council}"
  print "pools:\n  - id: pool\n    name: The pool\n    contributions:"
  print "      - {partner: icb, source: nhs-minimum, year: 2025-26, amount: £600m}"
  print "      - {partner: council, source: council-additional, year: 2025-26, amount: £400m}"
  print "schemes:"
  for (i = 0; i < 400; i++)
    printf "  - {id: s%03d, name: Scheme %d, pool: pool, lead: %s, baseline: {2025-26: £60m}, risk_share: half}\n", i, i, i % 2 ? "icb" : "council"
  print "risk_shares:\n  - id: half\n    net: scheme"
  print "    overspend: {bands: [{to: {icb: 50%, council: 50%}}]}"
  print "    underspend: {bands: [{to: {icb: 50%, council: 50%}}]}"
}' > plan/partnership.yaml
awk -v rows="$rows" 'BEGIN {
  if (rows < 10) rows = 10
  split("0 30 61 91 122 153 183 214 244 275 306 334", before)
  for (n = 0; n < 365; n++) {
    m = 12; while (before[m] > n) m--
    d = n - before[m] + 1; year = m > 9 ? 2026 : 2025; month = (m + 2) % 12 + 1
    day[n] = n % 7 ? sprintf("%d-%02d-%02d", year, month, d) : sprintf("%02d/%02d/%d", d, month, year)
  }
  split("Fellside Care Ltd|Wren Community Ltd|Moss Nursing|Lantern \"\"and\"\" Oak, CIC", provider, "|")
  print "date,kind,scheme,partner,amount,provider,cause,reference,description"
  x = 75
  for (i = 1; i <= rows; i++) {
    # A generator of equal parts; the product stays below 2^53.
    x = (x * 1103515 + 12345) % 2147483647; a = x
    x = (x * 1103515 + 12345) % 2147483647; b = x
    pence = b % 400000; pounds = int(pence / 100)
    amount = sprintf("%d.%02d", pounds, pence % 100)
    if (a % 11 == 0 && pounds > 999) amount = sprintf("\"£%d,%03d.%02d\"", pounds / 1000, pounds % 1000, pence % 100)
    else if (a % 13 == 0) amount = "-" amount
    else if (a % 17 == 0) amount = "(" amount ")"
    if (i % int(rows / 10) == 0) amount = "see invoice"
    printf "%s,%s,s%03d,%s,%s,\"%s\",%s,P%08d,\"visits, week \"\"%d\"\"\"\n", day[a % 365], a % 19 ? "spend" : "income", \
      int(a / 365) % 400, b % 3 ? "council" : "icb", amount, provider[1 + b % 4], a % 23 ? "" : "prior-year", i, a % 52
  }
}' > plan/ledger/2025-26.csv

cat > duckdb_asked.py <<'PY'
import duckdb
sql = open("duckdb.sql").read().rstrip().rstrip(";")
duckdb.execute(f"COPY (\n{sql}\n) TO 'duckdb.csv' (FORMAT csv, HEADER)")
PY
cat > spark_asked.py <<'PY'
import glob, shutil
from pyspark.sql import SparkSession
spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false") \
    .config("spark.ui.showConsoleProgress", "false").config("spark.driver.memory", "3g") \
    .config("spark.sql.shuffle.partitions", "8").getOrCreate()
for statement in open("spark.sql").read().split(";\n"):
    if statement.strip():
        answer = spark.sql(statement)
answer.coalesce(1).write.csv("spark", header=True, escape='"')
shutil.copy(glob.glob("spark/part*.csv")[0], "spark.csv")
PY

asked="--as-at 2026-06-30 --quiet"
took() { # took NAME COMMAND…: what it takes, user and system together, its children too.
  local name=$1; shift
  TIMEFORMAT="$name %U %S"
  { time "$@" >/dev/null 2>said; } 2>> times || true
}
took jcplan "$jcplan" totals plan $asked --format csv --output jcplan.csv
for engine in duckdb spark; do
  "$jcplan" totals plan $asked --sql $engine > $engine.sql
  if python3 -c "import $([ $engine = spark ] && echo pyspark || echo duckdb)" 2>/dev/null; then
    took $engine python3 ${engine}_asked.py
    [ -s $engine.csv ] || { echo "$engine gives no answer:"; tail -3 said; }
  else
    echo "$engine is not there: passed over"
  fi
done

rows_read=$(tail -n +2 plan/ledger/2025-26.csv | wc -l)
echo "$rows_read rows, $(wc -c < plan/ledger/2025-26.csv) bytes"
echo
echo "program  lines  left out  last line                                              seconds of processor"
for program in jcplan duckdb spark; do
  [ -s $program.csv ] || continue
  awk -F, -v program=$program -v times="$(awk -v p=$program '$1 == p && p != "spark" { printf "%.1f", $2 + $3 }' times)" '
    $2 == "left-out" { left += $14; next } { lines++ } { last = $0 }
    END { printf "%-8s %5d  %8d  %-54s %15s\n", program, lines - 2, left, last, times }' $program.csv
done
echo
same() { # same FILE: its totals are those of jcplan; why rows are left out each says in its own words.
  cmp <(grep -v ',left-out,' jcplan.csv) <(grep -v ',left-out,' "$1") && echo "$1: every total is the same, byte for byte"
}
for engine in duckdb spark; do [ ! -s $engine.csv ] || same $engine.csv; done
share() { "$jcplan" riskshare plan --through 2025-26 $asked --format csv "$@" 2>/dev/null | sed 's/see invoice.*//' | sha256sum | cut -c1-16; }
echo
echo "risk share of 400 schemes, digest of its figures:"
echo "from the ledger   $(share)"
for program in jcplan duckdb spark; do
  [ ! -s $program.csv ] || echo "from $program.csv  $(share --totals $program.csv)"
done
