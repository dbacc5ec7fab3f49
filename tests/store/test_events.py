"""What stands: an event that no standing event undoes. The side table always says what the log says."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, text

from legwork.store import events
from legwork.store.tables import metadata


def log(connection: Connection, moves: list[int]) -> list[str]:
    """Appends an event for every move: -1 a new act, any other number undoes the event of that place."""
    made: list[str] = []
    for turn, move in enumerate(moves):
        name = f"e_{turn}"
        standing = [event for event in made if events.by_id(connection, event).stands]  # type: ignore[union-attr]  # all exist
        undoes = standing[move % len(standing)] if move >= 0 and standing else None
        events.append(connection, name, f"{turn:04d}", "undo" if undoes else "act", {}, undoes=undoes)
        made.append(name)
    return made


@given(st.lists(st.integers(-1, 30), max_size=30))
@settings(max_examples=60)
def test_what_stands_is_what_the_log_says(moves: list[int]) -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        made = log(connection, moves)
        derived = events.derived_undone(connection)
        kept = set(connection.execute(text("SELECT event_id FROM undone")).scalars())
        assert kept == derived
        assert {name for name in made if not events.by_id(connection, name).stands} == derived  # type: ignore[union-attr]  # all exist
    engine.dispose()


def test_an_undo_of_an_undo_brings_it_back() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        events.append(connection, "e_1", "1", "act", {})
        events.append(connection, "e_2", "2", "undo", {}, undoes="e_1")
        assert events.last_undoable(connection) is None
        events.append(connection, "e_3", "3", "undo", {}, undoes="e_2")
        found = events.last_undoable(connection)
        assert found is not None
        assert found.id == "e_1"
        undo = events.standing_undo_of(connection, "e_2")
        assert undo is not None
        assert undo.id == "e_3"
    engine.dispose()
