"""Whose messages a file holds, told from the messages themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from legwork_importers.linkedin_parties import Me, Party, same


@dataclass(frozen=True, slots=True)
class Passed:
    """One message as far as it tells who writes to whom. `way` is `sent` or `received` where the file says so."""

    conversation: str
    sender: Party
    recipients: tuple[Party, ...]
    way: str = ""


def whose(messages: Sequence[Passed], known: Me) -> Me | None:
    """The owner of these messages, or None where two people could be.

    In turn: the profile that is known; what the file says of each message's way; the profile that sends under the
    owner's name, of several the one in most conversations; the only profile, or else the only name, that all
    conversations have in common.
    """
    if known.keys.intersection(_keys(messages)):
        return Me(known.keys, known.names | _names_of(messages, known.keys))
    ways = _by_way(messages)
    if ways:
        return ways
    if named := _by_name(messages, known):
        return Me(frozenset({named}), known.names | _names_of(messages, frozenset({named})))
    if any(known.is_named(party.name) for message in messages for party in (message.sender, *message.recipients)):
        return Me(known.keys, known.names)
    return _in_common(messages)


def _keys(messages: Sequence[Passed]) -> set[str]:
    return {party.key for message in messages for party in (message.sender, *message.recipients) if party.key}


def _names_of(messages: Sequence[Passed], keys: frozenset[str]) -> frozenset[str]:
    """What the owner of a profile is called where it stands beside a name."""
    parties = (party for message in messages for party in (message.sender, *message.recipients))
    return frozenset(same(party.name) for party in parties if party.key in keys and party.name)


def _by_way(messages: Sequence[Passed]) -> Me | None:
    sent = [message.sender for message in messages if message.way == "sent"]
    got = [message.recipients[0] for message in messages if message.way == "received" and len(message.recipients) == 1]
    mine = sent + got
    if not mine:
        return None
    keys = frozenset(party.key for party in mine if party.key)
    return Me(keys, frozenset(same(party.name) for party in mine if party.name))


def _by_name(messages: Sequence[Passed], known: Me) -> str:
    conversations: dict[str, set[str]] = {}
    for message in messages:
        for party in (message.sender, *message.recipients):
            if party.key and known.is_named(party.name):
                conversations.setdefault(party.key, set()).add(message.conversation)
    return max(conversations, key=lambda key: (len(conversations[key]), key), default="")


def _in_common(messages: Sequence[Passed]) -> Me | None:
    """The one person who takes part everywhere; a profile and the names it goes by are one."""
    found: dict[str, set[str]] = {}
    for message in messages:
        parties = (message.sender, *message.recipients)
        tokens = {f"in/{party.key}" for party in parties if party.key}
        tokens.update(f"name:{same(party.name)}" for party in parties if party.name)
        found.setdefault(message.conversation, set()).update(tokens)
    counted = Counter(token for tokens in found.values() for token in tokens)
    everywhere = [token for token, count in counted.items() if count == len(found)]
    keys = frozenset(token.removeprefix("in/") for token in everywhere if token.startswith("in/"))
    names = {token.removeprefix("name:") for token in everywhere if token.startswith("name:")}
    others = names - _names_of(messages, keys)
    if len(keys) + len(others) != 1:
        return None
    if keys:
        return Me(keys, _names_of(messages, keys))
    everyone = (party for message in messages for party in (message.sender, *message.recipients))
    used = frozenset(party.key for party in everyone if party.key and same(party.name) in others)
    return Me(used, frozenset(others))
