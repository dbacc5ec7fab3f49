"""The contact as shown: newest first, every value with its records, the user's words before all."""

from __future__ import annotations

from typing import Any

import pytest

from legwork.linkage.merging import Edit, merge, moment
from legwork.linkage.person import Claimed, stamp
from linkage.people import record, role, values


def merged(*records: Claimed, edits: list[Edit] | None = None) -> dict[str, Any]:
    return merge(records, edits or [], region="US").to_json()


def export(number: int, seen: str, **claim: Any) -> Claimed:
    return record(number, "linkedin.connections", seen=seen, **claim)


OLD = export(9, "2025-06-01", given="Ana", family="Souza", positions=role("Globex", "Data Lead"), location="Lisbon")
NEW = export(1, "2026-11-01", given="Ana", family="Lima", positions=role("Initech", "Director"))


def test_the_newest_record_wins_and_says_so() -> None:
    found = merged(OLD, NEW)

    assert (found["name"], found["family"], found["title"], found["company"]) == (
        "Ana Lima",
        "Lima",
        "Director",
        "Initech",
    )
    assert found["location"] == "Lisbon"
    assert found["sources_of"]["title"] == [1]
    assert found["sources_of"]["location"] == [9]


def test_when_a_source_dates_its_record_that_date_counts() -> None:
    card = record(3, "vcard", seen="2026-11-23", written_on="2019-01-01", location="Porto")

    assert moment(card) == "2019-01-01"
    assert merged(OLD, card)["location"] == "Lisbon"


def test_ties_are_broken_by_content_never_by_number() -> None:
    lisbon, porto = record(1, location="Lisbon"), record(2, location="Porto")
    swapped = record(2, location="Lisbon"), record(1, location="Porto")

    assert merged(lisbon, porto)["location"] == merged(*swapped)["location"]


def test_every_record_that_says_the_same_is_named() -> None:
    again = record(4, name="ana  LIMA", emails=values("Ana.Lima+x@gmail.com"))
    mail = record(5, "mail", name="Ana", emails=[{"value": "analima@googlemail.com", "label": "home"}, {"value": ""}])
    found = merged(NEW, again, mail)

    assert found["sources_of"]["name"] == [1, 4]
    assert [(entry["label"], entry["records"]) for entry in found["emails"]] == [("home", [4, 5])]


@pytest.mark.parametrize(
    ("older", "newer", "shown"),
    [
        ("Ana Souza", "ana souza", "Ana Souza"),
        ("Ana Souza", "ANA SOUZA", "Ana Souza"),
        ("Ana Souza", "A. Souza", "Ana Souza"),
        ("Ana Luz Souza", "a souza", "Ana Luz Souza"),
        ("Ana Souza", "A. Lima", "A. Lima"),
        ("Ana Souza", "B. Souza", "B. Souza"),
        ("A Souza", "A. Souza", "A. Souza"),
        ("ana souza", "Ana Souza", "Ana Souza"),
        ("ANA SOUZA", "ana souza", "ana souza"),
        (". .", "A. Souza", "A. Souza"),
        ("张伟 Wei", "Wei Zhang", "Wei Zhang"),
    ],
)
def test_a_name_that_is_written_better_is_preferred_to_a_newer_one(older: str, newer: str, shown: str) -> None:
    found = merged(export(1, "2025-06-01", name=older), record(2, "mail", seen="2026-11-01", name=newer))

    assert found["name"] == shown


def test_a_whole_name_is_preferred_to_half_of_a_newer_one() -> None:
    newer = record(5, "capture", name="Ana", written_on="2026-11-22", nickname="Annie")

    assert merged(OLD, newer)["name"] == "Ana Souza"
    assert merged(OLD, newer)["nickname"] == "Annie"
    assert merged(newer)["name"] == "Ana"
    assert merged(record(6, emails=values("ana@x.example")))["name"] == ""


def test_phones_as_written_and_as_dialled() -> None:
    found = merged(record(1, phones=values("(212) 555-0147", "212 555 0147", "4711")))

    assert [(entry["value"], entry["e164"]) for entry in found["phones"]] == [
        ("(212) 555-0147", "+12125550147"),
        ("4711", ""),
    ]


def test_one_profile_is_one_link_and_other_links_stay_apart() -> None:
    profile = ["linkedin.com/in/ana?x", "https://www.linkedin.com/in/Ana"]
    found = merged(record(1, links=values(*profile, "https://a.example/X", "a.example/x")))

    assert [entry["value"] for entry in found["links"]] == ["linkedin.com/in/ana", "https://a.example/X", "a.example/x"]


