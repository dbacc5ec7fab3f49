"""What `legwork doctor` says of a desk that is not whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, update

from legwork.desk import checking, importing, viewing, wording
from legwork.desk.opening import Desk
from legwork.store.tables import contacts


def findings(desk: Desk) -> dict[str, str]:
    return {found.check: found.text for found in checking.doctor(desk) if not found.ok}


def test_contacts_that_their_records_do_not_say_are_counted(
    small_desk: Desk, exports: Callable[..., list[Path]]
) -> None:
    importing.run(small_desk, exports())
    people = [wording.number(line.id) for line in viewing.contacts(small_desk)]

    def retitle(count: int) -> None:
        def work(connection: Connection) -> None:
            connection.execute(update(contacts).where(contacts.c.id.in_(people[:count])).values(title="Astronaut"))

        small_desk.database.write(work)

    retitle(1)
    assert findings(small_desk) == {"merged": "1 contact is not what the records behind it say."}
    retitle(2)
    assert findings(small_desk) == {"merged": "2 contacts are not what the records behind them say."}
