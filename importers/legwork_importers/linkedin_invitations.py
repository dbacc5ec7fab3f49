"""LinkedIn's `Invitations.csv`: one record for each person invited, or who invited the user."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from legwork_importers.columns import Row, Text
from legwork_importers.contract import Claim, Columns, Importer, Owner, Source, SourceRow, Tie, Unreadable
from legwork_importers.linkedin_dates import american
from legwork_importers.linkedin_parties import Entry, Left, Me, Party, gathered, ties_of
from legwork_importers.spreadsheets import columns_in, find_header, open_table, shown

NO_WAY = "it does not show who invited whom"


class Invitation(Row):
    """The columns until 2023, and since then with the profile addresses of both."""

    sender = Text("From")
    to = Text("To")
    sent_at = Text("Sent At")
    message = Text("Message")
    direction = Text("Direction")
    inviter = Text("inviterProfileUrl")
    invitee = Text("inviteeProfileUrl")


@dataclass(frozen=True, slots=True)
class LinkedInInvitations:
    owner: Owner = field(default_factory=Owner)

    kind = "linkedin.invitations"
    source = kind
    version = 1

    def of(self, owner: Owner) -> Importer:
        return LinkedInInvitations(owner)

    def knows(self, source: Source) -> str | None:
        header = find_header(source, _is_invitations)
        return None if header is None else shown(header, Invitation)

    def header(self, source: Source, *, encoding: str | None = None) -> Columns:
        return columns_in(source, encoding, _is_invitations)

    def read(self, source: Source, *, encoding: str | None = None) -> Iterator[SourceRow | Unreadable]:
        table = open_table(source, encoding, _is_invitations)
        me = Me.of(self.owner)
        yield from gathered(table, Invitation, lambda row: _other_side(row, me), _claim)


def _is_invitations(header: Sequence[str]) -> bool:
    return Invitation.has(header) >= {"sender", "to", "sent_at", "direction"}


def _other_side(row: Invitation, me: Me) -> tuple[Party, Tie] | Left:
    sender, invited = Party(row.sender, row.inviter), Party(row.to, row.invitee)
    way = row.direction.casefold()
    if way not in {"incoming", "outgoing"}:
        way = "outgoing" if me.is_party(sender) else "incoming" if me.is_party(invited) else ""
    on = american(row.sent_at)
    if way == "outgoing":
        return invited, Tie("you_invited", on, row.message)
    return (sender, Tie("invited_you", on, row.message)) if way else Left(NO_WAY)


def _claim(entry: Entry[Tie]) -> Claim:
    return replace(entry.claim, ties=ties_of(entry))
