"""Measures what a closing note reports; never run as a test.

    python3 scripts/bench.py import [--rows 10000]
    python3 scripts/bench.py captures [--captures 3000] [--clients 32] [--rows 10000]
    python3 scripts/bench.py quality [FOLDER …] [--preset normal] [--people 2000] [--seed 1]
    python3 scripts/bench.py linkage [--sizes 1000,10000,100000] [--with-splink]
    python3 scripts/bench.py febrl [--sets 1,2,3,4]
    python3 scripts/bench.py oracle
    python3 scripts/bench.py world FOLDER [--preset normal] [--people 2000] [--seed 1]
    python3 scripts/bench.py flat FILE [--rows 10000] [--seed 1]

`import`: one command imports and links invented connections; beside it the floor, in the same run: reading
the same CSV and inserting its rows into one SQLite table. `captures`: clients post captures while an import
runs in the same server, on SQLite and on PostgreSQL; every acknowledged capture must be there exactly once.
`quality`: worlds are imported through the front door and scored against their truth; without a folder, one is
invented. `linkage`: seconds and megabytes from records to contacts. `febrl`: public records of persons.
`oracle`: writes the weights Splink computes, which a test compares ours with. `world` and `flat` write what the
others measure with. What Splink has a part in runs in `.venv-bench`, made when it is missing.
Run it with the project's own Python: `.venv/bin/python scripts/bench.py …`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import worlds
from benches import captures, febrl, importing, linkage, oracle, quality
from worlds.flat import flat_records


def main() -> None:
    """The table of contents."""
    asked = parser().parse_args()
    match asked.what:
        case "import":
            importing.bench_import(asked.rows)
        case "floor":
            importing.insert_only(asked.file)
        case "captures":
            captures.bench_captures(asked.captures, asked.clients, asked.rows)
        case "quality":
            quality.bench_quality(asked.folders, asked.preset, asked.people, asked.seed)
        case "linkage":
            sizes = [int(size) for size in asked.sizes.split(",")]
            linkage.bench_linkage(sizes, with_splink=asked.with_splink, seed=asked.seed)
        case "link-side":
            linkage.link_side(asked.file, asked.out)
        case "febrl":
            febrl.bench_febrl(asked.sets.split(","))
        case "oracle":
            oracle.write_weights()
        case "world":
            worlds.write(worlds.invent(worlds.PRESETS[asked.preset], asked.people, asked.seed), asked.folder)
        case "flat":
            linkage.write_flat(asked.file, flat_records(asked.rows, asked.seed))


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = whole.add_subparsers(dest="what", required=True)
    _numbers(what.add_parser("import"), rows=10_000)
    _numbers(what.add_parser("captures"), captures=3_000, clients=32, rows=10_000)
    what.add_parser("floor", help="what `import` runs beside itself").add_argument("file", type=Path)
    scored = what.add_parser("quality")
    scored.add_argument("folders", type=Path, nargs="*")
    invented = what.add_parser("world")
    invented.add_argument("folder", type=Path)
    for each in (scored, invented):
        each.add_argument("--preset", choices=sorted(worlds.PRESETS), default="normal")
        each.add_argument("--people", type=int, default=2_000)
        each.add_argument("--seed", default="1")
    timed = what.add_parser("linkage")
    timed.add_argument("--sizes", default="1000,10000,100000")
    timed.add_argument("--with-splink", action="store_true")
    timed.add_argument("--seed", default="1")
    side = what.add_parser("link-side", help="what `linkage` runs beside itself")
    side.add_argument("file", type=Path)
    side.add_argument("out", type=Path)
    what.add_parser("febrl").add_argument("--sets", default="1,2,3,4")
    what.add_parser("oracle")
    flat = what.add_parser("flat")
    flat.add_argument("file", type=Path)
    flat.add_argument("--seed", default="1")
    _numbers(flat, rows=10_000)
    return whole


def _numbers(command: argparse.ArgumentParser, **defaults: int) -> None:
    for name, default in defaults.items():
        command.add_argument(f"--{name}", type=int, default=default)


if __name__ == "__main__":
    main()
