"""What addresses say of their owner: a name for a record without one, another name beside the written one."""

from __future__ import annotations

from collections.abc import Iterator

from legwork.linkage.names import fold
from legwork.linkage.person import Email, Name, Profile
from legwork.linkage.tables import known, nicknames, words

_DIGITS = "0123456789"
_MOST = 6
_SHORTEST_GIVEN = 3


def with_inferred(
    names: tuple[Name, ...], emails: tuple[Email, ...], profiles: tuple[Profile, ...]
) -> tuple[Name, ...]:
    """The names with those that the addresses add.

    A record without any name takes what its addresses spell. Beside a written name counts what shares its
    given or its family name: the name before a marriage, the Western name of somebody with two, but no short
    form that the tables know. To a given name alone the address adds the family name.
    """
    if not emails and not profiles:
        return names
    main = names[0] if names else None
    usual = ".".join(main.given + main.family) if main and main.given and main.family else ""
    read = [*_of_profiles(profiles)] if profiles else []
    for email in emails:
        local = email.local.rstrip(_DIGITS)
        if local != usual and not email.shared and (name := _of_local(local, main)):
            read.append(name)
    if not read:
        return names
    different = dict.fromkeys(read) if len(read) > 1 else read
    if main is None:
        return tuple(different)
    others = [name for name in different if _beside(main, name)][:_MOST]
    return (*names, *[name for name in others if name not in names])


def personal_domain(label: str, names: tuple[Name, ...]) -> bool:
    """Whether a registered label is a person's own, so that even `hello@` there is theirs: it holds the family
    name of `names`, or nothing but a given and a family name; without `names`, a family name alone."""
    letters = label.replace("-", "")
    if not names and known("family", letters):
        return True
    if any(len(family := "".join(name.family)) >= 3 and family in letters for name in names):
        return True
    cuts = range(_SHORTEST_GIVEN, len(letters) - 2)
    return any(known("given", letters[:cut]) and known("family", letters[cut:]) for cut in cuts)


def _beside(main: Name, name: Name) -> bool:
    if not main.family:
        return name.given == main.given
    same_given, same_family = name.given == main.given, name.family == main.family
    if same_given is same_family:
        return False
    given = "".join(name.given)
    known = same_family and (given == "".join((*main.given, *main.middle)) or nicknames("".join(main.given), given))
    return not known


def _of_profiles(profiles: tuple[Profile, ...]) -> Iterator[Name]:
    for profile in profiles:
        if (profile.site, profile.kind) == ("linkedin", "name"):
            words_of = (part.rstrip(_DIGITS) for part in fold(profile.key).split("-"))
            parts = [part for part in words_of if part.isalpha() and len(part) > 1]
            while len(parts) > 2 and parts[-1] in words("credentials"):
                parts.pop()
            if 2 <= len(parts) <= 4:
                yield Name((parts[0],), tuple(parts[1:-1]), (parts[-1],), origin="profile")


def _of_local(local: str, main: Name | None) -> Name | None:
    """The name that the part before the @ spells, as far as it says anything new."""
    parts = in_parts(local)
    if len(parts) == 2:
        given, family = parts
        if main is not None and main.given == (given,) and main.family == (family,):
            return None
        if len(given) > 1 and len(family) > 1 and given.isalpha() and family.isalpha():
            return tuple.__new__(Name, ((given,), (), (family,), "address"))  # at half the time of calling Name
    return _in_one_word(local, main) if len(parts) == 1 and main is not None else None


def _in_one_word(letters: str, main: Name) -> Name | None:
    """`andrewkim` beside a Kim; `clawrence` beside a Charlie without a family name."""
    family = "".join(main.family)
    if family:
        given = letters.removesuffix(family) if letters.endswith(family) else letters.removeprefix(family)
        if given != letters and len(given) >= _SHORTEST_GIVEN and known("given", given):
            return Name((given,), (), main.family, "address")
        return None
    given = main.given[0]
    rest = letters.removeprefix(given) if letters.startswith(given) else letters[1:]
    if letters[:1] == given[:1] and len(rest) >= _SHORTEST_GIVEN and known("family", rest):
        return Name(main.given, (), (rest,), "address")
    return None


def in_parts(local: str) -> list[str]:
    """The part of an address before the @, cut at each dot, hyphen and underline."""
    return local.replace("_", ".").replace("-", ".").split(".")
