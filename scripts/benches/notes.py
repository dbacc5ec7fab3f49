"""Research notes on a world whose truth is known, and how long one takes on a desk of many contacts."""

from __future__ import annotations

import html
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

import worlds
from benches import desks, today
from benches.locators import Located
from benches.truth import read_truth
from legwork import app
from legwork.briefing.markdown import markdown
from legwork.desk import noting, visiting, wording
from legwork.desk.opening import Desk
from legwork.store import records
from legwork.store.tables import contacts

HERE = "http://127.0.0.1:8765"
# One statement of each at most: two would contradict one another.
SINGLE = frozenset({"role", "connected", "exchange", "depth", "pronouns", "zone", "moved", "touch", "saved"})


def bench_notes(folder: Path | None, size: int, count: int, home: Path | None) -> None:
    """Prints what is wrong with the notes of `count` contacts of a world, and the time of as many on a desk of `size`
    invented connections; a folder given as `home` keeps that desk for the next time."""
    with tempfile.TemporaryDirectory() as kept:
        world = folder or Path(kept) / "world"
        if folder is None:
            worlds.write(worlds.invent(worlds.PRESETS["normal"], 2_000, "1"), world)
        print(f"\n{count} contacts of {folder or 'an invented world'}\n")
        print("| what | count |\n| --- | --- |")
        for what, number in _faults(world, count).items():
            print(f"| {what} | {number:,} |", flush=True)
        place = (home or Path(kept)) / f"desk-{size}"
        if not (place / "legwork.sqlite3").exists():
            today.make(place, size)
        print(f"\n{size:,} contacts, a note each of {count} of them\n")
        print("| what | median ms | p95 ms | CPU ms |\n| --- | --- | --- | --- |")
        _times(place, count)


def _faults(world: Path, count: int) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    with desks.throwaway() as desk:
        desks.settle(desk, world / "user.json")
        desks.bring(desk, world)
        whose = _whose(desk, world)
        page = _reader(desk)
        for contact in _some(desk, count):
            judge(found, noting.to_json(noting.noted(desk, contact)), whose, page)
            if len(markdown(noting.noted(desk, contact).note, HERE).split("](<")) < 2:
                found["notes whose Markdown has no link"] += 1
    faults = (
        "statements", "statements without a link", "links that lead nowhere", "notes of more than 300 words",
        "notes without three questions", "statements that contradict another", "statements said twice",
        "notes whose Markdown has no link", "statements about another person",
        "statements from a record that linkage wrongly joined",
    )  # fmt: skip
    return {what: found[what] for what in faults}


def judge(
    found: Counter[str], note: Mapping[str, Any], whose: Mapping[int, set[str]], page: Callable[[str], str]
) -> None:
    lines = note["statements"]
    found["statements"] += len(lines)
    found["notes of more than 300 words"] += len(note["text"].split()) > 300 or note["words"] > 300
    found["notes without three questions"] += len({one["text"] for one in note["questions"]}) != 3
    found["statements said twice"] += len(lines) - len({one["text"] for one in lines})
    kinds = Counter(one["kind"] for one in lines)
    found["statements that contradict another"] += sum(kinds[kind] - 1 for kind in SINGLE if kinds[kind] > 1)
    mine = _person(note["contact_id"], whose, lines)
    for one in lines:
        ref = one["source"]["ref"]
        path, _, anchor = ref.partition("#")
        found["statements without a link"] += not ref
        there = page(path)
        found["links that lead nowhere"] += bool(ref) and f'id="{anchor}"' not in there
        if path != f"/contacts/{note['contact_id']}":
            found["statements about another person"] += bool(ref) and not _is_named(one["text"], there)
        elif anchor.startswith("record-"):
            said = whose.get(int(anchor.removeprefix("record-")), set())
            found["statements from a record that linkage wrongly joined"] += bool(said and mine and not said & mine)


def _is_named(text: str, page: str) -> bool:
    """Whether a line names whose page its link leads to; what the employer's own page says is of no person."""
    name = re.search(r'<h1 class="title"[^>]*><bdi>(.*?)</bdi>', page)
    return name is None or html.unescape(name[1]) in text


def _person(contact: str, whose: Mapping[int, set[str]], lines: Sequence[Mapping[str, Any]]) -> set[str]:
    """Whose note it is: of the person to whom most of its records belong, by the oldest one where they are even."""
    votes: Counter[str] = Counter()
    for one in lines:
        path, _, anchor = one["source"]["ref"].partition("#record-")
        if path == f"/contacts/{contact}" and anchor:
            votes.update(whose.get(int(anchor), set()))
    oldest = whose.get(wording.number(contact), set())
    best = max(votes.values(), default=0)
    first = {person for person, number in votes.items() if number == best}
    return first & oldest or first or oldest


def _whose(desk: Desk, world: Path) -> dict[int, set[str]]:
    """The persons of the truth behind each record."""
    with desk.database.read() as connection:
        seen = records.seen(connection)
    truth = read_truth(world)
    located = Located(world, truth, [(one.file, one.locator) for one in seen])
    found: dict[int, set[str]] = {}
    for one in seen:
        for place in located.theirs.get((one.file, one.locator), ()):
            found.setdefault(one.record, set()).add(truth.units[truth.places[place]].person)
    return found


def _some(desk: Desk, count: int) -> list[str]:
    """So many contacts, evenly spread over all that have a name."""
    with desk.database.read() as connection:
        query = select(contacts.c.id).where(contacts.c.name != "").order_by(contacts.c.id)
        numbers = list(connection.execute(query).scalars())
    step = max(1, len(numbers) // count)
    return [wording.public(number) for number in numbers[::step][:count]]


def _reader(desk: Desk) -> Callable[[str], str]:
    """Reads pages as somebody who is signed in, each once."""
    client = app.build(desk, port=8765).test_client()
    local = {"base_url": HERE, "headers": {"Origin": HERE, "Sec-Fetch-Site": "same-origin"}}
    link = visiting.new_link(desk, f"{HERE}/").removeprefix(HERE)
    page = client.get(link, **local).get_data(as_text=True)
    fields = dict(re.findall(r'name="(link|csrf_token)" value="([^"]+)"', page))
    client.post("/sign-in", data=fields, **local)
    read: dict[str, str] = {}

    def get(path: str) -> str:
        if path not in read:
            answer = client.get(path, **local)
            read[path] = answer.get_data(as_text=True) if answer.status_code == 200 else ""
        return read[path]

    return get


def _times(place: Path, count: int) -> None:
    with today.opened(place) as desk:
        some = _some(desk, count)
        today.row("the first note of a process", today.timed(lambda: noting.noted(desk, some[0]), 1))
        taken = [took for one in some for took in today.timed(partial(noting.noted, desk, one), 1)]
        today.row("a note", taken)
        print(f"\nthe slowest took {max(wall for wall, _ in taken):.1f} ms")
