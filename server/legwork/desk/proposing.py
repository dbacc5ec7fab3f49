"""What the user's own files say of them, put before them to be taken into the settings or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from legwork.desk.opening import Desk
from legwork.desk.preferring import Preferences, prefer, preferences
from legwork.errors import NotFound
from legwork.store import proposals

# What a proposal is about, and the setting it could stand in.
SETTINGS: Final = {
    "name": "name",
    "email": "emails",
    "phone": "phone",
    "employer": "past_employers",
    "school": "schools",
    "skill": "skills",
}
# What else a row says: the detail, and the setting it could stand in.
_DETAILS: Final = {"industry": "fields"}
MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Offer:
    """One value that could stand in a setting, and the file that says it."""

    setting: str
    value: str
    file: str


def offers(desk: Desk) -> list[Offer]:
    """What is not set yet, setting by setting; an address only where it was confirmed, a name only where none is
    set. At most a hundred."""
    with desk.database.read() as connection:
        said = proposals.standing(connection, SETTINGS)
    mine = preferences(desk)
    found: dict[tuple[str, str], Offer] = {}
    for one in said:
        for offer in _offers_of(one):
            if offer.value and not _is_set(mine, offer):
                found.setdefault((offer.setting, offer.value.casefold()), offer)
    order = [*SETTINGS.values(), *_DETAILS.values()]
    return sorted(found.values(), key=lambda offer: (order.index(offer.setting), offer.value.casefold()))[:MOST]


def _offers_of(said: proposals.Standing) -> Iterator[Offer]:
    if said.detail.get("confirmed") != "no":
        yield Offer(SETTINGS[said.about], _listable(said.value), said.file)
    for detail, setting in _DETAILS.items():
        yield Offer(setting, _listable(said.detail.get(detail, "")), said.file)


def accept(desk: Desk, setting: str, value: str) -> str:
    """Takes an offered value into its setting; returns the event, by which it can be undone.

    Raises:
        NotFound: it is not offered.
        WrongValue: the setting cannot hold it.
    """
    if not any((offer.setting, offer.value) == (setting, value) for offer in offers(desk)):
        raise NotFound("proposal")
    present = getattr(preferences(desk), setting)
    return prefer(desk, {setting: ", ".join((*present, value)) if isinstance(present, tuple) else value})


def _is_set(mine: Preferences, offer: Offer) -> bool:
    present = getattr(mine, offer.setting)
    if not isinstance(present, tuple):
        return bool(present)
    return offer.value.casefold() in {value.casefold() for value in present}


def _listable(value: str) -> str:
    """A value as one entry of a list whose entries commas part: `Acme, Inc.` is `Acme Inc.` there."""
    return " ".join(value.replace(",", " ").split())