def test_roles_with_the_same_title_and_employer_are_one_unless_their_dates_differ() -> None:
    first = role("Initech", "Director", start="2015", end="2018")
    card = record(3, positions=[*role("Initech Inc.", "director", start="2024-01"), *first])
    found = merged(NEW, card)["positions"]

    assert [(one["from"], one["to"]) for one in found] == [("2024-01", ""), ("2015", "2018")]
    assert [one["records"] for one in found] == [[1, 3], [3]]
    assert {found[0]["seen_first"], found[0]["seen_last"]} == {"2026-11-01"}


def test_a_role_seen_for_years_spans_them() -> None:
    later = export(2, "2026-11-01", positions=role("Globex", "Data Lead"), connected_on="2019-03-12")
    found = merged(OLD, later)

    assert [(one["seen_first"], one["seen_last"]) for one in found["positions"]] == [("2025-06-01", "2026-11-01")]
    assert found["connected_on"] == "2019-03-12"
    assert found["job_changes"] == []


def test_lists_of_every_kind() -> None:
    home = {"label": "home", "street": "1 Main St", "city": "London"}
    begun, ended = (
        {"school": "MIT", "degree": "BSc", "start": "1999"},
        {"school": "mit", "degree": "bsc", "end": "2003"},
    )
    found = merged(
        record(1, education=[begun], addresses=[home], notes="met in May", labels=["Alumni"]),
        record(2, education=[ended], addresses=[home], notes="met in June", labels=["alumni"]),
    )

    assert [(entry["from"], entry["records"]) for entry in found["education"]] == [("1999", [1, 2])]
    assert [(entry["street"], entry["records"]) for entry in found["addresses"]] == [("1 Main St", [1, 2])]
    assert sorted(entry["text"] for entry in found["notes"]) == ["met in June", "met in May"]
    assert [entry["records"] for entry in found["labels"]] == [[1, 2]]


def test_long_notes_that_begin_alike_are_both_kept() -> None:
    notes = [record(number, notes="x" * 300 + str(number)) for number in (1, 2)]

    assert len(merged(*notes)["notes"]) == 2


@pytest.mark.parametrize(
    ("earlier", "later", "changes"),
    [
        (role("Globex", "Data Lead"), role("Initech", "Director"), 1),
        (role("Globex", "Data Lead"), role("Globex Inc.", "Director"), 1),
        (role("Globex", "Data Lead"), role("GLOBEX", "data lead"), 0),
        (role("Globex", "Data Lead"), role("Globex"), 0),
        (role("", "Data Lead"), role("Globex"), 0),
        (role("Globex", "Data Lead", end="2020"), role("Initech"), 0),
    ],
)
def test_job_changes_between_exports(earlier: list[Any], later: list[Any], changes: int) -> None:
    found = merged(export(1, "2025-06-01", positions=earlier), export(2, "2026-11-01", positions=later))

    assert len(found["job_changes"]) == changes


def test_of_two_exports_of_one_day_the_change_leads_to_what_is_shown() -> None:
    for company in ("Hooli", "Umbrella", "Acme", "Quux", "Zeta"):
        found = merged(
            export(1, "2026-11-01", positions=role("Initech")), export(2, "2026-11-01", positions=role(company))
        )
        (change,) = found["job_changes"]
        assert change["to_company"] == found["company"]


def test_a_later_date_in_the_zip_decides_between_two_exports_of_one_day() -> None:
    early, late = "2026-11-01 2026-11-03T08:00:00", "2026-11-01 2026-11-20T08:00:00"
    for first, second in (("Initech", "Hooli"), ("Hooli", "Initech")):
        found = merged(export(1, early, positions=role(first)), export(2, late, positions=role(second)))
        (change,) = found["job_changes"]
        assert (found["company"], change["to_company"]) == (second, second)
        assert (change["after"], change["before"]) == ("2026-11-03", "2026-11-20")
        assert {one["seen_last"] for one in found["positions"]} == {"2026-11-01"}


def test_a_file_without_a_date_of_its_own_is_the_later_of_two_of_one_day() -> None:
    early, late = stamp("2026-11-01 2026-11-03T08:00:00"), stamp("2026-11-01")
    for first, second in (("Initech", "Hooli"), ("Hooli", "Initech")):
        found = merged(export(1, early, positions=role(first)), export(2, late, positions=role(second)))
        (change,) = found["job_changes"]
        assert (found["company"], change["to_company"]) == (second, second)
        assert (change["after"], change["before"]) == ("2026-11-03", "2026-11-03")
    assert (stamp(""), stamp("           2026-11-03T08:00:00")) == ("", "           2026-11-03T08:00:00")


