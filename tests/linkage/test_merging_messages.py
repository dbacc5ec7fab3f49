"""What messages and invitations add to a contact."""

from __future__ import annotations

from typing import Any

from legwork.linkage.merging import merge
from legwork.linkage.person import Claimed
from linkage.people import record, role

OLD_EXPORT = {"first": "2019-01-01T08:00:00Z", "last": "2021-05-03T08:00:00Z", "sent": 2, "received": 1}
NEW_EXPORT = {**OLD_EXPORT, "last": "2024-06-01T08:00:00Z", "sent": 3, "subject": "Lisbon"}


def merged(*records: Claimed) -> dict[str, Any]:
    return merge(records).to_json()


def messages(number: int, file: str, seen: str, exchange: dict[str, Any], **claim: Any) -> Claimed:
    return record(number, "linkedin.messages", files=[file], seen=seen, exchange=exchange, **claim)


def test_of_two_exports_of_the_same_messages_the_newer_counts() -> None:
    old, new = messages(1, "a", "2021-05-03", OLD_EXPORT), messages(2, "b", "2024-06-01", NEW_EXPORT)
    assert merged(old, new)["exchange"] == {**NEW_EXPORT, "records": [2]}
    assert merged(old, new)["sources_of"]["exchange"] == [2]
    assert merged(new, old) == merged(old, new)


def test_two_profiles_in_one_export_and_another_source_add_up() -> None:
    one, two = messages(1, "b", "2024-06-01", NEW_EXPORT), messages(2, "b", "2024-06-01", {"received": 4})
    mail = record(3, "mail", files=["m"], seen="2025-01-01", exchange={"first": "2018-02-03", "last": "2018-02-03"})
    assert merged(one, two, mail)["exchange"] == {
        "first": "2018-02-03",
        "last": "2024-06-01T08:00:00Z",
        "sent": 3,
        "received": 5,
        "subject": "Lisbon",
        "records": [1, 2, 3],
    }


def test_who_wrote_to_nobody_has_no_exchange_and_no_ties() -> None:
    assert not {"exchange", "ties"} & merged(record(1, name="Ana Souza")).keys()


def test_ties_are_told_once_the_newest_first() -> None:
    early, late = {"what": "invited_you", "on": "2019-01-01"}, {"what": "you_endorsed", "on": "2020-01-01"}
    found = merged(
        record(1, "linkedin.invitations", ties=[early]), record(2, "linkedin.invitations", ties=[early, late])
    )
    assert [(tie["what"], tie["text"], tie["records"]) for tie in found["ties"]] == [
        ("you_endorsed", "", [2]),
        ("invited_you", "", [1, 2]),
    ]


def test_meetings_of_several_calendars_are_told_once_the_newest_first() -> None:
    first, ahead = {"on": "2024-03-04", "summary": "Coffee"}, {"on": "2027-01-05", "summary": ""}
    found = merged(record(1, "calendar", key="a", met=[first]), record(2, "calendar", key="b", met=[first, ahead]))
    assert [(each["on"], each["summary"], each["records"]) for each in found["met"]] == [
        ("2027-01-05", "", [2]),
        ("2024-03-04", "Coffee", [1, 2]),
    ]


def test_a_newer_name_in_one_piece_keeps_the_parts_it_has_elsewhere() -> None:
    whole = messages(2, "b", "2024-06-01", NEW_EXPORT, name="Ana Souza")
    parts = record(1, "linkedin.connections", seen="2020-01-01", given="Ana", family="Souza")
    assert (merged(parts, whole)["given"], merged(parts, whole)["family"]) == ("Ana", "Souza")


def test_what_a_recommendation_says_of_a_role_is_no_job_change() -> None:
    then = record(1, "linkedin.recommendations", seen="2015-01-01", positions=role("Globex", "Analyst"))
    now = record(2, "linkedin.connections", seen="2024-01-01", positions=role("Initech", "Director"))
    assert merged(then, now)["job_changes"] == []
    assert merged(then, now)["company"] == "Initech"


def test_what_was_received_and_what_was_sent_kept_apart_count_together() -> None:
    inbox = messages(
        1, "in", "2024-01-02", {"first": "2020-01-01", "last": "2024-01-02", "received": 3, "subject": "Hi"}
    )
    sent = messages(2, "out", "2023-05-06", {"first": "2019-01-01", "last": "2023-05-06", "sent": 2, "subject": "Re"})
    both = {"first": "2019-01-01", "last": "2024-01-02", "sent": 2, "received": 3, "subject": "Hi", "records": [1, 2]}
    assert merged(inbox, sent)["exchange"] == both
    assert merged(sent, inbox)["exchange"] == both
    again = messages(3, "later", "2025-01-02", {"first": "2020-01-01", "last": "2025-01-02", "received": 4})
    later = merged(inbox, sent, again)["exchange"]
    assert (later["sent"], later["received"], later["records"]) == (2, 4, [2, 3])
