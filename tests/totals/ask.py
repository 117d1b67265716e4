"""Asks DuckDB each query of a list (query, answer: a line each, parted by a tab) and saves its
answers as CSV; prints a line for each, `ok` or what DuckDB says."""

import sys

import duckdb

for line in sys.stdin:
    query, answer = line.rstrip("\n").split("\t")
    with open(query, encoding="utf-8") as file:
        sql = file.read().rstrip().rstrip(";")
    try:
        duckdb.connect().execute(f"COPY (\n{sql}\n) TO '{answer}' (FORMAT csv, HEADER)")
        print("ok")
    except duckdb.Error as error:
        print(str(error).splitlines()[0])
