"""The other side of each invitation."""

from __future__ import annotations

import pytest

from legwork_importers.contract import Owner, OwnerAware, SourceRow, Tie, Unreadable
from legwork_importers.linkedin_invitations import LinkedInInvitations
from legwork_importers.sources import BytesSource

OLD = "From,To,Sent At,Message,Direction\n"


def test_where_no_direction_stands_the_owner_tells_it() -> None:
    source = BytesSource("x", (OLD + 'Ilse,Tom,"1/2/20, 3:04 PM",,\nAnn,Ilse,"1/3/20, 3:04 PM",,\n').encode())
    importer = LinkedInInvitations()
    assert isinstance(importer, OwnerAware)
    assert [type(row) for row in importer.read(source)] == [Unreadable, Unreadable]
    rows = list(importer.of(Owner(names=frozenset({"Ilse"}))).read(source))
    assert [row.claim.ties for row in rows if isinstance(row, SourceRow)] == [
        (Tie("you_invited", "2020-01-02T15:04:00"),),
        (Tie("invited_you", "2020-01-03T15:04:00"),),
    ]


@pytest.mark.parametrize("owner", [Owner(), Owner(frozenset({"b", "a"}), frozenset({"x@y.example"}))])
def test_an_owner_is_told_in_the_same_words_always(owner: Owner) -> None:
    assert owner.told in {"", '[["a", "b"], ["x@y.example"], []]'}
    assert bool(owner.told) == bool(owner.names)
