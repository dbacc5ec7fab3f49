"""From a name as written to its folded parts: titles, credentials, pronouns and emoji fall away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from anyascii import anyascii

from legwork.linkage.person import Name
from legwork.linkage.remembered import remembered
from legwork.linkage.tables import frequency, generations, hangul_families, known, listed, words

LONGEST = 200
"""Characters of any one text that matching looks at: longer texts are no names, and cost time."""

_MOST_NAMES = 8
_INITIALS = 2
_NEVER_GIVEN = frozenset({"dr", "prof", "professor", "mr", "mrs", "ms", "mx", "frau", "herr"})
_SPELLED = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŋ": "n",
        "ə": "a",
    }
)
_READ_ALOUD = re.compile(
    "[\u0370-\u052f\u0531-\u058f\u10a0-\u10ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]"
)
"""Letters of scripts whose usual spelling in Latin letters can be read off them: Greek, Cyrillic, Armenian,
Georgian, kana, Han and Hangul. Scripts that leave vowels out are not among them."""
_SYLLABLES = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]{2,4}|[\uac00-\ud7a3]{2,4}")
_SYLLABLES_BESIDE = re.compile(rf"(?<!\w)(?:{_SYLLABLES.pattern})(?!\w)")
_ASIDE = re.compile(r"[(\[{（【]([^)\]}）】]*)[)\]}）】]?")
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]|(?<=\s)['‘]([^'’]+)['’](?=\s)")
_AFTER = re.compile(r"\s*(?:[|•·~★]|\s[-–—/]\s|\s@\s|//).*", re.DOTALL)
_APOSTROPHES = re.compile(r"(?<=\w)['’`ʼ´](?=\w)")
_NOT_NAME = re.compile(r"[^\w\s]|[\d_]")


@remembered(65536)
def fold(text: str) -> str:
    """Lower case, Latin letters where the script has a simple spelling, no marks, single spaces."""
    return fold_once(text)


def fold_once(text: str) -> str:
    """The same for a text that hardly comes again, such as an e-mail address: it is not remembered."""
    cut = text[:LONGEST]
    if cut.isascii():
        return " ".join(cut.casefold().split())
    latin = _READ_ALOUD.sub(lambda letter: anyascii(letter.group()).strip("'\""), cut.replace("ου", "ou"))
    plain = unicodedata.normalize("NFKD", latin).casefold().translate(_SPELLED)
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(unicodedata.normalize("NFC", bare).split())


def names_of(claim: Mapping[str, Any]) -> tuple[tuple[Name, ...], str]:
    """Every name a claim gives its person, the main one first, and the generation (`jr`, `iii`) or ``""``.

    Given and family fields are believed over the whole name; a nickname, a name in brackets and a maiden
    name each add a variant.
    """
    given, family = str(claim.get("given", ""))[:LONGEST], str(claim.get("family", ""))[:LONGEST]
    suffix = _generation(str(claim["suffix"])) if "suffix" in claim else ""
    if given and family:
        found, said = _from_parts(given, str(claim.get("middle", ""))[:LONGEST], family)
    else:
        found, said = _from_whole(str(claim.get("name", ""))[:LONGEST], given, family)
    if ("nickname" in claim or "maiden" in claim) and found and found[0].family:
        main = found[0]
        nickname, maiden = [_tokens(str(claim[part])) if part in claim else () for part in ("nickname", "maiden")]
        if nickname and len(nickname) == 1:
            found.append(Name(nickname, main.middle, main.family))
        if maiden:
            found.append(Name(main.given, main.middle, maiden))
    return tuple(dict.fromkeys(found) if len(found) > 1 else found)[:_MOST_NAMES], suffix or said


def names_of_each(claims: Sequence[Mapping[str, Any]]) -> list[tuple[tuple[Name, ...], str]]:
    """The same of many claims: what most say, a given and a family name and nothing beside, is put together here."""
    given = map(_given_part, _short([claim.get("given", "") for claim in claims]))
    family = map(_family_part, _short([claim.get("family", "") for claim in claims]))
    plain = [not ("middle" in one or "suffix" in one or "nickname" in one or "maiden" in one) for one in claims]
    return [
        ((tuple.__new__(Name, (first, behind, bare, "")),), said)  # at half the time of calling Name
        if alone and first and tokens and not asides and not others
        else names_of(claim)
        for claim, alone, (first, behind, asides), (tokens, bare, said, others) in zip(
            claims, plain, given, family, strict=True
        )
    ]


def _short(texts: list[Any]) -> list[str]:
    if {*map(type, texts)} <= {str} and max(map(len, texts), default=0) <= LONGEST:
        return texts  # as most are
    return [str(text)[:LONGEST] for text in texts]


def _from_whole(whole: str, given: str, family: str) -> tuple[list[Name], str]:
    """A name of which at most one field is filled."""
    alone = _tokens(family)
    if len(alone) == 1 and fold(whole or family) == fold(family):
        return [Name(family=alone)], ""
    return parse_name(whole or f"{given} {family}")


def greeted(given: str) -> str:
    """A given name as somebody is greeted with it: `Ines` for `Dr. Ines (she/her)`, `Lena` for `LENA`.

    Capitals of three letters or more are written small but for the first; what would leave nothing stays as it is.
    """
    parts = _AFTER.sub("", _ASIDE.sub(" ", given[:LONGEST])).split()
    while len(parts) > 1 and _is_title(parts[0]):
        parts = parts[1:]
    name = " ".join(parts) or given.strip()
    return name.title() if name.isupper() and len(name) > _INITIALS else name


def _is_title(word: str) -> bool:
    """A title that is no given name as well: one with its full stop, or one of those that never are."""
    bare = word.casefold().rstrip(".")
    return bare in _NEVER_GIVEN or (bare != word.casefold() and bare in words("titles"))


def parse_name(text: str) -> tuple[list[Name], str]:
    """A whole name as written, in its variants, and the generation it ends in.

    `Strong, Sean` is family name first; what follows any other comma is a credential.
    """
    body, asides = _without_asides(text)
    if not body.isascii() and (family_first := _in_syllables(body)):
        others = [_split(aside) for aside in asides if len(aside) > 1]
        return _with_asides([family_first, *others], asides), ""
    if not body.isascii() and (beside := _SYLLABLES_BESIDE.search(body)):
        latin, said = parse_name(body[: beside.start()] + " " + body[beside.end() :])
        return [*_with_asides(latin, asides), *parse_name(beside.group())[0]], said
    head, *rest = [part.strip() for part in body.split(",")]
    suffix = next((found for part in rest if (found := _generation(part))), "") if rest else ""
    after = [token for token in _tokens(rest[0]) if token not in generations()] if rest else []
    if after and not _credentials(rest[0]) and len(after) <= 3:
        # a directory of employees writes the family name first, and often a place or a unit behind
        asides = [aside for aside in asides if len(aside) == 1 and known("given", aside[0])]
        family, said = _strip_generation(_tokens(head))
        main = _split([*after]) if len(after) > 1 else Name(tuple(after))
        names = [Name(main.given, main.middle + main.family, _without_particles(family))]
    else:
        tokens, said = _strip_generation(_tokens(_without_credentials(head)))
        names = [_family_first(tokens) or _split(tokens, hyphened=_hyphenated(head))] if tokens else []
    if not names and asides:
        names = [_split(asides.pop(0))]
    return _with_asides(names, asides), suffix or said


def _in_syllables(text: str) -> Name | None:
    """A whole name of two to four Han or Hangul characters: the family name is the first, or one of the few of two."""
    written = "".join(text.split())
    if not _SYLLABLES.fullmatch(written):
        return None
    length = 2 if written[:2] in words("two_syllables") and len(written) > 2 else 1
    family = hangul_families().get(written[:length]) or fold(written[:length])
    return Name((fold(written[length:]).replace(" ", ""),), (), (family,))


def _from_parts(given: str, middle: str, family: str) -> tuple[list[Name], str]:
    first, behind, given_asides = _given_part(given)
    family_tokens, bare, suffix, family_asides = _family_part(family)
    behind += _tokens(middle) if middle else ()
    if first and family_tokens:
        names = [Name(first, behind, bare)]
    else:
        tokens = [*first, *behind, *family_tokens]
        names = [_split(tokens)] if tokens else []
    asides = given_asides + family_asides
    return _with_asides(names, asides) if asides else names, suffix


@remembered(65536)
def _given_part(given: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Of a given name as written: its tokens, of which a hyphen makes two one, those behind, and what stands aside."""
    if _one_word(given):
        return _one_token(given), (), ()
    body, asides = _without_asides(given)
    tokens = _tokens(body.split(",", 1)[0])
    first = 2 if _hyphenated(body) else 1
    return tokens[:first], tokens[first:], tuple(asides)


