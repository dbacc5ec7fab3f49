"""Whose desk this is: what the settings and the user's own files say of them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from legwork.desk.preferring import read_preferences
from legwork.store import proposals
from legwork_importers.contract import Owner, Proposal


def owner_of(connection: Connection, brought: Iterable[Proposal] = ()) -> Owner:
    """The user as importers want to know them: by the settings, by files imported before, and by those `brought`
    now. An address they never confirmed may be somebody else's."""
    mine = read_preferences(connection)
    said: list[Proposal | proposals.Standing] = [*proposals.standing(connection, ("name", "email")), *brought]
    names = {one.value for one in said if one.about == "name"}
    emails = {one.value for one in said if one.about == "email" and one.detail.get("confirmed") != "no"}
    return Owner(
        frozenset(filter(None, {mine.name, *names})),
        frozenset({*mine.emails, *emails}),
        frozenset(filter(None, {mine.profile})),
    )