def test_an_archive_packed_again_after_the_change_still_speaks_of_its_own_days() -> None:
    page = record(2, "capture", positions=role("Initech", "Director"), written_on="2026-11-20T10:00:00Z")
    again = export(1, "2026-11-01 2027-02-01T08:00:00", positions=role("Globex", "Data Lead"))
    (change,) = merged(again, page)["job_changes"]
    assert (change["after"], change["before"]) == ("2026-11-01", "2026-11-20")


def test_a_change_never_ends_before_it_begins() -> None:
    page = record(2, "capture", positions=role("Initech", "Director"), written_on="2026-11-20T10:00:00Z")
    found = merged(export(1, "2026-11-21", positions=role("Globex", "Data Lead")), page)
    for change in found["job_changes"]:
        assert change["after"] <= change["before"]


def test_different_sources_tell_no_job_change_and_neither_do_undated_records() -> None:
    card = record(3, "vcard", positions=role("Initech", "Director"), seen="2026-11-23")
    undated = export(4, "", positions=role("Hooli", "Chief"))

    assert merged(OLD, card, undated)["job_changes"] == []


def test_the_users_words_win_and_carry_their_source() -> None:
    edits = [
        Edit("title", "Chief", "2026-11-22T08:00:00Z"),
        Edit("title", "Boss", "2026-11-23T08:00:00Z"),
        Edit("why", "knows the field", "2026-11-23T08:00:00Z"),
    ]
    found = merged(OLD, NEW, edits=edits)

    assert (found["title"], found["company"], found["why"]) == ("Boss", "Initech", "knows the field")
    assert found["edited"] == ["title", "why"]
    assert "title" not in found["sources_of"]


def test_an_empty_edit_gives_the_field_back() -> None:
    at = "2026-11-23T08:00:00Z"

    assert merged(NEW, edits=[Edit("title", "Boss", at), Edit("title", "", at)])["title"] == "Director"


def test_an_edited_list_is_what_the_user_lists() -> None:
    known = record(1, emails=values("ana@x.example", "old@x.example"), phones=values("(212) 555-0147"))
    edits = [
        Edit("emails", "Ana@x.example, , new@x.example", "2026-11-23"),
        Edit("phones", "212 555 0148", "2026-11-23"),
        Edit("links", "ana.example", "2026-11-23"),
    ]
    found = merged(known, edits=edits)

    assert [(e["value"], e["source"], e["records"]) for e in found["emails"]] == [
        ("Ana@x.example", "google.contacts", [1]),
        ("new@x.example", "you", []),
    ]
    assert [(e["value"], e["e164"]) for e in found["phones"]] == [("212 555 0148", "+12125550148")]
    assert [e["value"] for e in found["links"]] == ["ana.example"]
    assert found["sources_of"]["emails"] == [1]


def test_what_is_added_stands_beside_what_is_there_until_a_list_takes_its_place() -> None:
    said = record(3, emails=values("ana@x.example"))
    adds = [
        Edit("emails", "two@x.example", "2026-11-22", adds=True),
        Edit("emails", "ANA@x.example, three@x.example", "2026-11-23", adds=True),
    ]

    def shown(*edits: Edit) -> list[str]:
        return [entry["value"] for entry in merged(said, edits=[*edits])["emails"]]

    assert shown(*adds) == ["ana@x.example", "two@x.example", "three@x.example"]
    listed = Edit("emails", "only@x.example", "2026-11-24")
    assert shown(*adds, listed) == ["only@x.example"]
    assert shown(listed, Edit("emails", "more@x.example", "2026-11-25", adds=True)) == [
        "only@x.example",
        "more@x.example",
    ]
    assert shown(*adds, Edit("emails", "", "2026-11-24")) == ["ana@x.example"]
    assert shown(Edit("emails", "", "2026-11-24", adds=True)) == ["ana@x.example"]


def test_the_chosen_address_stands_first_whenever_the_others_came() -> None:
    said = record(3, emails=values("one@x.example", "two@x.example"))
    main = Edit("main_email", "Two@x.example", "2026-11-22")
    more = Edit("emails", "three@x.example", "2026-11-23", adds=True)
    found = merged(said, edits=[main, more])
    assert [entry["value"] for entry in found["emails"]] == ["two@x.example", "one@x.example", "three@x.example"]
    assert found["edited"] == ["emails"]
    assert merged(OLD, edits=[main])["emails"] == []
