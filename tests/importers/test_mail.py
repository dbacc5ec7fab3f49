"""Who in a mailbox becomes a contact, and what is said of the others."""

from __future__ import annotations

import time
import tracemalloc

import pytest

from importers.mailing import ME, exchanges, message, read, rows
from legwork_importers import mail_reading
from legwork_importers.contract import Exchange, Owner, OwnerAware, SourceRow, Unreadable, UnreadableSource
from legwork_importers.mail import Mail
from legwork_importers.registry import by_kind
from legwork_importers.sources import BytesSource

ONE_WAY = "one way: wrote to you, and you never wrote back"
FAR = "Tue, 5 Mar 2024 11:20:34 +0000"


def test_a_contact_is_whom_the_user_wrote_to_and_who_wrote_to_the_user() -> None:
    found = rows(
        message("Ada Berg <ada@berg.example>", ME),
        message(ME, "Bo Dal <bo@dal.example>"),
        message("Cy Eng <cy@eng.example>", "Ada Berg <ada@berg.example>", f"Cc: {ME}"),
    )
    assert found == {
        "ada@berg.example|Ada Berg": "contact",
        f"{ME}|": "your own address",
        "bo@dal.example|Bo Dal": "contact",
        "cy@eng.example|Cy Eng": ONE_WAY,
    }


def test_without_the_unanswered_only_those_the_user_wrote_to_are_contacts() -> None:
    mails = (
        message("Ada Berg <ada@berg.example>", ME),
        message("Bo Dal <bo@dal.example>", ME),
        message(ME, "bo@dal.example"),
    )
    found = rows(*mails, unanswered=False)
    assert found["ada@berg.example|Ada Berg"] == ONE_WAY
    assert found["bo@dal.example|Bo Dal"] == found["bo@dal.example|"] == "contact"


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("List-Id: of no shape at all", "only wrote to a mailing list"),
        ("List-Id: <a.b.example>", "only wrote to a mailing list"),
        ("List-Post: <mailto:a@b.example>", "only wrote to a mailing list"),
        ("List-Unsubscribe: <https://x.example>", "automatic sender: only mail meant for many"),
        ("Precedence: bulk", "automatic sender: only mail meant for many"),
        ("Feedback-ID: 1:2:3", "automatic sender: only mail meant for many"),
        ("X-MC-User: 4", "automatic sender: only mail meant for many"),
        ("X-Mailer: MailChimp 3", "automatic sender: only mail meant for many"),
        ("Precedence: auto_reply", "automatic sender: only automatic mail"),
        ("Auto-Submitted: auto-replied (vacation)", "automatic sender: only automatic mail"),
        ("X-Auto-Response-Suppress: All", "automatic sender: only automatic mail"),
        ("Content-Type: multipart/report; report-type=delivery-status", "automatic sender: only automatic mail"),
        ("Return-Path: <>", "automatic sender: only automatic mail"),
        ("Auto-Submitted: no", "contact"),
        ("X-Mailer: Thunderbird", "contact"),
        ("X-Spam-Flag: YES", "only taken for spam"),
        ("X-Gmail-Labels: Inbox,Trash", "only in the trash"),
        ('X-Gmail-Labels: "Trash, old",Inbox', "contact"),
        ("X-Mozilla-Status: 0009", "only in the trash"),
        ("X-Mozilla-Status: 0001", "contact"),
        ("X-Mozilla-Keys: $label1 Junk", "only taken for spam"),
        ("X-Status: D", "only in the trash"),
        ("X-Status: T", "only a draft, never sent"),
    ],
)
def test_a_machine_or_what_was_thrown_away_makes_nobody_a_contact(header: str, reason: str) -> None:
    assert rows(message("Ada Berg <ada@berg.example>", ME, header))["ada@berg.example|Ada Berg"] == reason


