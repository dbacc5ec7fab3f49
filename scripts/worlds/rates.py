"""How often what happens in a world: every rate is an informed guess, said once and here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from worlds import names
from worlds.names import Origin
from worlds.registers import registered


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares of people, or of the records of one source, in 0..1.

    `origins` are weights. `families` and `employers`, where not 0, say how many family names, and employers for
    each thousand people, there are in all.
    """

    origins: tuple[tuple[Origin, float], ...]
    region: str = "US"
    families: int = 0
    employers: int = 120
    in_linkedin: float = 0.6
    left_linkedin: float = 0.03
    new_in_linkedin: float = 0.1
    in_google: float = 0.4
    in_vcard: float = 0.33
    in_captures: float = 0.18
    twice_in_a_book: float = 0.02
    couple: float = 0.07
    father_and_son: float = 0.015
    namesake: float = 0.02
    shared_mail: float = 0.25
    married: float = 0.03
    job_change: float = 0.2
    new_address: float = 0.03
    nickname: float = 0.12
    decorated: float = 0.1
    initial: float = 0.04
    first_only: float = 0.05
    one_field: float = 0.08
    swapped: float = 0.04
    typo: float = 0.02
    without_marks: float = 0.4
    native: float = 0.15
    half_surname: float = 0.5
    middle: float = 0.08
    nameless: float = 0.04
    alias: float = 0.15
    knows_employer: float = 0.5
    knows_mail: float = 0.65
    knows_phone: float = 0.5
    knows_home: float = 0.15
    knows_birthday: float = 0.1
    mail_in_linkedin: float = 0.05
    switchboard: float = 0.06
    role_cards: float = 0.01
    blank_rows: float = 0.01


_WORLD = (
    *((names.ENGLISH, 0.6), (names.SPANISH, 0.09), (names.INDIAN, 0.08), (names.CHINESE, 0.06), (names.GERMAN, 0.05)),
    *((names.FRENCH, 0.03), (names.KOREAN, 0.02), (names.ARABIC, 0.03), (names.RUSSIAN, 0.02), (names.NORDIC, 0.02)),
)
_EUROPE = (
    *((names.GERMAN, 0.28), (names.SPANISH, 0.14), (names.FRENCH, 0.14), (names.POLISH, 0.12), (names.NORDIC, 0.1)),
    *((names.PORTUGUESE, 0.1), (names.RUSSIAN, 0.07), (names.ENGLISH, 0.05)),
)
_REGISTERS = tuple((registered(origin), share) for origin, share in _WORLD)
_ASIA = ((names.CHINESE, 0.36), (names.INDIAN, 0.3), (names.KOREAN, 0.2), (names.ENGLISH, 0.14))

NORMAL = Rates(_WORLD)
HARD = replace(
    NORMAL,
    nickname=0.22,
    decorated=0.2,
    initial=0.08,
    first_only=0.09,
    swapped=0.08,
    typo=0.05,
    native=0.3,
    married=0.06,
    job_change=0.35,
    new_address=0.07,
    namesake=0.05,
    couple=0.1,
    father_and_son=0.03,
    alias=0.3,
    knows_employer=0.4,
    knows_mail=0.5,
    knows_phone=0.35,
    switchboard=0.12,
)

PRESETS: Mapping[str, Rates] = MappingProxyType(
    {
        "normal": NORMAL,
        "hard": HARD,
        "europe": replace(NORMAL, origins=_EUROPE, region="DE"),
        "asia": replace(NORMAL, origins=_ASIA, region="SG"),
        "registers": replace(NORMAL, origins=_REGISTERS),
        "registers-hard": replace(HARD, origins=_REGISTERS),
        "small-town": replace(NORMAL, origins=((names.ENGLISH, 1.0),), families=60, employers=25, couple=0.16),
    }
)
