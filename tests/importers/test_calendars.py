"""Whom the user met alone: told from the events of a calendar, each read by itself."""

from __future__ import annotations

import time

import pytest

from legwork_importers import calendar_events, calendars
from legwork_importers.calendars import Calendars
from legwork_importers.contract import Meeting, Owner, SourceRow, Unreadable, UnreadableSource
from legwork_importers.sources import BytesSource

ME = "me@own.example"
ADA = "ATTENDEE;CN=Ada Berg:mailto:ada@berg.example"


def event(*lines: str, on: str = "20240304T100000Z", uid: str = "1") -> str:
    said = [f"UID:{uid}", f"DTSTART:{on}", f"ORGANIZER:mailto:{ME}", *lines]
    return "BEGIN:VEVENT\r\n" + "\r\n".join(said) + "\r\nEND:VEVENT\r\n"


def read(*events: str, own: tuple[str, ...] = (ME,), head: str = "") -> list[SourceRow | Unreadable]:
    text = f"BEGIN:VCALENDAR\r\n{head}{''.join(events)}END:VCALENDAR\r\n"
    return list(Calendars(Owner(emails=frozenset(own))).read(BytesSource("x", text.encode())))


def outcomes(*events: str, own: tuple[str, ...] = (ME,), head: str = "") -> list[str]:
    found = read(*events, own=own, head=head)
    return [row.reason if isinstance(row, Unreadable) else f"met {row.locator}" for row in found]


def test_a_meeting_of_two_is_a_record_of_the_other() -> None:
    rows = read(event(ADA, "SUMMARY:Coffee"), event(ADA, "SUMMARY:Again", on="20240201", uid="2"))
    (row,) = rows
    assert isinstance(row, SourceRow)
    assert (row.locator, row.key) == ("ada@berg.example|Ada Berg",) * 2
    assert row.claim.to_json() == {
        "name": "Ada Berg",
        "emails": [{"value": "ada@berg.example"}],
        "written_on": "2024-03-04",
        "met": [{"on": "2024-02-01", "summary": "Again"}, {"on": "2024-03-04", "summary": "Coffee"}],
    }


@pytest.mark.parametrize(
    ("stamps", "written"),
    [
        (("DTSTAMP:20240301T080000Z",), "2024-03-01"),
        (("DTSTAMP:20240301T080000Z", "LAST-MODIFIED:20240302T080000Z"), "2024-03-02"),
        (("DTSTAMP:20250301T080000Z",), "2024-03-04"),
        (("DTSTAMP:soon",), "2024-03-04"),
    ],
)
def test_a_record_is_not_younger_than_its_calendar(stamps: tuple[str, ...], written: str) -> None:
    (row,) = read(event(ADA, *stamps))
    assert isinstance(row, SourceRow)
    assert row.claim.written_on == written


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ((), "nobody else was invited"),
        (("ATTENDEE;CUTYPE=ROOM:mailto:room@own.example",), "nobody else was invited"),
        (("ATTENDEE:mailto:no-reply@firm.example",), "nobody else was invited"),
        (("ATTENDEE:mailto:c_1@group.calendar.google.com",), "nobody else was invited"),
        ((ADA, "ATTENDEE:mailto:bo@dal.example"), "more than one other person"),
        ((ADA, *(f"ATTENDEE;CUTYPE=ROOM:mailto:r{n}@own.example" for n in range(60))), "more than one other person"),
        (("ATTENDEE;CUTYPE=GROUP:mailto:all.of.us@firm.example",), "more than one other person"),
        ((f"{ADA[:8]};PARTSTAT=DECLINED{ADA[8:]}",), "the other person declined"),
        ((ADA, f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ME}"), "you declined"),
        ((ADA, "STATUS:CANCELLED"), "a cancelled event"),
        (("ATTENDEE;CN=Ada:invalid:nomail",), "no address of the other person"),
        (("ATTENDEE:mailto:jobs@firm.example",), "an office's address, not a person's"),
        ((ADA, "DTSTART:20250101", "DTSTART:soon"), "no day on which it is"),
        ((ADA, "DTSTART:T100000"), "no day on which it is"),
        ((ADA, "ATTENDEE;PARTSTAT=DECLINED:mailto:bo@dal.example"), "met ada@berg.example|Ada Berg"),
        ((ADA, 'ATTENDEE;CN="unclosed:mailto:x@y.example'), "met ada@berg.example|Ada Berg"),
        ((ADA, "X-ALT-DESC;FMTTYPE=text/html:<p", "NO COLON", "SEQUENCE:x"), "met ada@berg.example|Ada Berg"),
    ],
)
def test_other_events_are_left_out_each_with_its_reason(lines: tuple[str, ...], reason: str) -> None:
    assert outcomes(event(*lines)) == [reason]


