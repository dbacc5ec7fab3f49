"""Time and memory of an import, beside the floor: reading the same rows and putting them into one table."""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
import tempfile
from pathlib import Path

from benches.connections import write_connections
from benches.environment import measured

BENCH = Path(__file__).parent.parent / "bench.py"


def bench_import(rows: int) -> None:
    """Time and peak memory of one import beside the floor."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "Connections.csv"
        write_connections(file, rows)
        floor = measured([sys.executable, str(BENCH), "floor", str(file)])
        home = {"LEGWORK_HOME": f"{folder}/home"}
        first = measured([sys.executable, "-m", "legwork", "import", str(file), "--json"], home)
        again = measured([sys.executable, "-m", "legwork", "import", str(file), "--json"], home)
        report = json.loads(first.printed)
        print(f"{rows:,} connections: {report['contacts']}")
        print("| what | seconds | peak MB |\n| --- | --- | --- |")
        for name, took in (("floor", floor), ("import", first), ("the same again", again)):
            print(f"| {name} | {took.seconds:.2f} | {took.megabytes:.0f} |")


def insert_only(file: Path) -> None:
    """The floor: read the CSV, insert its rows into one table, nothing else."""
    with tempfile.TemporaryDirectory() as folder, file.open(encoding="utf-8", newline="") as stream:
        database = sqlite3.connect(f"{folder}/floor.sqlite3")
        database.execute("CREATE TABLE rows (a, b, c, d, e, f, g)")
        reader = csv.reader(stream)
        database.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?)", (r for r in reader if len(r) == 7))
        database.commit()
        database.close()
