"""What drafts and questions take from the facts of a note."""

from __future__ import annotations

from datetime import date

from briefing.invented import company, fact
from legwork.briefing.handing import for_drafts
from legwork.drafting.facts import writable


def test_facts_keep_their_number_words_and_place() -> None:
    (one,) = for_drafts([fact("school", "Porto, like you", words={"school": "Porto"})])
    assert (one.id, one.text, one.words, one.certain) == ("F01", "Porto, like you", {"school": "Porto"}, True)
    assert (one.source, one.ref) == ("LinkedIn connections", "/contacts/c_1#record-1")


def test_a_guess_is_never_written() -> None:
    handed = for_drafts([fact("zone", "they seem to be in Lisbon", confidence="likely")])
    assert [one.certain for one in handed] == [False]
    assert writable(handed) == ()


def test_what_only_a_note_needs_stays_there() -> None:
    kinds = ("role", "saved", "target", "openings", "touch", "promise", "bridge", "post", "self_statement", "name")
    assert for_drafts([fact(kind) for kind in kinds]) == ()


def test_of_a_company_what_is_confirmed_and_not_stale_comes_along() -> None:
    fresh = company("employees", "1200", dated=date(2025, 12, 31))
    stale = company("employees", "900", dated=date(2010, 1, 1))
    (one,) = for_drafts([fresh, stale, company("founded", "1899", confidence="likely"), company("filing", "a report")])
    assert one.id == "F11"
    assert one.words == {"fact": "Northwind Rail had about 1,200 people in 2025", "about": "1200"}
