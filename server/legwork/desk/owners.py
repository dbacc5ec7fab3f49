"""Whose desk this is, as importers want to know it: names, e-mail addresses, profile."""

from __future__ import annotations

from legwork.desk.opening import Desk
from legwork.desk.preferring import preferences
from legwork_importers.contract import Owner


def owner_of(desk: Desk) -> Owner:
    """What the settings say of the user."""
    mine = preferences(desk)
    return Owner(*(frozenset(filter(None, said)) for said in ((mine.name,), mine.emails, (mine.profile,))))
