"""Who a message went to: LinkedIn joins the names with commas, and names hold commas themselves."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

from legwork_importers.linkedin_parties import Party, same

_MOST_PARTS = 60
_MOST_OF_A_NAME = 8
_LETTERS = re.compile(r"[^\W\d_]")
# What stands behind a comma in a name and is none itself, beside what its capitals give away.
_BEHIND = frozenset({"jr", "jr.", "sr", "sr.", "esq", "esq.", "six sigma black belt", "lean six sigma"})

Known = Mapping[str, Collection[str]]
"""Names as `same` gives them, by the key of the profile that uses them in the file."""


def recipients(names: str, urls: str, known: Known, whole: Collection[str]) -> list[Party]:
    """Each recipient of a message, from the cell of names and, where the file has one, that of profile addresses.

    A name stays empty where no reading of the cell is the only one. `whole` holds names, as `same` gives them, of
    people who send messages in this file.
    """
    names = names.strip()
    addresses = [url for part in urls.split(",") if (url := part.strip())]
    if len(addresses) == 1 and Party(url=addresses[0]).key:
        return [Party(names, addresses[0])]
    if not addresses:
        return [Party(name) for name in _without_addresses(names, whole)]
    found = _aligned(names, [Party(url=url).key for url in addresses], known)
    return [Party(name, url) for name, url in zip(found, addresses, strict=True)]


def _without_addresses(names: str, whole: Collection[str]) -> list[str]:
    if same(names) in whole:
        return [names]
    found: list[str] = []
    for part in _parts(names):
        together = f"{found[-1]}, {part}" if found else part
        if found and (same(together) in whole or (same(part) not in whole and _is_behind(part))):
            found[-1] = together
        else:
            found.append(part)
    return found


def _aligned(names: str, keys: Sequence[str], known: Known) -> list[str]:
    """A name for each key, in order."""
    tight = [part.strip() for part in re.split(r",(?=\S)", names)]
    if len(tight) == len(keys) and _fits(tight, keys, known):
        return tight
    parts = _parts(names)
    if len(parts) <= _MOST_PARTS and len(keys) <= len(parts):
        for strict in (True, False):
            found = list(islice(_cuts(parts, keys, known, strict=strict), 2))
            if len(found) == 1:
                return found[0]
    return ["" for _ in keys]


def _parts(names: str) -> list[str]:
    return [part for piece in names.split(",") if (part := piece.strip())]


def _fits(names: Sequence[str], keys: Sequence[str], known: Known) -> bool:
    """Whether no name contradicts what its profile is known to be called."""
    return all(not known.get(key) or same(name) in known[key] for name, key in zip(names, keys, strict=True))


def _cuts(parts: Sequence[str], keys: Sequence[str], known: Known, *, strict: bool) -> Iterator[list[str]]:
    """Every way to cut the parts into as many names as there are keys, in order.

    A profile that sends in the file has to get a name it uses; another one, when `strict`, no more behind its first
    comma than what is plainly no name. Places from which no way leads on are remembered, so that the time stays in
    proportion to parts and keys.
    """
    dead: set[tuple[int, int]] = set()

    def onward(start: int, at: int) -> Iterator[list[str]]:
        if at == len(keys):
            if start == len(parts):
                yield []
            return
        if (start, at) in dead:
            return
        alive = False
        last = min(start + _MOST_OF_A_NAME, len(parts) - (len(keys) - at - 1))
        for end in range(start + 1, last + 1):
            name = ", ".join(parts[start:end])
            uses = known.get(keys[at])
            if same(name) not in uses if uses else strict and not _is_one_name(parts[start:end]):
                continue
            for rest in onward(end, at + 1):
                alive = True
                yield [name, *rest]
        if not alive:
            dead.add((start, at))

    return onward(0, 0)


def _is_one_name(parts: Sequence[str]) -> bool:
    return not _is_behind(parts[0]) and all(map(_is_behind, parts[1:]))


def _is_behind(part: str) -> bool:
    """Whether a part is a credential or the like: `Ph.D.`, `MBA`, `LEED AP`, `Jr.`."""
    if part.casefold() in _BEHIND:
        return True
    letters = _LETTERS.findall(part)
    capitals = sum(letter.isupper() for letter in letters)
    return 1 < len(letters) <= 12 and part.isascii() and capitals >= 2 and capitals * 2 >= len(letters)