@pytest.mark.parametrize(
    ("sender", "reason"),
    [
        ("News <no-reply@news.example>", "automatic sender"),
        ("News <nepasrepondre@news.example>", "automatic sender"),
        ("MAILER-DAEMON@host.example", "automatic sender"),
        ("reply+ab12@forum.example", "automatic sender"),
        ("Jane Root <jane.root@firm.example>", "contact"),
        ("Club <club@googlegroups.com>", "a mailing list's address"),
        ("Club <club@lists.firm.example>", "a mailing list's address"),
        ("club-request@firm.example", "a mailing list's address"),
        ("'Ada Berg' via Forum <forum@firm.example>", "a service's address, used in somebody's name"),
        ("Ada Berg (Google Docs) <docs@firm.example>", "a service's address, used in somebody's name"),
        ("Firm <jobs@firm.example>", ONE_WAY),
        ("Firm <firm.careers@firm.example>", ONE_WAY),
        ("Steve Jobs <steve.jobs@firm.example>", "contact"),
        ("Ada Berg <hello@adaberg.example>", "contact"),
        ("Ada Berg <jobs@adaberg.example>", ONE_WAY),
        ("Team Berg <hello@teamberg.example>", ONE_WAY),
        ("Ada <hello@ada.example>", ONE_WAY),
        ("Ada Berg <hello@a.b.berg.example>", ONE_WAY),
        ("Ada Li <hello@firm.example>", ONE_WAY),
    ],
)
def test_an_address_that_is_nobodys_own_is_no_contact(sender: str, reason: str) -> None:
    found = rows(message(sender, ME))
    assert [why for place, why in found.items() if place != f"{ME}|"] == [reason]


def test_an_office_the_user_wrote_to_is_no_contact_either() -> None:
    assert rows(message(ME, "jobs@firm.example"))["jobs@firm.example|"] == "an office's address, not a person's"


def test_an_own_domain_speaks_for_the_address_under_every_name() -> None:
    found = rows(message("Ada Berg <hello@berg.example>", ME), message(ME, "hello@berg.example"))
    assert found["hello@berg.example|"] == found["hello@berg.example|Ada Berg"] == "contact"


def test_who_wrote_to_many_is_a_contact_only_if_written_to() -> None:
    bulk = message("Ada Berg <ada@berg.example>", ME, "Precedence: bulk", "Message-ID: <1>")
    plain = message("Ada Berg <ada@berg.example>", ME, "Message-ID: <2>")
    answer = message(ME, "Ada Berg <ada@berg.example>", "Message-ID: <3>")
    assert rows(bulk, plain)["ada@berg.example|Ada Berg"] == ONE_WAY
    assert rows(bulk, plain, answer)["ada@berg.example|Ada Berg"] == "contact"


def test_who_is_only_named_counts_once_they_are_written_to() -> None:
    named = message("Ada <ada@berg.example>", ME, "Cc: B. Dal <bo@dal.example>, Cy <cy@eng.example>")
    found = read(named, message(ME, "Bo Dal <bo@dal.example>", date=FAR))
    assert rows(named)["bo@dal.example|B. Dal"] == "one way: only named beside others"
    by_place = {row.locator: row for row in found}
    beside = by_place["bo@dal.example|B. Dal"]
    assert isinstance(beside, SourceRow)
    assert beside.claim.exchange == Exchange()
    assert beside.claim.written_on == "2024-03-04"
    assert isinstance(by_place["cy@eng.example|Cy"], Unreadable)


def test_a_request_to_stop_writing_is_no_exchange() -> None:
    assert rows(message(ME, "out@shop.example", "Subject: Unsubscribe")) == {
        "out@shop.example|": "you only asked them to stop writing"
    }


def test_what_the_user_wrote_to_a_list_was_still_written() -> None:
    found = rows(message(ME, "Ada <ada@berg.example>, l@b.example", "List-Post: <mailto:l@b.example>"))
    assert found == {"ada@berg.example|Ada": "contact", "l@b.example|": "a mailing list's address"}


def test_an_answering_machine_of_the_user_writes_to_nobody() -> None:
    found = rows(message(ME, "ada@berg.example", "Auto-Submitted: auto-replied"))
    assert found == {"ada@berg.example|": "automatic sender: only automatic mail"}


def test_a_crowd_is_left_out_whole() -> None:
    many = ", ".join(f"p{number}@x.example" for number in range(21))
    long = ", ".join(["p@x.example"] * 1_000)
    found = read(message(ME, many), message(ME, long), message(ME, many[: many.rindex(",")]))
    assert [(row.locator, row.reason, row.outcome) for row in found if isinstance(row, Unreadable)] == [
        ("message 1", "to more than 20 people at once", "skipped"),
        ("message 2", "to more than 20 people at once", "skipped"),
    ]
    assert sum(isinstance(row, SourceRow) for row in found) == 20


