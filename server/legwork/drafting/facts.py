"""What is known of a person, as far as drafts and questions need it: each fact with where it comes from.

The numbers are those of the catalogue in docs/drafts.md. The desk feeds the facts; drafting never looks for any.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

# How often one wrote, whom else one knows there and what others said are for the user's eyes: it is not polite to
# write them to somebody.
NEVER_WRITTEN: Final = frozenset({"F05", "F07", "F14"})


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about a person.

    `text` says it to the user, without a full stop. `words` are the parts that sentences are built from, by name
    (`school`, `company` …). `source` says where and when it was read, `ref` is the path of that place on the desk.
    What is not `certain` is said with "seems", and never written to anybody.
    """

    id: str
    text: str
    words: Mapping[str, str] = field(default_factory=dict)
    certain: bool = True
    source: str = ""
    ref: str = ""


def writable(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts a message may state: certain, and polite to know."""
    return tuple(fact for fact in facts if fact.certain and fact.id not in NEVER_WRITTEN)
