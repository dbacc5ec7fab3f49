"""The sources there are, in the order in which they are asked: one that leads to others stands before them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from legwork.sources import bluesky, edgar, feeds, github, mastodon, orcid, wikidata, wikipedia
from legwork.sources.contract import Source

SOURCES: Final[tuple[Source, ...]] = tuple(
    module.SOURCE for module in (feeds, github, wikidata, wikipedia, orcid, edgar, mastodon, bluesky)
)
BY_NAME: Final[Mapping[str, Source]] = {source.name: source for source in SOURCES}
# Hosts that belong to a source and to nobody in particular: that they asked us to wait says nothing about a contact.
HOSTS: Final = frozenset(module.HOST for module in (github, wikidata, wikipedia, orcid, edgar, bluesky))