def test_a_message_counts_once_however_often_it_is_there() -> None:
    one = message("ada@berg.example", ME, "Message-ID: <1>")
    no_id = message(ME, "ada@berg.example", "Subject: A")
    other = message(ME, "ada@berg.example", "Subject: B")
    assert exchanges(one, one, no_id, no_id, other, one) == {
        "ada@berg.example|": Exchange("2024-03-04", "2024-03-04", 2, 1, "B")
    }


def test_the_exchange_has_its_first_and_last_day_and_the_last_subject() -> None:
    found = exchanges(
        message("ada@berg.example", ME, "Subject: =?utf-8?q?Caf=C3=A9?=", date=FAR),
        message(ME, "ada@berg.example", "Subject: before", date="Sun, 3 Mar 2024 23:30:00 -0800"),
        message(ME, "ada@berg.example", "Subject: undated", date="soon"),
    )
    assert found == {"ada@berg.example|": Exchange("2024-03-03", "2024-03-05", 2, 1, "Café")}


def test_an_exchange_without_any_date_has_none() -> None:
    undated = message(ME, "ada@berg.example", "Subject: a", "Message-ID: <1>", date="")
    undated = undated.replace("From - Mon Mar 04 11:20:34 2024", "From x")
    assert exchanges(undated) == {"ada@berg.example|": Exchange(sent=1, subject="a")}


def test_trash_and_drafts_are_known_by_their_folder_too() -> None:
    mail = message(ME, "ada@berg.example")
    for path in ("Trash", "Mail/Papierkorb.mbox/mbox", "Maildir/.INBOX.Trash/x"):
        assert rows(mail, name=path) == {"ada@berg.example|": "only in the trash"}
    assert rows(mail, name="Drafts.mbox") == {"ada@berg.example|": "only a draft, never sent"}
    assert rows(mail, name="Sent") == {"ada@berg.example|": "contact"}


def test_more_people_than_are_kept_in_mind_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_reading, "MOST_PAIRS", 2)
    found = read(message(ME, "a@x.example, b@x.example, c@x.example, d@x.example"))
    assert [row.locator for row in found] == ["a@x.example|", "b@x.example|", "the rest"]
    assert isinstance(found[-1], Unreadable)
    assert found[-1].reason == "more than 2 addresses and names; of others there are 2 mentions"


def test_names_are_cleaned_and_what_was_written_is_kept() -> None:
    (row,) = read(message(ME, "\"'Ada Berg'\" <ADA@berg.example>"))
    assert isinstance(row, SourceRow)
    assert (row.locator, row.key) == ("ada@berg.example|'Ada Berg'",) * 2
    assert (row.claim.name, dict(row.claim.extra)) == ("Ada Berg", {"display name": "'Ada Berg'"})
    assert row.raw == "'Ada Berg' <ada@berg.example>\nDate: Mon, 4 Mar 2024 11:20:34 +0000"


def test_whose_mail_it_is_shows_in_the_mail_itself() -> None:
    labelled = message("Me Own <me@own.example>", "ada@berg.example", "X-Gmail-Labels: Sent")
    assert rows(labelled, own=()) == {"ada@berg.example|": "contact"}
    delivered = message("Ada <ada@berg.example>", "Me Own <x@own.example>", "Delivered-To: x+tag@own.example")
    assert rows(delivered, own=())["ada@berg.example|Ada"] == "contact"
    twice = [
        message("Me Own <me@own.example>", "ada@berg.example", "Message-ID: <1>"),
        message("bo@dal.example", "Me Own <me@own.example>", "Message-ID: <2>"),
        message("Me Own <old@firm.example>", "cy@eng.example", "Message-ID: <3>"),
    ]
    assert rows(*twice, own=()) == {
        "ada@berg.example|": "contact",
        "bo@dal.example|": "contact",
        "me@own.example|Me Own": "your own address",
        "cy@eng.example|": "contact",
    }


def test_a_mailbox_that_does_not_show_whose_it_is_says_so() -> None:
    with pytest.raises(UnreadableSource, match="does not show whose mail it is; enter your own addresses"):
        read(message("ada@berg.example", "bo@dal.example"), own=())
    assert rows(message("no-reply@x.example", "", "Precedence: bulk"), own=()) == {
        "no-reply@x.example|": "automatic sender"
    }


