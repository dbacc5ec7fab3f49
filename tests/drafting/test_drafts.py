"""The words of each message: what it says with every fact, and what it leaves out without."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.samples import Letters, Occasion, Somebody, Ways
from legwork.drafting.checks import Circumstances, check
from legwork.drafting.drafts import Draft, draft
from legwork.drafting.inviting import note
from legwork.drafting.places import zone_of
from legwork.drafting.slots import Slots, You, quoted

ANA = Somebody()
PRIYA = You("Priya Nair", fields=("data",), zone="Europe/Lisbon", phone="+351 555 0100")


def written(act: str = "send_invitation", person: Somebody = ANA, you: You = PRIYA, **facts: Any) -> Draft:
    made = draft(Occasion(act, {"today": "2026-11-24", **facts}), person, you)
    assert made is not None
    return made


def opening(**facts: Any) -> str:
    person = replace(ANA, **{name: facts.pop(name) for name in list(facts) if hasattr(ANA, name)})
    return written(person=person, **facts).text.split("\n\n")[1].split(". ")[0]


def test_an_invitation_by_mail() -> None:
    made = written(school="Porto", field="data")
    assert (made.channel, made.subject, made.to, made.reply) == (
        "email",
        "Porto in common",
        "ana@globex.example",
        False,
    )
    assert made.text.startswith("Hi Ana,\n\nWe both went to Porto, and your work as Data Lead at Globex")
    assert made.text.endswith("\n\nPriya Nair")
    assert made.text.count("?") == 1
    assert len(made.text.split()) <= 75


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"referred_by": "Lena Ortiz", "school": "Porto"}, "Lena Ortiz gave me your name, and your work as Data Lead"),
        ({"exchange": Letters(), "school": "Porto"}, "We last wrote to each other in May 2021, and your work"),
        ({"exchange": Letters(two_way=False), "school": "Porto"}, "We both went to Porto, and"),
        ({"worked_at": "Hooli"}, "We both know Hooli from inside, and your work"),
        ({}, "Your work as Data Lead at Globex is the kind I hope"),
        ({"title": ""}, "Your work at Globex is the kind"),
        ({"company": ""}, "Your work as Data Lead is the kind"),
        ({"title": "", "company": ""}, "I am learning about data by talking with people, and your path is one"),
        ({"title": "", "company": "", "school": "Porto"}, "We both went to Porto, and your path is what I hope"),
    ],
)
def test_the_bond_is_the_best_certain_fact(facts: dict[str, Any], sentence: str) -> None:
    assert opening(**facts).startswith(sentence)


@pytest.mark.parametrize(
    ("facts", "subject"),
    [
        ({"referred_by": "Lena Ortiz"}, "Lena Ortiz suggested we talk"),
        ({"company": "The Very Long Name of a Firm"}, "Your path to Data Lead"),
        ({"company": "", "title": ""}, "Learning about data"),
    ],
)
def test_a_subject_has_at_most_six_words(facts: dict[str, Any], subject: str) -> None:
    assert written(person=replace(ANA, **facts)).subject == subject


def test_without_any_fact_the_message_still_stands() -> None:
    nobody = Somebody("Ana", "", "", "")
    made = written(person=nobody, you=You())
    assert made.subject == "20 minutes to learn from you"
    assert made.text == (
        "Hi Ana,\n\nI am learning by talking with people, and your path is one I hope to understand. Would you have "
        "20 minutes in the next two weeks to tell me how you came to it and what you see changing?\n\nIt would be a "
        "conversation to learn from what you have seen, nothing more. Any time that suits you works, by phone or "
        "video."
    )


@pytest.mark.parametrize(
    ("person", "facts", "act", "channel"),
    [
        (ANA, {}, "send_invitation", "email"),
        (ANA, {"channel": "linkedin"}, "send_nudge", "linkedin_message"),
        (replace(ANA, channels=Ways(profile="p")), {}, "send_invitation", "linkedin_note"),
        (
            replace(ANA, channels=Ways(profile="p"), connected_on=date(2019, 3, 12)),
            {},
            "send_invitation",
            "linkedin_message",
        ),
        (replace(ANA, channels=Ways(profile="p")), {}, "send_nudge", "linkedin_message"),
        (replace(ANA, channels=Ways(phone="1")), {}, "send_invitation", "phone"),
        (replace(ANA, channels=Ways()), {}, "send_invitation", "none"),
    ],
)
def test_the_channel_is_the_threads_own_or_the_best_known(
    person: Somebody, facts: dict[str, Any], act: str, channel: str
) -> None:
    made = written(act, person, **facts)
    assert made.channel == channel
    assert bool(made.to) is (channel == "email")
    assert not (made.subject and channel != "email")


@pytest.mark.parametrize(
    ("person", "facts", "start"),
    [
        (ANA, {}, "Hi Ana, your work as Data Lead at Globex interests me."),
        (ANA, {"school": "Porto"}, "Hi Ana, we both went to Porto; your work as"),
        (ANA, {"worked_at": "Hooli"}, "Hi Ana, we both know Hooli; your work as"),
        (replace(ANA, referred_by="Lena Ortiz"), {}, "Hi Ana, Lena Ortiz gave me your name; your work"),
        (replace(ANA, title="T" * 150), {}, "Hi Ana, could you spare 20 minutes so that I can learn about data from"),
        (replace(ANA, title="T" * 150, referred_by="L" * 150), {}, "Hi Ana, could you spare 20 minutes so that I can"),
        (replace(ANA, given="A" * 200), {}, "Hello, could you spare 20 minutes"),
        (Somebody("Ana", "", "", ""), {}, "Hi Ana, your path interests me."),
    ],
)
def test_a_note_fits_whatever_the_facts(person: Somebody, facts: dict[str, Any], start: str) -> None:
    made = written(person=replace(person, channels=Ways(profile="p")), **facts)
    assert made.text.startswith(start)
    assert len(made.text) <= 200
    unsigned = Slots(Occasion(), replace(person, title=""), You())
    assert len(note(unsigned)) <= 200


def test_a_nudge_is_a_short_reply_without_blame() -> None:
    made = written("send_nudge")
    assert (made.subject, made.reply) == ("", True)
    assert len(made.text.split()) < 60
    assert "about your work as Data Lead at Globex" in made.text
    assert check(made, ANA, Circumstances("send_nudge", ("data",), waited=7)) == ()
    assert "20 minutes be easier" in written("send_nudge", replace(ANA, title="", company="")).text


def test_an_answer_offers_three_times_in_both_zones() -> None:
    windows = ["2026-11-25", "2026-11-27", "2026-11-30"]
    text = written("send_answer", replace(ANA, place="Berlin, Germany"), windows=windows).text
    assert "- Wednesday 25 November, 10:00-12:00 Lisbon time (11:00-13:00 in Berlin)\n" in text
    assert text.count("\n- ") == 3
    here = written("send_answer", replace(ANA, place="Porto"), windows=windows).text
    assert "Lisbon time\n" in here
    far = written("ask_again", replace(ANA, zone="Pacific/Kiritimati"), windows=windows[:1]).text
    assert "(00:00-02:00 in Kiritimati on Thursday 26 November)" in far
    assert "Would one of these suit you" in written("send_answer").text


TALK = {"start": "2026-11-25T15:00:00+00:00", "end": "2026-11-25T15:30:00+00:00"}


def test_a_confirmation_has_the_time_in_both_zones_and_a_number() -> None:
    text = written("confirm", replace(ANA, place="Greater Boston Area"), **TALK).text
    assert "tomorrow, Wednesday 25 November at 15:00 Lisbon time (10:00 in New York), and 30 minutes" in text
    assert "or a call to +351 555 0100 is enough" in text
    plain = written("confirm", you=replace(PRIYA, phone=""), **TALK | {"today": "2026-11-20"}).text
    assert "is on Wednesday 25 November at 15:00 Lisbon time, and" in plain
    assert "a short line is enough" in plain
    far = written("confirm", replace(ANA, zone="Pacific/Kiritimati"), **TALK).text
    assert "(05:00 in Kiritimati on Thursday 26 November)" in far
    assert "I look forward to our conversation." in written("confirm").text


def test_thanks_quote_one_thing_they_said() -> None:
    facts = {**TALK, "today": "2026-11-25", "learned": "Trust comes first. Then tools.", "named": "Jonas"}
    made = written("send_thank_you", **facts)
    assert made.subject == "Thank you for your time"
    assert "Thank you for your time today. One thing you said stays with me: “Trust comes first”." in made.text
    assert "You named Jonas, and I will follow that up." in made.text
    assert "?" not in made.text


def test_thanks_without_notes_and_late_ones() -> None:
    assert "Thank you for your time yesterday. What you told me about your work as Data Lead at Globex" in (
        written("send_thank_you", **TALK | {"today": "2026-11-26"}).text
    )
    late = written("send_thank_you", replace(ANA, title="", company=""), **TALK | {"today": "2026-12-03"}).text
    assert late.startswith("Hi Ana,\n\nThese thanks come late")
    assert "about your path helps me" in late
    assert "Thank you for your time today." in written("send_thank_you").text


def test_a_report_says_what_was_done_with_the_advice() -> None:
    text = written("report_back", **TALK, learned="Trust comes first").text
    assert "talk with me on Wednesday 25 November. Your point, “Trust comes first”, is what I have been" in text
    assert "talk with me. What you told me is what I have been" in written("report_back").text


def test_keeping_in_touch() -> None:
    made = written("keep_in_touch", last_contact="2026-10-19T10:00:00+01:00")
    assert made.subject == "A short hello"
    assert "for you at Globex since we were in touch in October 2026?" in made.text
    bare = written("keep_in_touch", replace(ANA, company=""), You())
    assert bare.text == "Hi Ana,\n\nA short hello. How have things been for you?"


def test_a_month_after_a_talk_an_update_says_what_it_moved() -> None:
    made = written("keep_in_touch", **TALK, learned="Trust comes first")
    assert made.subject == "A short update"
    assert "my picture of data is clearer than when we talked. Your point that day, “Trust comes first”" in made.text
    assert made.text.count("?") == 1
    assert "my picture is clearer than when we talked.\n\n" in written("keep_in_touch", you=You(), **TALK).text


def test_writing_again_as_promised_or_for_the_first_time() -> None:
    again = written("write_again", replied_at="2026-10-19T10:00:00+01:00").text
    assert "a later time would be better" in again
    assert "20 minutes in the next two weeks about your work as Data Lead at Globex?" in again
    bare = written("write_again", replace(ANA, title="", company=""), replied_at="2026-10-19T10:00:00+01:00").text
    assert "in the next two weeks? I" in bare
    assert "is the kind I hope to understand" in written("write_again").text


def test_closing_is_silent_unless_they_had_answered() -> None:
    assert draft(Occasion("close"), ANA, PRIYA) is None
    assert "Thank you for your answer" in written("close", replied_at="2026-10-19T10:00:00+01:00").text


@pytest.mark.parametrize("act", ["brief", "debrief", "find_channel", "rule_pair"])
def test_some_cards_have_nothing_to_send(act: str) -> None:
    assert draft(Occasion(act), ANA, PRIYA) is None


def test_a_draft_is_plain_json() -> None:
    assert set(written().to_json()) == {"channel", "subject", "text", "to", "reply"}


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        ("Lisbon, Portugal", "Europe/Lisbon"),
        ("Greater São Paulo Area", "America/Sao_Paulo"),
        ("San Francisco Bay Area", "America/Los_Angeles"),
        ("City of London", "Europe/London"),
        ("Springfield", ""),
        ("", ""),
    ],
)
def test_places_we_are_sure_of_have_a_zone(place: str, zone: str) -> None:
    assert zone_of(place) == zone


def test_a_quotation_is_one_short_phrase() -> None:
    assert quoted('“Trust first”. And "more"\nsecond line') == "Trust first"
    assert quoted("word " * 60) == ("word " * 32).strip() + "…"
    assert quoted("w" * 200) == "w" * 160 + "…"


NAMES = st.text(alphabet=st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=12)
FACTS = st.fixed_dictionaries(
    {"today": st.just("2026-11-24")},
    optional={
        "school": NAMES, "worked_at": NAMES, "field": NAMES, "learned": NAMES, "named": NAMES,
        "start": st.just("2026-11-25T15:00:00+00:00"), "end": st.just("2026-11-25T15:20:00+00:00"),
        "windows": st.just(["2026-11-25", "2026-11-26", "2026-11-27"]), "channel": st.sampled_from(["email", "phone"]),
        "replied_at": st.just("2026-11-20T15:00:00+00:00"), "last_contact": st.just("2026-10-20T15:00:00+00:00"),
    },
)  # fmt: skip
PEOPLE = st.builds(
    Somebody,
    name=NAMES,
    given=st.one_of(st.just(""), NAMES),
    title=st.one_of(st.just(""), NAMES),
    company=st.one_of(st.just(""), NAMES),
    channels=st.builds(Ways, email=st.sampled_from(["", "a@b.example"]), profile=st.sampled_from(["", "p"])),
    exchange=st.one_of(st.none(), st.just(Letters())),
    referred_by=st.one_of(st.just(""), NAMES),
    place=st.sampled_from(["", "Lisbon", "Tokyo"]),
)
ACTS = st.sampled_from(
    [
        "send_invitation",
        "still_wanted",
        "send_nudge",
        "send_answer",
        "ask_again",
        "confirm",
        "send_thank_you",
        "report_back",
        "keep_in_touch",
        "write_again",
        "close",
    ]
)


@settings(max_examples=200, deadline=None)
@given(ACTS, PEOPLE, FACTS, st.sampled_from([PRIYA, You()]))
def test_whatever_is_known_no_draft_is_stopped_or_too_long(
    act: str, person: Somebody, facts: dict[str, Any], you: You
) -> None:
    made = draft(Occasion(act, facts), person, you)
    if made is None:
        return
    assert made == draft(Occasion(act, facts), person, you)
    findings = check(made, person, Circumstances(act, you.fields, you.note_limit, 7))
    assert [one for one in findings if one.level != "hint"] == []
    assert "  " not in made.text
    assert len(made.text.split()) <= 100
