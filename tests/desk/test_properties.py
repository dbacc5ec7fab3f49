"""What holds of a desk whatever comes in, and whatever the user does: order, scratch, rulings, undo.

`tests/linkage/test_invariants.py` holds the same of linkage alone. Here files are written, read, staged and shown, in
batches and one by one, and the user's acts fall between them.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest_desk import exported, without_ids
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from invented_exports import MINE, SUMS, Export, World, worlds
from sqlalchemy import Connection, select
from talking import drawn_reflection, drawn_talk
from test_importing import present, scratch

from legwork.config import Settings
from legwork.desk import (
    accepting,
    capturing,
    checking,
    editing,
    importing,
    linking,
    planning,
    preferring,
    sharing,
    trashing,
    undoing,
    wording,
)
from legwork.desk.opening import Desk, open_desk
from legwork.errors import NotFound, Refused, UndoFirst
from legwork.store import events, links, records
from legwork.store.database import Database
from legwork.store.events import StandingRuling
from legwork.store.tables import contacts

POLICIES = ("identifiers", "confident")
SHUFFLES = 10
Draw = Callable[[st.SearchStrategy[Any]], Any]
MANY = settings(
    phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@dataclass(frozen=True, slots=True)
class Batch:
    """Files imported together."""

    exports: tuple[Export, ...]


@dataclass(frozen=True, slots=True)
class Captured:
    body: Mapping[str, Any]
    key: str


Step = Batch | Captured


@dataclass(slots=True)
class Desks:
    """New desks that know whose they are, copied from one that was made once for each policy."""

    folder: Path
    clock: Callable[[], Any]
    template: Callable[[str], Path]
    numbers: Iterator[int] = field(default_factory=count)

    @contextmanager
    def new(self, policy: str) -> Iterator[Desk]:
        place = self.folder / str(next(self.numbers))
        place.mkdir(mode=0o700)
        file = shutil.copyfile(self.template(policy), place / "desk.sqlite3")
        desk = Desk(_settings(place, file), Database(f"sqlite:///{file}"), self.clock)
        try:
            yield desk
        finally:
            desk.close()
            shutil.rmtree(place)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    folder = tmp_path_factory.mktemp("desks")
    made = {}
    for policy in POLICIES:
        made[policy] = folder / f"{policy}.sqlite3"
        desk = open_desk(_settings(folder / policy, made[policy]))
        preferring.prefer(desk, {**MINE, "merge_policy": policy, "region": "US"})
        desk.close()
    return made.__getitem__


@pytest.fixture
def desks(tmp_path: Path, clock: Any, template: Callable[[str], Path]) -> Desks:
    return Desks(tmp_path, clock, template)


def _settings(home: Path, file: Path) -> Settings:
    return Settings(home=home, database_url=f"sqlite:///{file}", timezone=ZoneInfo("Europe/Berlin"))


@st.composite
def orders(draw: st.DrawFn, exports: Sequence[Export], captures: Sequence[Mapping[str, Any]]) -> list[Step]:
    """Everything at least once, in any order, some of it again, neighbours among the files in batches or not."""
    everything: list[Export | int] = [*exports, *range(len(captures))]
    again = draw(st.lists(st.sampled_from(everything), max_size=1))
    steps: list[Step] = []
    together: list[Export] = []
    for piece in draw(st.permutations([*everything, *again])):
        if isinstance(piece, int):
            steps += _batches(together)
            steps.append(Captured(captures[piece], draw(st.sampled_from((f"{piece}", f"{piece} again")))))
            continue
        if piece in together or not draw(st.integers(0, 2)):
            steps += _batches(together)
        together.append(piece)
    return steps + _batches(together)


def _batches(together: list[Export]) -> list[Step]:
    found: list[Step] = [Batch(tuple(together))] if together else []
    together.clear()
    return found


def do(desk: Desk, step: Step) -> None:
    if isinstance(step, Captured):
        capturing.capture(desk, step.body, step.key)
        return
    folder = desk.settings.home / "brought"
    paths = [export.write(folder) for export in step.exports]
    report = importing.run(desk, paths)
    assert len(report["files"]) == len(paths), report["not_used"]
    shutil.rmtree(folder)


def content(desk: Desk) -> dict[str, Any]:
    """Everything that may not depend on order: contacts as exported, why they are joined, what is doubtful."""
    with desk.database.read() as connection:
        digests = {row["id"]: row["digest"] for row in records.claims(connection, records.standing_ids(connection))}
        asked = [
            (sorted((digests[one["left_id"]], digests[one["right_id"]])), one["band"], one["weight"])
            for one in links.all_doubts(connection)
        ]
        joined = [
            (sorted((digests[one["left"]], digests[one["right"]])), one["band"], one["scored"]["weight"])
            for one in _joins(connection)
        ]
    return {"export": without_ids(exported(desk)), "doubts": sorted(asked), "joins": sorted(joined)}


def _joins(connection: Connection) -> list[dict[str, Any]]:
    return [join for joins in connection.execute(select(contacts.c.joins)).scalars() for join in joins]


@given(st.data(), worlds(), st.sampled_from(POLICIES))
@settings(MANY, max_examples=10)
def test_any_order_batching_and_repetition_gives_the_same_contacts(
    desks: Desks, data: st.DataObject, world: World, policy: str
) -> None:
    seen = None
    for _ in range(SHUFFLES):
        with desks.new(policy) as desk:
            for step in data.draw(orders(world.exports, world.captures)):
                do(desk, step)
            found = content(desk)
        seen = seen or found
        assert found == seen


@given(st.data(), worlds(least=1, most=2, besides=SUMS), st.sampled_from(POLICIES))
@settings(MANY, max_examples=8)
def test_a_file_and_its_two_halves_tell_no_more_than_the_file(
    desks: Desks, data: st.DataObject, world: World, policy: str
) -> None:
    """The halves alone may tell less: that two entries stand in one export says something of them."""
    first = world.exports[0]
    halves = first.cut(data.draw(st.integers(1, len(first.entries) - 1)))
    with desks.new(policy) as desk:
        for step in data.draw(orders(world.exports, world.captures)):
            do(desk, step)
        whole = partition(desk)
    with desks.new(policy) as desk:
        for step in data.draw(orders([*halves, *world.exports], world.captures)):
            do(desk, step)
        assert partition(desk) == whole


def partition(desk: Desk) -> tuple[list[list[str]], list[Any]]:
    """The digests behind each contact, and the doubts: dates and places set aside."""
    found = content(desk)
    held = (sorted({place["record"] for place in one["sources"]}) for one in found["export"]["contacts"])
    return sorted(held), found["doubts"]


@given(st.data(), worlds(), st.sampled_from(POLICIES))
@settings(MANY, max_examples=12)
def test_whatever_the_user_does_rulings_win_undo_is_exact_and_scratch_gives_the_same(
    desks: Desks, clock: Any, data: st.DataObject, world: World, policy: str
) -> None:
    steps = data.draw(orders(world.exports, world.captures))
    acts: list[Step | str] = [*steps[1:], *data.draw(st.lists(st.sampled_from(sorted(ACTS)), min_size=3, max_size=6))]
    with desks.new(policy) as desk:
        for act in [steps[0], *data.draw(st.permutations(acts))]:
            clock.advance(minutes=1)
            before, newest = state(desk), _newest(desk)
            if isinstance(act, str):
                ACTS[act](desk, data.draw)
            else:
                do(desk, act)
            rulings_win(desk)
            if (event := _newest(desk)) != newest:
                take_back_and_redo(desk, event, before, stays=data.draw(st.booleans()))
            else:
                assert state(desk) == before
        worked_out_again_changes_nothing(desk)


def take_back_and_redo(desk: Desk, event: str, before: Any, *, stays: bool) -> None:
    after = state(desk)
    undone = undoing.undo(desk, event)
    assert state(desk) == before
    redone = undoing.undo(desk, undone.event)
    assert state(desk) == after
    if not stays:
        undoing.undo(desk, redone.event)
        assert state(desk) == before


def worked_out_again_changes_nothing(desk: Desk) -> None:
    before = state(desk)
    assert linking.relink(desk)["changed"] == 0
    assert present(desk) == scratch(desk)
    desk.database.write(preferring.relink_all)
    assert state(desk) == before
    assert [finding for finding in checking.doctor(desk) if not finding.ok] == []


def rulings_win(desk: Desk) -> None:
    with desk.database.read() as connection:
        standing = records.standing_ids(connection)
        rulings = [one for one in events.standing_rulings(connection) if {one.left, one.right} <= standing]
        home = links.contacts_of(connection, standing)
    apart = [{one.left, one.right} for one in rulings if one.verdict == "different"]
    for one in rulings:
        together = home[one.left] == home[one.right]
        if one.verdict == "different":
            assert not together
        else:
            said = _said_to_be_one(one.left, rulings)
            assert together or any(pair <= said for pair in apart)


def _said_to_be_one(record: int, rulings: Iterable[StandingRuling]) -> set[int]:
    """Every record that rulings *same* tie to this one, over any number of them."""
    ties = [{one.left, one.right} for one in rulings if one.verdict == "same"]
    found = {record}
    while near := {other for tie in ties if tie & found for other in tie} - found:
        found |= near
    return found


def state(desk: Desk) -> Any:
    """What undo has to bring back, numbers and all."""
    with desk.database.read() as connection:
        joins = sorted(
            (join["left"], join["right"], join["band"], join["scored"]["weight"]) for join in _joins(connection)
        )
        asked = links.all_doubts(connection), events.standing_rulings(connection)
        return exported(desk), planning.queue(desk).to_json(), *asked, joins


def _newest(desk: Desk) -> str:
    with desk.database.read() as connection:
        return events.latest(connection, 1)[0].id


def _rule(desk: Desk, draw: Draw) -> None:
    if not _standing(desk):
        return
    pair = draw(st.sampled_from(_standing(desk))), draw(st.sampled_from(_standing(desk)))
    with suppress(Refused, NotFound):  # one contact already, or one record twice
        linking.rule(desk, wording.pair(*pair), draw(st.sampled_from(("same", "different"))))


def _split(desk: Desk, draw: Draw) -> None:
    with desk.database.read() as connection:
        everyone = sorted(map(sorted, links.everyone(connection).values()))
    if not everyone:
        return
    held = draw(st.sampled_from(everyone))
    with suppress(Refused):  # nothing chosen, or everything
        linking.split(desk, wording.public(held[0]), draw(st.sets(st.sampled_from(held))))


def _edit(desk: Desk, draw: Draw) -> None:
    if not _standing(desk):
        return
    field = draw(st.sampled_from(("name", "company", "emails")))
    editing.edit(
        desk, wording.public(draw(st.sampled_from(_standing(desk)))), field, draw(st.sampled_from(("", "Bo Li")))
    )


def _choose(desk: Desk, draw: Draw) -> None:
    """Answers a question with values to be shown, or says that it is none of the candidates."""
    pairs = linking.doubtful(desk)["pairs"]
    if not pairs:
        return
    pair = draw(st.sampled_from(pairs))
    candidates = [pair["pair"], *(one["pair"] for one in pair["alternatives"])]
    if draw(st.booleans()):
        values = {"name": "Bo Li", "main_email": "bo@li.example"}
        linking.rule(desk, draw(st.sampled_from(candidates)), "same", values=values)
    else:
        linking.rule(desk, pair["pair"], "different", neither=True)


def _accept(desk: Desk, _draw: Draw) -> None:
    with desk.database.read() as connection:
        count = len(accepting.strong(connection))
    if count:
        accepting.accept(desk, count)


def _share(desk: Desk, draw: Draw) -> None:
    with desk.database.read() as connection:
        merged = links.merged_of(connection, links.everyone(connection))
    said = [
        (wording.public(number), item["value"])
        for number, one in sorted(merged.items())
        for kind in ("emails", "phones")
        for item in one[kind]
    ]
    if said:
        with suppress(Refused, NotFound):  # shared already, or in a form that nobody is known by
            sharing.share(desk, *draw(st.sampled_from(said)))


def _trash(desk: Desk, draw: Draw) -> None:
    if _standing(desk):
        trashing.put_in(desk, wording.public(draw(st.sampled_from(_standing(desk)))))


def _note(desk: Desk, draw: Draw) -> None:
    if _standing(desk):
        editing.note(desk, wording.public(draw(st.sampled_from(_standing(desk)))), "met at the fair")


def _talk(desk: Desk, draw: Draw) -> None:
    if held := _standing(desk):
        drawn_talk(desk, wording.public(draw(st.sampled_from(held))), draw)


def _undo(desk: Desk, draw: Draw) -> None:
    """Takes back or brings back anything, however long ago."""
    able = [line.event for line in undoing.history(desk, 50) if line.undoable and line.kind != "setting"]
    before, event = state(desk), draw(st.sampled_from(able))
    try:
        undoing.undo(desk, event)
    except UndoFirst:
        assert state(desk) == before


def _standing(desk: Desk) -> list[int]:
    with desk.database.read() as connection:
        return sorted(records.standing_ids(connection))


ACTS: Mapping[str, Callable[[Desk, Draw], None]] = {
    "rule": _rule,
    "split": _split,
    "edit": _edit,
    "choose": _choose,
    "accept": _accept,
    "share": _share,
    "trash": _trash,
    "note": _note,
    "talk": _talk,
    "reflect": drawn_reflection,
    "undo": _undo,
}