@remembered(65536)
def _family_part(family: str) -> tuple[tuple[str, ...], tuple[str, ...], str, tuple[tuple[str, ...], ...]]:
    """Of a family name as written: its tokens with and without particles, the generation, and what stands aside."""
    if _one_word(family):
        tokens = _one_token(family)
        return tokens, tokens, "", ()
    body, asides = _without_asides(family)
    head, *rest = body.split(",")
    suffix = next((found for part in rest if (found := _generation(part))), "")
    head = hangul_families().get(head.strip(), head)
    tokens, said = _strip_generation(_tokens(_without_credentials(head)))
    return tokens, _without_particles(tokens), suffix or said, tuple(asides)


def _without_asides(text: str) -> tuple[str, list[tuple[str, ...]]]:
    if text.replace(" ", "").isalpha() and "ʼ" not in text:
        return text[:LONGEST], []
    cut = _APOSTROPHES.sub("", text[:LONGEST])
    asides = [match.group(1) for match in _ASIDE.finditer(cut)]
    cut = _ASIDE.sub(" ", cut)
    asides += [match.group(1) or match.group(2) for match in _QUOTED.finditer(cut)]
    cut = _AFTER.sub("", _QUOTED.sub(" ", cut))
    spoken = words("pronouns")
    kept = [
        tokens
        for aside in asides
        if (tokens := _in_aside(aside)) and not spoken.issuperset(tokens) and not _cut(aside, tokens)
    ]
    return cut, kept