def test_the_user_may_decline() -> None:
    mine = f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ME}"
    text = event(mine).replace(f"ORGANIZER:mailto:{ME}", "ORGANIZER;CN=Ada Berg:mailto:ada@berg.example")
    assert outcomes(text) == ["you declined"]


def test_of_versions_the_highest_counts_and_of_equal_ones_the_last_written() -> None:
    first = event(ADA, "SEQUENCE:2", "SUMMARY:a")
    second = event(ADA, "SEQUENCE:10", "SUMMARY:b")
    moved = event(ADA, "SEQUENCE:1", "SUMMARY:c", "RECURRENCE-ID:20240304T100000Z", on="20240305")
    assert outcomes(second, first, moved)[:1] == ["an older version of an event"]
    last = read(second, first, moved)[-1]
    assert isinstance(last, SourceRow)
    assert last.claim.met == (Meeting("2024-03-04", "b"), Meeting("2024-03-05", "c"))
    older, newer = event(ADA, "LAST-MODIFIED:20240101T000000Z"), event("LAST-MODIFIED:20240102T000000Z")
    assert outcomes(newer, older) == ["nobody else was invited", "an older version of an event"]
    nameless = event(ADA).replace("UID:1\r\n", "")
    assert len(outcomes(nameless, nameless)) == 1


def test_a_file_that_cancels_cancels_all_of_it() -> None:
    assert outcomes(event(ADA), head="METHOD:CANCEL\r\n") == ["a cancelled event"]


def test_whose_calendar_it_is_shows_in_it() -> None:
    bo = event("ATTENDEE:mailto:bo@dal.example", uid="2")
    assert outcomes(event(ADA), own=(), head=f"X-WR-CALNAME:{ME}\r\n") == ["met ada@berg.example|Ada Berg"]
    assert outcomes(event(ADA), bo, own=(), head="X-WR-CALNAME:Work\r\n") == [
        "met ada@berg.example|Ada Berg",
        "met bo@dal.example|",
    ]
    with pytest.raises(UnreadableSource, match="does not show whose calendar it is"):
        read(event(ADA), own=())
    assert outcomes(own=()) == []


def test_an_event_that_begins_inside_another_or_never_ends_is_read() -> None:
    cut = event(ADA).replace("END:VEVENT\r\n", "")
    assert outcomes(cut, event("ATTENDEE:mailto:bo@dal.example", uid="2").replace("END:VEVENT\r\n", "")) == [
        "met ada@berg.example|Ada Berg",
        "met bo@dal.example|",
    ]


def test_an_alarm_in_an_event_says_nothing_of_it() -> None:
    alarm = "BEGIN:VALARM\r\nATTENDEE:mailto:bo@dal.example\r\nSUMMARY:x\r\nEND:VALARM"
    assert outcomes(event(alarm, ADA)) == ["met ada@berg.example|Ada Berg"]


def test_what_the_library_cannot_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        @staticmethod
        def from_ical(text: str) -> None:
            raise ValueError(text)

    monkeypatch.setattr(calendar_events, "Component", Broken)
    (row,) = read(event(ADA))
    assert isinstance(row, Unreadable)
    assert (row.reason, row.outcome) == ("an event that cannot be read (ValueError)", "refused")


def test_too_many_events_are_refused_and_the_last_meetings_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendars, "MOST_MEETINGS", 2)
    rows = read(*(event(ADA, on=f"2024030{day}", uid=str(day)) for day in range(1, 5)))
    assert isinstance(rows[0], SourceRow)
    assert [meeting.on for meeting in rows[0].claim.met] == ["2024-03-03", "2024-03-04"]
    monkeypatch.setattr(calendar_events, "MOST_INVITING", 2)
    with pytest.raises(UnreadableSource, match="more than 200,000 events, or 2 with people in them"):
        read(*(event(ADA, uid=str(number)) for number in range(3)))


def test_a_zone_is_not_looked_up() -> None:
    text = event(ADA).replace("DTSTART:", "DTSTART;TZID=../../America:")
    assert outcomes(text) == ["met ada@berg.example|Ada Berg"]


def test_the_importer_reads_for_its_owner() -> None:
    assert Calendars().of(Owner(emails=frozenset({ME}))) == Calendars(Owner(emails=frozenset({ME})))


def test_long_lines_and_many_folds_take_no_time() -> None:
    started = time.process_time()
    folded = "SUMMARY:" + "\r\n a" * 200_000
    long = f"X-LONG:{'a' * 2_000_000}"
    (row,) = read(event(ADA, folded, long))
    assert isinstance(row, SourceRow)
    assert len(row.claim.met[0].summary) == 300
    assert time.process_time() - started < 5
