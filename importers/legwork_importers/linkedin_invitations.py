"""LinkedIn's `Invitations.csv`: one record for each person invited, or who invited the user."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from legwork_importers.columns import Row, Text
from legwork_importers.contract import Claim, Importer, Owner, Source, SourceRow, Tie, TieKind, Unreadable
from legwork_importers.linkedin_dates import american
from legwork_importers.linkedin_parties import Entry, Gathering, Me, Party
from legwork_importers.spreadsheets import NO_PERSON, find_header, open_table, shown
from legwork_importers.table import TableRow, shortened

NO_WAY = "it does not show who invited whom"
CLOSED = "nobody is left of this account but “LinkedIn Member”"


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

    def read(self, source: Source, *, encoding: str | None = None) -> Iterator[SourceRow | Unreadable]:
        table = open_table(source, encoding, _is_invitations)
        binding = Invitation.bind(table.header)
        me = Me.of(self.owner)
        people: Gathering[Tie] = Gathering()
        for row in table.rows():
            left = row if isinstance(row, Unreadable) else _gather(people, row, Invitation(binding, row.cells), me)
            if left is not None:
                yield left
        for entry in people:
            yield SourceRow(entry.locator, _claim(entry), entry.text, entry.key)


def _is_invitations(header: Sequence[str]) -> bool:
    return Invitation.has(header) >= {"sender", "to", "sent_at", "direction"}


def _gather(people: Gathering[Tie], row: TableRow, invitation: Invitation, me: Me) -> Unreadable | None:
    """Adds the other side of an invitation; gives the row back with a reason where there is none to add."""
    sender = Party(invitation.sender, invitation.inviter)
    invited = Party(invitation.to, invitation.invitee)
    way = invitation.direction.casefold()
    if way not in {"incoming", "outgoing"}:
        way = "outgoing" if me.is_party(sender) else "incoming" if me.is_party(invited) else ""
    if not way:
        return Unreadable(str(row.number), shortened(row.raw), NO_WAY)
    other = invited if way == "outgoing" else sender
    if other.is_nobody:
        named = bool(other.name)
        return Unreadable(
            str(row.number), shortened(row.raw), CLOSED if named else NO_PERSON, "skipped" if named else "refused"
        )
    what: TieKind = "you_invited" if way == "outgoing" else "invited_you"
    people.add(other, Tie(what, american(invitation.sent_at), invitation.message), row.raw)
    return None


def _claim(entry: Entry[Tie]) -> Claim:
    return Claim(name=entry.name, links=entry.links, ties=ties_of(entry), extra=entry.other_names)


def ties_of(entry: Entry[Tie]) -> tuple[Tie, ...]:
    """Each once, the oldest first."""
    return tuple(sorted(set(entry.said), key=lambda tie: (tie.on, tie.what, tie.text)))
