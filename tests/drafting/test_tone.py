"""How a message sounds, how long it takes to read, and whether others had it already."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drafting.samples import Somebody
from legwork.drafting.checks import Circumstances, check, words_level
from legwork.drafting.drafts import Draft
from legwork.drafting.likeness import alike
from legwork.drafting.tone import compliments, grade, request

FIRST = Circumstances("send_invitation", ("data",))
THANKS = Circumstances("send_thank_you", debrief=("The first year is mostly about trust in the numbers", "Jonas"))


def found(text: str, circumstances: Circumstances = FIRST) -> list[tuple[str, str]]:
    made = Draft("email", "Your work at Globex", text)
    return [(one.id, one.level) for one in check(made, Somebody(), circumstances)]


def test_l05_the_connection_comes_first() -> None:
    cold = "Hi Ana,\n\nMy name is Priya. I live by the sea. Would you have 20 minutes about your work at Globex?"
    assert ("L05", "warn") in found(cold)
    assert ("L05", "warn") not in found(cold.replace("I live by the sea.", "I write because of Globex."))
    assert ("L05", "warn") not in found(cold.replace("by the sea", "near Globex"))
    assert ("L05", "warn") in found("My name is Priya. I live here. Globex for 20 minutes?")


def test_l06_a_note_may_bound_its_questions_instead() -> None:
    text = "Hi Ana, may I ask you two or three questions about Globex? I want to learn."
    note = check(Draft("linkedin_note", "", text), Somebody(), FIRST)
    assert "L06" not in [one.id for one in note]
    assert ("L06", "warn") in found(text)


SENT = "Hi {}, your work as Data Lead at {} is the kind I want to understand. Would you have 20 minutes this week?"


def test_l12_the_same_words_for_many() -> None:
    before = tuple(SENT.format(name, "Globex") for name in ("Wei", "Tom", "Kofi"))
    assert ("L12", "warn") in found(SENT.format("Ana", "Globex"), replace(FIRST, sent=before))
    assert ("L12", "warn") not in found(SENT.format("Ana", "Globex"), replace(FIRST, sent=before[:2]))
    other = "Hi Ana, we both went to Porto, and now you lead data at Globex. What would I learn in 20 minutes with you?"
    assert ("L12", "warn") not in found(other, replace(FIRST, sent=before))
    assert alike("", ["", ""]) == 0


def test_l13_long_words_shouting_and_praise() -> None:
    hard = (
        "Hi Ana, notwithstanding organisational complexities characterising contemporary multinational corporations, "
        "I am investigating interdisciplinary methodological considerations regarding sustainability transformations, "
        "particularly organisational, infrastructural and environmental interdependencies at Globex, and would "
        "appreciate 20 minutes of your undoubtedly considerable experience?"
    )
    assert grade(hard) > 9
    assert grade("Too short to tell.") == 0.0
    assert ("L13", "hint") in found(hard)
    easy = "Hi Ana, your work at Globex is what I want to learn about. Would you have 20 minutes? Thank you!"
    assert ("L13", "hint") not in found(easy)
    assert ("L13", "hint") in found(f"{easy}!")
    assert compliments("An impressive path and an amazing talk") == 2
    assert ("L13", "hint") in found(f"{easy} Your impressive path and your amazing talk")


@pytest.mark.parametrize("text", ["a b c d e f g h " * 5, "…" * 40, "the table is stated and added " * 6])
def test_a_reading_level_is_always_a_number(text: str) -> None:
    assert isinstance(grade(text), float)


def test_l15_thanks_name_one_thing_and_ask_for_nothing() -> None:
    good = "Hi Ana, thank you. Your word that the first year is mostly about trust in the numbers stays with me."
    assert "L15" not in [id_ for id_, _ in found(good, THANKS)]
    assert ("L15", "warn") in found("Hi Ana, thank you for your time.", THANKS)
    assert ("L15", "hint") in found("Hi Ana, thank you for your time.", Circumstances("send_thank_you"))
    assert ("L15", "warn") in found(f"{good} Could you introduce me to her?", THANKS)
    assert "L15" not in [id_ for id_, _ in found("Hi Ana, thank you; I will write to Jonas.", THANKS)]
    assert "L15" not in [id_ for id_, _ in found(f"{good} Please give my best to Jonas!", THANKS)]
    assert ("L15", "warn") in found(f"{good} I'd be grateful if you introduced us.", THANKS)
    assert ("L15", "warn") in found(f"{good} I'd love another call.", THANKS)


def test_l15_takes_their_words_in_another_order_of_small_ones() -> None:
    noted = Circumstances("send_thank_you", debrief=("The first year is mostly about trust in the numbers.",))
    assert "L15" not in [id_ for id_, _ in found("Thank you. That trust in the numbers comes first stayed.", noted)]


def test_a_request_is_named_by_its_words() -> None:
    assert request("May I also ask for a name") == "May I also ask"
    assert request("And when is the next one?") == "is the next one?"
    assert request("I will write to Jonas.") == ""


def test_an_answer_that_is_no_offer_of_times_needs_no_question() -> None:
    no = Circumstances("send_answer", answer="declined")
    assert found("Hi Ana, thank you, I understand.", no) == []
    assert ("L04", "warn") in found("Hi Ana, thank you, I understand.", replace(no, answer=""))


def test_what_is_passed_on_is_counted_by_itself() -> None:
    text = f"{'word ' * 60}\n\n{'word ' * 70}?"
    assert "L01" not in [id_ for id_, _ in found(text, Circumstances("ask_mutual"))]
    assert ("L01", "warn") in found(text, Circumstances("keep_in_touch"))


def test_a_gap_in_their_own_name_or_in_a_quotation_is_none() -> None:
    person = Somebody(title="Data Lead [EMEA]")
    made = Draft("email", "", "Hi Ana, your work as Data Lead [EMEA] and “the [X] method” stay with me.", reply=True)
    assert check(made, person, Circumstances("report_back")) == ()
    left = Draft("email", "", "Hi Ana, your work as [title] stays with me.", reply=True)
    assert [one.id for one in check(left, person, Circumstances("report_back"))] == ["L09"]


def test_the_counter_is_green_to_75_and_red_above_100() -> None:
    assert [words_level(count) for count in (75, 76, 100, 101)] == ["good", "long", "long", "over"]