def _one_word(text: str) -> bool:
    """Whether a text is of Latin letters and nothing else, as most names are."""
    return text.isascii() and text.isalpha()


def _cut(aside: str, tokens: tuple[str, ...]) -> bool:
    """Whether words fell away: what is left of `New York` is no name."""
    return len(tokens) < len(_token_text(aside))


def _in_aside(text: str) -> tuple[str, ...]:
    """The tokens of a name beside the name, given name first."""
    name = _in_syllables(text)
    return name.tokens if name else _tokens(text.replace("/", " "))


def _with_asides(names: list[Name], asides: Sequence[tuple[str, ...]]) -> list[Name]:
    if not names or not names[0].family:
        return names
    main = names[0]
    for aside in asides:
        if len(aside) == 1 and len(aside[0]) > 1 and not _credentials(aside[0]):
            names.append(Name((aside[0],), (), main.family))
            if listed("family", aside[0]):
                names.append(Name(main.given, main.middle, (aside[0],)))
        elif 1 < len(aside) <= 4 and not set(main.tokens).isdisjoint(aside):
            names.append(_split(aside))
    return names


def _token_text(text: str) -> tuple[str, ...]:
    if _one_word(text):
        return (text[:LONGEST].casefold(),)
    return tuple(_NOT_NAME.sub(" ", fold_once(text)).split())


@remembered(16384)
def _tokens(text: str) -> tuple[str, ...]:
    titles, decorations = words("titles"), words("decorations")
    tokens = _token_text(text)
    while len(tokens) > 1 and tokens[0] in titles:
        tokens = tokens[1:]
    return tuple(token for token in tokens if token not in decorations)


def _one_token(word: str) -> tuple[str, ...]:
    """The tokens of a name of one word in Latin letters."""
    token = word.casefold()
    return () if token in words("decorations") else (token,)


def _generation(text: str) -> str:
    folded = fold(text).replace(".", "").strip(" ,")
    return generations().get(folded, "") if folded else ""


def _strip_generation(tokens: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    if len(tokens) > 1 and (found := generations().get(tokens[-1])):
        return tokens[:-1], found
    return tokens, ""


def _credentials(text: str) -> bool:
    letters = [token.replace(".", "").replace("-", "") for token in fold(text).split()]
    known = words("credentials") | words("titles")
    return bool(letters) and all(letter in known or not letter.isalpha() for letter in letters)


def _without_credentials(text: str) -> str:
    """Drops credentials in capitals at the end (`Ada Lovelace PMP`), never the last two words."""
    parts = text.split()
    while len(parts) > 1 and _written_credential(parts[-1]):
        parts.pop()
    return " ".join(parts)


def _written_credential(word: str) -> bool:
    letters = word.replace(".", "").replace("-", "")
    return len(letters) >= 3 and letters[1:] != letters[1:].casefold() and letters.casefold() in words("credentials")


def _hyphenated(given: str) -> bool:
    return "-" in given.split(" ", 1)[0].strip("-")


def _split(tokens: list[str] | tuple[str, ...], *, hyphened: bool = False) -> Name:
    """A name without fields: the first token, or the first two of a `hyphened` one, are the given name, the last
    with its particles the family name."""
    if len(tokens) == 1:
        return Name((tokens[0],))
    if hyphened and len(tokens) > 2:
        rest = _split(tokens[1:])
        return Name((tokens[0], *rest.given), rest.middle, rest.family)
    particles = words("particles")
    start = len(tokens) - 1
    while start > 1 and tokens[start - 1] in particles and len(tokens[start - 1]) > 1:
        start -= 1
    return Name((tokens[0],), tuple(tokens[1:start]), _without_particles(tokens[start:]))


def _family_first(tokens: tuple[str, ...]) -> Name | None:
    """`Wu Jun`: a name of which the first word can only be a family name and the last only a given name."""
    if len(tokens) not in (2, 3) or len(tokens[0]) == 1 or known("given", tokens[0]) or not listed("family", tokens[0]):
        return None
    if known("family", tokens[-1]) and frequency("family", tokens[-1]) * 10 > frequency("given", tokens[-1]):
        return None
    return Name((tokens[1],), tokens[2:], (tokens[0],)) if known("given", tokens[-1]) else None


def _without_particles(tokens: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    kept = tuple(token for token in tokens if token not in words("particles"))
    return kept or tuple(tokens)
