"""Files of a LinkedIn archive that their names tell apart, and what stands in them beside contacts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legwork_importers.contract import Proposal, SourceRow, Tie, Unreadable
from legwork_importers.linkedin_files import file_key
from legwork_importers.linkedin_people import LinkedInRecommendations
from legwork_importers.registry import ABOUT_YOU, IMPORTERS, by_kind, not_used_reason, recognise
from legwork_importers.sources import BytesSource

RECOMMENDATION = (
    b"First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
    b'Tom,Ray,Acme,Buyer,Always on time.,"3/12/21, 4:05 PM",VISIBLE\n'
)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Jobs/Job Applications_12.csv", "jobapplications"),
        ("EMAIL_ADDRESSES.CSV", "emailaddresses"),
        ("messages (1).csv", "messages"),
        ("Receipts_v2.csv", "receiptsv2"),
        ("", ""),
    ],
)
def test_names_are_compared_without_what_differs_between_archives(name: str, key: str) -> None:
    assert file_key(name) == key


@pytest.mark.parametrize(
    ("name", "what"),
    [("Recommendations_Received.csv", "recommended_you"), ("a/recommendations given_1.csv", "you_recommended")],
)
def test_the_file_says_who_recommended_whom(name: str, what: str) -> None:
    (row,) = LinkedInRecommendations().read(BytesSource(name, RECOMMENDATION))
    assert isinstance(row, SourceRow)
    assert row.claim.ties == (Tie(what, "2021-03-12T16:05:00", "Always on time."),)
    assert row.claim.extra == {}


def test_skills_are_a_list_of_names_under_that_name() -> None:
    data = b"Name\nPatience\nPatience\n\nBudgets\n"
    assert recognise(BytesSource("Kinds.csv", data)) is None
    assert recognise(BytesSource("Skills.csv", b"Name,Price\nPatience,2\n")) is None
    found = recognise(BytesSource("skills_2.csv", data))
    assert found is not None
    rows = list(found.importer.read(BytesSource("Skills.csv", data)))
    assert [row.value for row in rows if isinstance(row, Proposal)] == ["Patience", "Budgets"]
    assert [row.reason for row in rows if isinstance(row, Unreadable)] == ["the same once more", "empty row"]


def test_other_lists_of_names_are_not_the_users_skills() -> None:
    assert not_used_reason(BytesSource("x", b"Name\nPatience\n")).startswith("a list of names")


@pytest.mark.parametrize("kind", sorted(ABOUT_YOU))
@given(text=st.text(max_size=60), name=st.sampled_from(["Skills.csv", "x"]))
@settings(max_examples=30)
def test_nobody_in_the_users_own_files_is_a_contact(kind: str, text: str, name: str) -> None:
    importer = by_kind(kind)
    header = next(
        sample
        for sample in HEADERS
        if (found := recognise(BytesSource("Skills.csv", sample.encode()))) and found.importer.kind == kind
    )
    for row in importer.read(BytesSource(name, f"{header}{text}\n".encode("utf-8", "replace"))):
        assert isinstance(row, (Proposal, Unreadable))


HEADERS = (
    "First Name,Last Name,Headline,Industry\n",
    "Company Name,Title,Started On,Finished On\n",
    "School Name,Start Date,End Date\n",
    "Name\n",
    "Email Address,Confirmed,Primary\n",
    "Extension,Number,Type\n",
    "Organization,Followed On\n",
    "Application Date,Company Name,Job Title\n",
    "Saved Date,Job Url,Job Title,Company Name\n",
)


def test_every_kind_about_the_user_has_an_importer() -> None:
    assert {importer.kind for importer in IMPORTERS} >= ABOUT_YOU
