"""Who wrote with whom, read from messages: the owner, the recipients, what is left out."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legwork_importers.contract import Owner, SourceRow, Unreadable, UnreadableSource
from legwork_importers.linkedin_messages import LinkedInMessages
from legwork_importers.linkedin_recipients import recipients
from legwork_importers.registry import not_used_reason, recognise
from legwork_importers.sources import BytesSource

IN = "https://www.linkedin.com/in/"
HEADER = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER"
)
OLD_HEADER = "From,To,Date,Subject,Content,Direction,Folder"


def messages(*rows: Sequence[str], header: str = HEADER, name: str = "messages.csv") -> BytesSource:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header.split(","), *rows])
    return BytesSource(name, text.getvalue().encode())


def message(talk: str, sender: str, to: str, *, names: tuple[str, str] | None = None, hour: int = 1) -> list[str]:
    """A message between two people called as their profiles are, or by `names`."""
    by, at = names or (sender, to)
    at_url, by_url = (IN + each if each else "" for each in (to, sender))
    return [talk, "", by, by_url, at, at_url, f"2026-01-01 {hour:02}:00:00 UTC", "", "Hello", "INBOX"]


def people(source: BytesSource, owner: Owner | None = None) -> set[str]:
    rows = LinkedInMessages().of(owner or Owner()).read(source)
    return {row.key or row.locator for row in rows if isinstance(row, SourceRow)}


def left_out(source: BytesSource, owner: Owner | None = None) -> list[str]:
    rows = LinkedInMessages(owner or Owner()).read(source)
    return [row.reason for row in rows if isinstance(row, Unreadable)]


def test_the_owner_is_who_sends_under_the_name_of_the_profile() -> None:
    source = messages(message("1", "ilse", "tom", names=("Ilse Brandt, MBA", "Tom Ray")))
    assert people(source, Owner(names=frozenset({"Ilse  BRANDT"}))) == {"tom"}


def test_of_two_who_send_under_it_the_one_in_more_conversations() -> None:
    rows = [message(str(n), "ilse", f"friend-{n}", names=("Ilse Brandt", f"Friend {n}")) for n in range(3)]
    source = messages(*rows, message("9", "ilse-2", "ilse", names=("Ilse Brandt", "Ilse Brandt")))
    assert people(source, Owner(names=frozenset({"Ilse Brandt"}))) == {"friend-0", "friend-1", "friend-2", "ilse-2"}


def test_a_header_over_several_lines_is_told_in_one() -> None:
    found = recognise(messages(["a"] * 10, header=HEADER.replace("CONVERSATION ID", "CONVERS\n\nATION ID")))
    assert found is not None
    assert found.why == "header CONVERS ATION ID … FOLDER"


def test_a_profile_that_is_known_goes_before_any_name() -> None:
    source = messages(message("1", "tom", "ilse", names=("Tom Ray", "I. Brandt")))
    assert people(source, Owner(names=frozenset({"Tom Ray"}), profiles=frozenset({IN + "Ilse/"}))) == {"tom"}


def test_a_name_without_a_profile_is_enough_where_files_have_none() -> None:
    header = HEADER.replace("RECIPIENT PROFILE URLS,", "")
    source = messages(
        ["1", "", "Tom Ray", IN + "tom", "Ilse Brandt", "2026-01-01 01:00:00 UTC", "", "Hello", "INBOX"], header=header
    )
    assert people(source, Owner(names=frozenset({"Ilse Brandt"}))) == {"tom"}
    with pytest.raises(UnreadableSource, match="whose messages these are"):
        people(source)


def test_without_a_name_the_owner_is_whom_all_conversations_have_in_common() -> None:
    source = messages(message("1", "ilse", "tom"), message("2", "ann", "ilse"), message("2", "ilse", "ann"))
    assert people(source) == {"tom", "ann"}


def test_where_two_could_be_the_owner_nothing_is_read() -> None:
    with pytest.raises(UnreadableSource, match=r"Profile\.csv"):
        people(messages(message("1", "ilse", "tom"), message("1", "tom", "ilse")))


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([["Ilse", "Tom", "1/2/18, 3:04 PM", "", "Hi", "OUTGOING", "SENT"]], {"name:Tom"}),
        ([["Tom", "Ilse", "1/2/18, 3:04 PM", "", "Hi", "INCOMING", "INBOX"]], {"name:Tom"}),
        (
            [
                ["Tom", "Ilse", "1/2/18, 3:04 PM", "", "Hi", "", "INBOX"],
                ["Ilse", "Ann", "1/2/18, 3:05 PM", "", "Hi", "", "SENT"],
            ],
            {"name:Tom", "name:Ann"},
        ),
    ],
)
def test_in_2018_the_direction_tells_or_the_name_in_common(rows: list[list[str]], found: set[str]) -> None:
    assert people(messages(*rows, header=OLD_HEADER)) == found


def test_a_common_name_brings_the_profile_that_sends_under_it() -> None:
    header = HEADER.replace("RECIPIENT PROFILE URLS,", "")
    tail = ["2026-01-01 01:00:00 UTC", "", "Hello", "INBOX"]
    source = messages(
        ["1", "", "Tom Ray", IN + "tom", "Ilse Brandt", *tail],
        ["2", "", "Ilse Brandt", IN + "ilse", "Ann Lee", *tail],
        header=header,
    )
    assert people(source) == {"tom", "name:Ann Lee"}


def test_messages_nobody_can_be_known_by_are_left_out_with_a_reason() -> None:
    mine = message("1", "ilse", "tom")
    advert = ["2", "Sponsored", "Acme", "", "ilse", IN + "ilse", "2026-01-01 01:00:00 UTC", "", "Buy", "INBOX"]
    spam = [*message("3", "eve", "ilse")[:9], "SPAM"]
    crowd = message("4", "ilse", "")
    crowd[4:6] = ", ".join(f"G {n}" for n in range(21)), ",".join(f"{IN}g{n}" for n in range(21))
    closed = message("5", "", "ilse", names=("LinkedIn Member", "ilse"))
    alone = message("6", "ilse", "")
    assert left_out(messages(mine, advert, spam, crowd, closed, alone, mine)) == [
        "a sponsored message",
        "in the folder for spam",
        "more than 20 people: a crowd, not a conversation",
        "nobody is left of this account but “LinkedIn Member”",
        "nobody but you in it",
        "the same message once more",
    ]


def test_a_companys_page_writes_but_is_no_person() -> None:
    page = message("1", "acme", "ilse", names=("Acme", "ilse"))
    page[3] = "https://www.linkedin.com/company/acme"
    source = messages(page, message("1", "ilse", "acme", names=("ilse", "Acme")), message("2", "ilse", "tom"))
    source = BytesSource("x", source.data.replace(b"/in/acme", b"/company/acme"))
    assert people(source) == {"tom"}
    assert left_out(source) == ["a company's page, not a person's"] * 2


def test_what_the_owner_answered_is_no_advertisement() -> None:
    title = message("1", "", "ilse", names=("Vera Stone", "ilse"))
    title[1] = "About your talk"
    answer = message("1", "ilse", "", names=("ilse", "Vera Stone"), hour=2)
    assert people(messages(title, answer, message("2", "ilse", "tom"))) == {"name:Vera Stone", "tom"}


@pytest.mark.parametrize("name", ["guide_messages.csv", "a/Coach Messages.csv", "learning_role_play_messages_2.csv"])
def test_talks_with_assistants_are_no_messages(name: str) -> None:
    source = messages(message("1", "ilse", "tom"), name=name)
    assert recognise(source) is None
    assert not_used_reason(source) == "no messages between you and people in it"


def test_a_header_without_rows_is_no_messages() -> None:
    assert recognise(messages()) is None
    assert recognise(messages(["", ""])) is not None
    long = messages([*message("1", "ilse", "tom")[:8], "x" * 70_000, "INBOX"])
    assert recognise(long) is not None


@pytest.mark.parametrize(
    ("names", "urls", "known", "found"),
    [
        ("Ann Lee, Ph.D.", [IN + "a"], {}, ["Ann Lee, Ph.D."]),
        ("Ann Lee,Bo Lind, MBA", [IN + "a", IN + "b"], {}, ["Ann Lee", "Bo Lind, MBA"]),
        ("Ann Lee, Bo Lind", [IN + "a", IN + "b"], {}, ["Ann Lee", "Bo Lind"]),
        ("Ann Lee, Jr., Bo Lind, MBA, Cy", [IN + "a", IN + "b", IN + "c"], {}, ["Ann Lee, Jr.", "Bo Lind, MBA", "Cy"]),
        ("Lee, Ann, Bo", [IN + "a", IN + "b"], {"a": {"lee, ann"}}, ["Lee, Ann", "Bo"]),
        ("Lee, Ann, Bo", [IN + "a", IN + "b"], {}, ["", ""]),
        ("Ann, Bo", [IN + "a", IN + "b"], {"a": {"bo"}, "b": {"ann"}}, ["", ""]),
        ("Ann", [IN + "a", IN + "b"], {}, ["", ""]),
        ("Ann, Bo, Cy, Di, Ed", [IN + "a", IN + "b", IN + "c"], {"c": {"flo"}}, ["", "", ""]),
        ("x, " * 70 + "x", [IN + "a", IN + "b"], {}, ["", ""]),
    ],
)
def test_recipients_get_names_only_where_one_reading_is_left(
    names: str, urls: list[str], known: dict[str, set[str]], found: list[str]
) -> None:
    parties = recipients(names, ",".join(urls), known, set())
    assert [party.name for party in parties] == found
    assert [party.url for party in parties] == urls


@pytest.mark.parametrize(
    ("names", "whole", "found"),
    [
        ("", set(), []),
        ("Ann Lee, Bo Lind", set(), ["Ann Lee", "Bo Lind"]),
        ("Ann Lee, Ph.D., Bo Lind", set(), ["Ann Lee, Ph.D.", "Bo Lind"]),
        ("Lee, Ann", {"lee, ann"}, ["Lee, Ann"]),
        ("Cy, Lee, Ann", {"lee, ann"}, ["Cy", "Lee, Ann"]),
        ("Cy, MBA", {"mba"}, ["Cy", "MBA"]),
    ],
)
def test_without_addresses_names_part_at_commas_but_for_what_is_no_name(
    names: str, whole: set[str], found: list[str]
) -> None:
    assert [party.name for party in recipients(names, "", {}, whole)] == found


WORDS = st.sampled_from(
    ["", "ilse", "tom", IN + "ilse", IN + "tom", "Ann Lee, Ph.D.", "LinkedIn Member", "2026-01-01 01:00:00 UTC", "Yes"]
)


@given(
    rows=st.lists(st.lists(st.one_of(WORDS, st.text(max_size=8)), min_size=7, max_size=13), max_size=8),
    header=st.sampled_from([HEADER, OLD_HEADER, HEADER + ",IS MESSAGE DRAFT,IS CONVERSATION DRAFT"]),
    owner=st.sampled_from([Owner(), Owner(names=frozenset({"ilse"})), Owner(profiles=frozenset({IN + "tom"}))]),
)
@settings(max_examples=150)
def test_any_rows_are_read_or_refused_and_none_is_lost(rows: list[list[str]], header: str, owner: Owner) -> None:
    source = messages(*rows, header=header)
    found: list[SourceRow | Unreadable] = []
    with contextlib.suppress(UnreadableSource):
        found = list(LinkedInMessages(owner).read(source))
    if not found:  # nothing of it may have come before the sentence
        return
    locators = [row.locator for row in found]
    assert len(set(locators)) == len(locators)
    told = "\n".join(row.raw for row in found)
    assert all(cell in told for row in rows for cell in row if cell.isalnum() and cell.isascii())
    for row in found:
        if isinstance(row, SourceRow):
            assert row.raw
            assert row.claim.name or row.claim.links
            exchange = row.claim.exchange
            assert exchange.first <= exchange.last
    assert found == list(LinkedInMessages(owner).read(source))