def test_addresses_beyond_those_counted_do_not_grow_what_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legwork_importers.mail_owner._MOST_KNOWN", 1)
    first = message(ME, "ada@berg.example", "List-Post: <mailto:a@l.example>")
    assert rows(first, message(ME, "a@l.example, b@l.example", "List-Post: <mailto:b@l.example>")) == {
        "ada@berg.example|": "contact",
        "a@l.example|": "a mailing list's address",
        "b@l.example|": "contact",
    }


def test_parties_beyond_those_counted_are_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("legwork_importers.mail_owner._MOST_KNOWN", 1)
    delivered = f"Delivered-To: {ME}"
    found = rows(message("a@x.example", ME, delivered), message("b@x.example", ME, delivered, "Subject: 2"), own=())
    assert found == {"a@x.example|": "contact", f"{ME}|": "your own address", "b@x.example|": "contact"}


def test_a_message_that_cannot_be_used_is_given_back() -> None:
    long = "".join(f"X-Line-{number}: x\n" for number in range(10_000))
    found = read(message(ME, "ada@berg.example", long), "From - Mon Mar 04 11:20:34 2024\n\n")
    assert [(row.locator, row.reason, row.torn) for row in found if isinstance(row, Unreadable)] == [
        ("message 1", "its headers hold more than 64,000 bytes", False),
        ("message 2", "no sender's address that can be read", True),
    ]


def test_what_a_forger_puts_into_a_body_makes_no_contact() -> None:
    forged = f"From x@evil.example Mon Mar 04 11:20:34 2024\nFrom: Mallory <x@evil.example>\nTo: {ME}\nSubject: Hi\n\n"
    honest = message("Ada Berg <ada@berg.example>", ME)
    in_thunderbird = rows(honest + forged)
    in_another = rows(honest.replace("From -", "From a@x.example") + forged)
    assert in_thunderbird == {"ada@berg.example|Ada Berg": "contact", f"{ME}|": "your own address"}
    assert in_another.pop("message 2").startswith("neither a date nor an id")
    assert in_another == in_thunderbird


def test_hostile_headers_are_bounded() -> None:
    words = "=?utf-8?Q?" + "=C3=A9" * 15 + "?= "
    nested = "(" * 30_000
    started = time.process_time()
    tracemalloc.start()
    found = rows(
        message(words * 600 + "<a@x.example>", ME),
        message(nested + "<b@x.example>", ME, "Message-ID: <2>"),
        message("c@x.example", ", ".join(f"p{number}@x.example" for number in range(3_000)), "Message-ID: <3>"),
        message("Ada <ada@berg.example>", ME, "Message-ID: <4>", "Subject: " + words * 500),
    )
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found["ada@berg.example|Ada"] == "contact"
    assert [place for place, why in found.items() if why == "contact"] == ["ada@berg.example|Ada"]
    assert peak < 20_000_000
    assert time.process_time() - started < 5


def test_the_importer_reads_for_its_owner() -> None:
    found = by_kind("mail")
    assert isinstance(found, OwnerAware)
    assert found.of(Owner(emails=frozenset({ME}))) == Mail(Owner(emails=frozenset({ME})))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"From x Mon Mar 04 11:20:34 2024\nA: b\n", "it begins like a mailbox: From, a date, then headers"),
        (
            b"\xef\xbb\xbf\r\nFrom - Mon, 4 Mar 2024 11:20:34\r\nA: b\r\n",
            "it begins like a mailbox: From, a date, then headers",
        ),
        (b"Subject: x\nFrom: a@b.example\nTo: c@d.example\n\nx", "it begins with the headers of a message"),
        (b"120\nFrom: a@b.example\nTo: c@d.example\n\nx", "it begins with the headers of a message"),
        (b"From: a\n\nx", None),
        (b"From,To\nFrom: a@b.example\nTo: c@d.example\n", None),
        (b"From here to there Mon\n", None),
        (b"", None),
    ],
)
def test_mail_is_known_by_how_it_begins(data: bytes, why: str | None) -> None:
    assert Mail().knows(BytesSource("x", data)) == why
