"""Every moment of a conversation has its words, and what the user chooses changes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafting.samples import Letters, Occasion, Somebody, Ways
from legwork.drafting.checks import Circumstances, check
from legwork.drafting.drafts import MOMENTS, Draft, channels_of, draft
from legwork.drafting.facts import NEVER_WRITTEN, Fact, writable
from legwork.drafting.inviting import OWN, bond, bonds
from legwork.drafting.personal import known_phrases, mentions
from legwork.drafting.slots import Choice, Slots, You
from legwork.drafting.thanking import forwardable, quotable

ANA = Somebody()
LEFT = Choice()
PRIYA = You("Priya Nair", fields=("climate data",), zone="Europe/Lisbon", phone="+351 555 0100")
TALK = {"start": "2026-11-25T15:00:00+00:00", "end": "2026-11-25T15:20:00+00:00"}
EVERYTHING: dict[str, Any] = {
    "today": "2026-11-26", "windows": ["2026-11-30", "2026-12-01", "2026-12-02"], "learned": "Trust in the numbers",
    "named": "Jonas", "until": "2026-12-07", "decision": "I will train as a data engineer",
    "about_name": "Wei Zhang", "about_title": "Nurse", "about_company": "Umbrella", "school": "Porto", **TALK,
}  # fmt: skip
ACTS = (
    "send_invitation", "still_wanted", "send_nudge", "send_answer", "ask_again", "confirm", "send_thank_you",
    "report_back", "keep_in_touch", "write_again", "close", *MOMENTS,
)  # fmt: skip


def made(act: str, person: Somebody = ANA, choice: Choice = LEFT, you: You = PRIYA, **facts: Any) -> Draft:
    found = draft(Occasion(act, {"today": "2026-11-26", **facts}), person, you, choice)
    assert found is not None
    return found


def slots(person: Somebody = ANA, choice: Choice = LEFT, facts: tuple[Fact, ...] = (), **card: Any) -> Slots:
    return Slots(Occasion(facts={"today": "2026-11-26", **card}), person, PRIYA, choice, facts)


@pytest.mark.parametrize("answer", ["", "times", "later", "declined", "someone_else"])
@pytest.mark.parametrize("act", ACTS)
def test_every_moment_has_a_draft_with_nothing_above_a_hint(act: str, answer: str) -> None:
    facts = {**EVERYTHING, "replied_at": "2026-11-20T15:00:00+00:00"}
    found = made(act, choice=Choice(answer=answer), **facts)
    known = known_phrases((ANA.title, ANA.company, "Porto"))
    circumstances = Circumstances(
        act, PRIYA.fields, waited=7, known=known, debrief=(facts["learned"], facts["named"]), answer=answer
    )
    assert [one for one in check(found, ANA, circumstances) if one.level != "hint"] == []


def test_a_refusal_is_answered_kindly_and_asks_nothing() -> None:
    text = made("send_answer", choice=Choice(answer="declined")).text
    assert "I understand completely" in text
    assert "all the best with your work at Globex." in text
    assert "?" not in text
    assert "all the best.\n" in made("send_answer", replace(ANA, company=""), Choice(answer="declined")).text


def test_later_is_taken_at_its_word() -> None:
    dated = made("send_answer", choice=Choice(answer="later"), until="2026-12-07").text
    assert "I will write again in the week of Monday 7 December, and not before." in dated
    assert "write again when it is calmer for you" in made("send_answer", choice=Choice(answer="later")).text


def test_another_name_is_followed_up() -> None:
    assert (
        "I will write to Jonas this week"
        in made("send_answer", choice=Choice(answer="someone_else"), named="Jonas").text
    )
    assert "write to the person you name" in made("send_answer", choice=Choice(answer="someone_else")).text


def test_how_it_ended_is_told_to_who_helped() -> None:
    found = made("close_loop", **EVERYTHING)
    assert (found.subject, found.reply) == ("How it turned out", False)
    assert "When we talked in November 2026" in found.text
    assert "I have decided: I will train as a data engineer." in found.text
    assert "What you said, “Trust in the numbers”, had a part in it." in found.text
    bare = made("close_loop").text
    assert "When we talked, I was" in bare
    assert "I have come to a decision" in bare
    assert "Our conversation had a part in it." in bare


def test_a_mutual_contact_gets_lines_to_pass_on() -> None:
    found = made("ask_mutual", **EVERYTHING)
    assert found.subject == "Do you know Wei Zhang?"
    assert "Do you happen to know Wei Zhang, Nurse at Umbrella?" in found.text
    passed_on = found.text.split("\n\n")[2]
    assert passed_on.startswith("Priya Nair is learning about climate data by talking")
    assert "Wei Zhang's work as Nurse at Umbrella is what Priya would" in passed_on
    assert 55 <= len(passed_on.split()) <= 75
    bare = Slots(Occasion(facts={"today": "2026-11-26", "about_name": "Wei Zhang"}), ANA, You())
    assert forwardable(bare).startswith("I am learning about this field by talking")
    assert "Wei Zhang's path is what I would" in forwardable(bare)
    assert "Do you happen to know Wei Zhang?" in made("ask_mutual", about_name="Wei Zhang").text
    assert "know Wei Zhang, Nurse?" in made("ask_mutual", about_name="Wei Zhang", about_title="Nurse").text


def test_a_report_follows_up_the_name_they_gave() -> None:
    assert "I am also following up on Jonas, as you suggested." in made("report_back", named="Jonas").text


def test_the_best_bonds_come_first_and_three_at_most() -> None:
    person = replace(ANA, referred_by="Lena Ortiz", exchange=Letters())
    found = bonds(slots(person, school="Porto", worked_at="Hooli"))
    assert [one.kind for one in found] == ["referral", "exchange", "school"]
    assert found[0].because == "Lena Ortiz gave you this name"
    assert [one.kind for one in bonds(slots(school="Porto", worked_at="Hooli"))] == ["school", "employer", "work"]
    assert [one.kind for one in bonds(slots(Somebody("Bo", "", "", "")))] == ["none"]
    assert [one.kind for one in bonds(slots())] == ["work", "field"]
    since = bonds(slots(replace(ANA, title="", company="", connected_on=date(2019, 3, 12))))
    assert [one.sentence for one in since] == [
        "We have been connected since March 2019, and your path is what I hope to understand better."
    ]
    assert len(bonds(slots(replace(ANA, connected_on=date(2019, 3, 12))))) == 3


def test_a_shared_employer_that_is_theirs_still_is_named_once() -> None:
    there = bonds(slots(replace(ANA, company="Hooli"), worked_at="Hooli"))[0].sentence
    assert there.startswith("We both know Hooli from inside, and your work there as Data Lead is what")
    bare = bonds(slots(replace(ANA, title="", company="Hooli"), worked_at="Hooli"))[0].sentence
    assert "and your work there is what I hope" in bare


MOVED = Fact("F06", "went to Initech", {"was": "Data Lead at Globex", "now": "Director at Initech"})
MET = Fact("F09", "both in “Data meetup”", {"event": "Data meetup", "day": "2023-06-08"})


def test_where_they_met_and_their_step_are_bonds_too() -> None:
    found = bonds(slots(facts=(MOVED, MET)))
    assert [one.kind for one in found] == ["met", "step", "work"]
    assert found[0].sentence.startswith("We met on Thursday 8 June 2023, and your path")
    assert found[1].sentence.startswith("You went from Data Lead at Globex to Director at Initech, and that step")


@pytest.mark.parametrize(
    ("choice", "start", "subject"),
    [
        (Choice("school"), "We both went to Porto, and your work", "Porto in common"),
        (Choice("employer"), "We both know Hooli from inside", "Hooli in common"),
        (Choice("nonsense"), "We both went to Porto", "Porto in common"),
        (Choice(OWN, "Your talk in  Braga stays"), "Your talk in Braga stays. Would", "Your work at Globex"),
        (Choice(OWN, "You know why I write!"), "You know why I write! Would", "Your work at Globex"),
        (Choice(OWN, " "), "We both went to Porto", "Porto in common"),
    ],
)  # fmt: skip
def test_the_bond_is_chosen_or_written(choice: Choice, start: str, subject: str) -> None:
    found = made("send_invitation", choice=choice, school="Porto", worked_at="Hooli")
    assert found.text.split("\n\n")[1].startswith(start)
    assert found.subject == subject


def test_a_step_makes_a_subject_of_its_own() -> None:
    person = replace(ANA, company="Initech")
    found = draft(Occasion(), person, PRIYA, Choice("step"), (MOVED,))
    assert found is not None
    assert found.subject == "Your step to Initech"


def test_a_note_takes_the_chosen_sentence_where_it_fits() -> None:
    person = replace(ANA, channels=Ways(profile="p"))
    own = Choice(OWN, "Your talk in Braga stayed with me")
    assert made("send_invitation", person, own).text.startswith(
        "Hi Ana, Your talk in Braga stayed with me. Could you spare 20 minutes so that I can learn how you came to it?"
    )
    longer = Choice(
        OWN, "Your talk in Braga stayed with me for a long, long time, and I have told everyone at home about it"
    )
    text = made("send_invitation", person, longer).text
    assert text.endswith("Could you spare 20 minutes so that I can learn about climate data from you? Priya")
    assert len(text) <= 200
    assert bond(slots(choice=own)).because == "your own words"


def test_where_no_fact_fits_the_account_the_note_stays_short() -> None:
    narrow = replace(PRIYA, note_limit=60)
    person = replace(ANA, channels=Ways(profile="p"))
    assert made("send_invitation", person, you=narrow).text == "Hello, may I learn from your path?"
    nowhere = replace(person, title="", company="")
    assert made("send_invitation", nowhere, you=narrow).text == "Hello, may I learn from your path?"
    medium = replace(PRIYA, note_limit=70)
    assert made("send_invitation", person, you=medium).text.startswith("Hello, could you spare 20 minutes so that")


@pytest.mark.parametrize(
    ("wanted", "channel"),
    [("linkedin_note", "linkedin_note"), ("phone", "phone"), ("email", "email"), ("pigeon", "email"), ("", "email")],
)
def test_the_channel_is_one_of_those_known(wanted: str, channel: str) -> None:
    person = replace(ANA, channels=Ways("a@b.example", "p", "1"))
    assert made("send_invitation", person, Choice(channel=wanted)).channel == channel
    assert channels_of(Occasion(), person) == ("email", "linkedin_note", "phone")
    assert made("send_invitation", ANA, Choice(channel="phone")).channel == "email"


def test_a_quotation_leaves_out_what_sounds_like_asking_for_work() -> None:
    assert quotable("They are hiring in May. Trust comes first.") == "Trust comes first"
    assert quotable("The salary is low") == ""
    assert quotable("") == ""
    assert "hiring" not in made("send_thank_you", **TALK, learned="They are hiring. Trust first").text


MARK = "Zyxwv"
WORDS = st.fixed_dictionaries(
    {name: st.just(f"{MARK} {name}") for name in ("was", "now", "event", "school", "employer", "company")}
    | {"day": st.just("2023-06-08")}
)
NUMBERS = [f"F{number:02}" for number in range(1, 18)]
HIDDEN = st.builds(Fact, st.sampled_from(NUMBERS), st.just(f"{MARK} text"), WORDS, st.just(False)) | st.builds(
    Fact, st.sampled_from(sorted(NEVER_WRITTEN)), st.just(f"{MARK} text"), WORDS, st.booleans()
)


@given(st.lists(HIDDEN, max_size=6), st.sampled_from(ACTS), st.sampled_from(["", "met", "step", "school"]))
def test_no_draft_holds_what_is_uncertain_or_not_for_writing(facts: list[Fact], act: str, chosen: str) -> None:
    card = Occasion(act, {**EVERYTHING, "replied_at": "2026-11-20T15:00:00+00:00"})
    found = draft(card, ANA, PRIYA, Choice(chosen), tuple(facts))
    assert found is not None
    assert MARK not in f"{found.subject} {found.text}"
    assert writable(facts) == ()
    assert not any(MARK in phrase for phrase in known_phrases((), facts))
    assert found == draft(card, ANA, PRIYA, Choice(chosen))


@pytest.mark.parametrize(
    ("text", "phrase", "there"),
    [
        ("fellow Porto grad", "University of Porto", True),
        ("a university", "University of Porto", False),
        ("your data team", "Data Lead", False),
        ("lead of data", "Data Lead", True),
        ("we use climate data", "Climate Data Institute", False),
        ("the Climate Data Institute", "Climate Data Institute", True),
        ("São Paulo", "Sao Paulo", True),
        ("Globex’s way", "Globex", True),
        ("it is the one", "The One", True),
        ("at it", "it", True),
        ("at that", "it", False),
        ("anything", "?!", False),
        ("mostly about trust in the numbers", "The first year is mostly about trust in the numbers, she says", True),
        ("mostly about trust", "The first year is mostly about trust in the numbers, she says", False),
    ],
)
def test_a_phrase_is_taken_up_or_not(text: str, phrase: str, there: bool) -> None:
    assert mentions(text, phrase) is there
