"""Measures what a closing note reports; never run as a test.

    python3 scripts/bench.py import [--rows 10000]
    python3 scripts/bench.py mail [--megabytes 1000]
    python3 scripts/bench.py j2 [--connections 20000] [--cards 8000] [--megabytes 200]
    python3 scripts/bench.py google [--rows 100000]
    python3 scripts/bench.py cards [--cards 8000] [--picture 4000000]
    python3 scripts/bench.py today [--contacts 100000] [--in-browser 20000] [--reads 60] [--home FOLDER]
    python3 scripts/bench.py pages [--reads 15]
    python3 scripts/bench.py notes [FOLDER] [--contacts 20000] [--notes 200] [--home FOLDER]
    python3 scripts/bench.py captures [--captures 3000] [--clients 32] [--rows 10000]
    python3 scripts/bench.py quality [FOLDER …] [--preset normal] [--people 2000] [--seed 1]
    python3 scripts/bench.py linkage [--sizes 1000,10000,100000] [--million] [--with-splink] [--times 1]
    python3 scripts/bench.py febrl [--sets 1,2,3,4]
    python3 scripts/bench.py oracle
    python3 scripts/bench.py calibration [FOLDER …] [--presets normal,hard,europe,asia] [--people 1500]
    python3 scripts/bench.py blocking [FOLDER …] [--preset normal] [--people 1500]
    python3 scripts/bench.py world FOLDER [--preset normal] [--people 2000] [--seed 1]
    python3 scripts/bench.py flat FILE [--rows 10000] [--seed 1]

`import`: one command imports and links invented connections; beside it the floor, in the same run: reading
the same CSV and inserting its rows into one SQLite table. `mail`: megabytes a second and peak memory of an invented
mailbox, by the importer alone and by one command, beside a scan for headers and Python's own reader. `google`,
`cards`: the same of address books, by the importer alone. `j2`: connections, cards and a mailbox into one served desk,
with seconds, memory, and how long pages take meanwhile. `captures`: clients post captures while an import
runs in the same server, on SQLite and on PostgreSQL; every acknowledged capture must be there exactly once.
`today`: how long the queue takes with many contacts, in one process, over HTTP, and from a key to the next card in
Chromium; a folder given keeps the desks for the next time.
`pages`: how long the extension takes to read ordinary and hostile pages in Chromium.
`notes`: the research notes of contacts of a world, held against its truth, and the time of as many on a large desk.
`quality`: worlds are imported through the front door and scored against their truth; without a folder, one is
invented. `linkage`: seconds and megabytes from records to contacts. `febrl`: public records of persons.
`oracle`: writes the weights Splink computes, which a test compares ours with. `calibration`: whether weights mean
what they say, and m and u as counted beside the model's; of invented worlds, written into docs/linkage.md with its
picture. `blocking`: which knowable pairs meet, and at how many candidate pairs; of all presets at once, written there
too. `world` and `flat` write what the others measure with. What Splink has a part in runs in `.venv-bench`, made when
it is missing.
Run it with the project's own Python: `.venv/bin/python scripts/bench.py …`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import worlds
from benches import (
    address_books,
    blocking,
    calibration,
    captures,
    febrl,
    importing,
    journey,
    linkage,
    mail,
    notes,
    oracle,
    pages,
    quality,
    today,
)
from worlds.flat import flat_records


def main() -> None:
    asked = parser().parse_args()
    asked.run(asked)


def parser() -> argparse.ArgumentParser:
    """The table of contents: each command with what it runs."""
    whole = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = whole.add_subparsers(dest="what", required=True)

    def command(name: str, run: Callable[[argparse.Namespace], None]) -> argparse.ArgumentParser:
        added = what.add_parser(name)
        added.set_defaults(run=run)
        return added

    _numbers(command("import", lambda asked: importing.bench_import(asked.rows)), rows=10_000)
    command("floor", lambda asked: importing.insert_only(asked.file)).add_argument("file", type=Path)
    _numbers(command("mail", lambda asked: mail.bench_mail(asked.megabytes)), megabytes=1_000)
    read = command("mail-side", lambda asked: mail.mail_side(asked.how, asked.file))
    read.add_argument("how", choices=mail.SIDES)
    read.add_argument("file", type=Path)
    journeyed = command("j2", lambda asked: journey.bench_journey(asked.connections, asked.cards, asked.megabytes))
    _numbers(journeyed, connections=20_000, cards=8_000, megabytes=200)
    _numbers(command("google", lambda asked: address_books.bench_google(asked.rows)), rows=100_000)
    made = command("cards", lambda asked: address_books.bench_cards(asked.cards, asked.picture))
    _numbers(made, cards=8_000, picture=4_000_000)
    side = command("book-side", lambda asked: address_books.book_side(asked.how, asked.file))
    side.add_argument("how", choices=address_books.GOOGLE)
    side.add_argument("file", type=Path)
    side = command("cards-side", lambda asked: address_books.cards_side(asked.how, asked.cards, asked.picture))
    side.add_argument("how", choices=address_books.CARDS)
    side.add_argument("cards", type=int)
    side.add_argument("picture", type=int)
    queue = command("today", lambda asked: today.bench_today(asked.contacts, asked.in_browser, asked.reads, asked.home))
    queue.add_argument("--home", type=Path)
    for name, number in (("contacts", 100_000), ("in-browser", 20_000), ("reads", 60)):
        queue.add_argument(f"--{name}", type=int, default=number)
    _numbers(command("pages", lambda asked: pages.bench_pages(asked.reads)), reads=15)
    noted = command("notes", lambda asked: notes.bench_notes(asked.folder, asked.contacts, asked.notes, asked.home))
    noted.add_argument("folder", type=Path, nargs="?")
    noted.add_argument("--home", type=Path)
    _numbers(noted, contacts=20_000, notes=200)
    storm = command("captures", lambda asked: captures.bench_captures(asked.captures, asked.clients, asked.rows))
    _numbers(storm, captures=3_000, clients=32, rows=10_000)
    scored = command(
        "quality", lambda asked: quality.bench_quality(asked.folders, asked.preset, asked.people, asked.seed)
    )
    scored.add_argument("folders", type=Path, nargs="*")
    invented = command("world", lambda asked: worlds.write(_world(asked), asked.folder))
    invented.add_argument("folder", type=Path)
    for each in (scored, invented):
        each.add_argument("--preset", choices=sorted(worlds.PRESETS), default="normal")
        _numbers(each, people=2_000)
    timed = command(
        "linkage",
        lambda asked: linkage.bench_linkage(
            asked.sizes + [1_000_000] * asked.million,
            with_splink=asked.with_splink,
            seed=asked.seed,
            times=asked.times,
        ),
    )
    timed.add_argument("--sizes", type=_sizes, default=_sizes("1000,10000,100000"))
    timed.add_argument("--with-splink", action="store_true")
    timed.add_argument("--times", type=int, default=1, help="so often in turns; medians are printed")
    timed.add_argument("--million", action="store_true", help="1,000,000 records as well; many minutes, 4 GB")
    people = command("febrl", lambda asked: febrl.bench_febrl(asked.sets.split(",")))
    people.add_argument("--sets", default="1,2,3,4")
    weighed = command(
        "calibration",
        lambda asked: calibration.bench_calibration(asked.folders, asked.presets, asked.people, asked.seed),
    )
    weighed.add_argument("--presets", type=_presets, default=blocking.PRESETS)
    met = command(
        "blocking", lambda asked: blocking.bench_blocking(asked.folders, asked.preset, asked.people, asked.seed)
    )
    met.add_argument("--preset", choices=sorted(worlds.PRESETS), default="")
    for each in (weighed, met):
        each.add_argument("folders", type=Path, nargs="*")
        each.add_argument("--seed", default=each.prog.split()[-1])
        _numbers(each, people=1_500)
    command("oracle", lambda _asked: oracle.write_weights())
    flat = command("flat", lambda asked: linkage.write_flat(asked.file, flat_records(asked.rows, asked.seed)))
    flat.add_argument("file", type=Path)
    _numbers(flat, rows=10_000)
    for each in (scored, invented, timed, flat):
        each.add_argument("--seed", default="1")
    return whole


def _world(asked: argparse.Namespace) -> worlds.World:
    return worlds.invent(worlds.PRESETS[asked.preset], asked.people, asked.seed)


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",")]


def _presets(text: str) -> list[str]:
    unknown = sorted(set(names := text.split(",")) - worlds.PRESETS.keys())
    if unknown:
        raise argparse.ArgumentTypeError(f"no preset {', '.join(unknown)}; there are {', '.join(worlds.PRESETS)}")
    return names


def _numbers(command: argparse.ArgumentParser, **defaults: int) -> None:
    for name, default in defaults.items():
        command.add_argument(f"--{name}", type=int, default=default)


if __name__ == "__main__":
    main()
