"""Questions: from the bank, from facts, and what is wrong with one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legwork.drafting.asking import check_question, is_closed, opened
from legwork.drafting.bank import BANK, BY_ID, CORE, GROUPS, VIEWS, bank
from legwork.drafting.dress import TABLE, USUAL, dress_line, read_table
from legwork.drafting.facts import Fact
from legwork.drafting.questions import BECAUSE_CORE, MOST, MOST_FROM_FACTS, choose, heard

GAPS = tuple(
    Fact("F17", f"{what} is not known", {"missing": what}) for what in ("history", "week", "values", "projects")
)
PAGE = Fact(
    "F10", "was Consultant at Hooli",
    {"title": "Data Lead", "company": "Initech", "school": "Porto", "place": "Lisbon", "history": "Hooli",
     "earlier": "Consultant at Hooli"}, ref="/contacts/c_1#facts",
)  # fmt: skip
MOVED = Fact("F06", "went from Data Lead at Globex to Director at Initech", {"now": "Director at Initech"}, ref="/x")
HEARD = Fact("F14", "Wei told you: “quarterly and loud”", {"said": "quarterly and loud"})


def test_the_bank_has_each_group_and_each_view() -> None:
    assert {question.group for question in BANK} == GROUPS.keys()
    assert {GROUPS[question.group].view for question in BANK} == VIEWS.keys()
    for view in VIEWS:
        assert bank(view)
        assert {GROUPS[question.group].view for question in bank(view)} == {view}
    assert [question.id for question in bank(group="culture")] == ["culture.1", "culture.2", "culture.3"]
    assert bank("industry", "culture") == ()
    assert len({question.text for question in BANK}) == len(BANK) == len(BY_ID)


@pytest.mark.parametrize("question", BANK, ids=lambda question: question.id)
def test_a_question_of_the_bank_is_open_and_passes_its_own_checks(question: object) -> None:
    text = getattr(question, "text", "")
    assert text.endswith("?")
    assert check_question(text, (PAGE,), "Initech") == ()


def test_everyone_gets_the_core_and_facts_add_up_to_four() -> None:
    found = choose((PAGE, MOVED, HEARD, *GAPS))
    assert {one.id for one in found} >= set(CORE)
    assert [one.because for one in found if one.id in CORE] == [BECAUSE_CORE] * 3
    assert [one.group for one in found if not one.general] == ["culture", "path", "day", "assignments"]
    assert len(found) == 3 + MOST_FROM_FACTS <= MOST
    moved = next(one for one in found if one.group == "path")
    assert moved.text == "What made you move to Director at Initech, and what differs from what you expected?"
    assert (moved.because, moved.ref) == (MOVED.text, "/x")
    assert "Wei" not in next(one for one in found if one.group == "culture").text


def test_gaps_alone_make_enough_questions() -> None:
    assert len(choose(GAPS)) == 7
    assert len(choose(())) == 3


@pytest.mark.parametrize(
    ("fact", "group", "part"),
    [
        (Fact("F01", "", {"school": "Porto"}), "resources", "What did Porto not teach you"),
        (Fact("F02", "", {"employer": "Hooli", "company": "Initech"}), "culture", "come about at Initech, compared"),
        (Fact("F02", "", {"employer": "Hooli", "still": "yes"}), "culture", "What has changed most at Hooli in"),
        (Fact("F02", "", {"employer": "Hooli"}), "culture", "come about where you are now, compared with Hooli?"),
        (Fact("F04", "", {"about": "Reporting rebuild"}), "assignments", "with “Reporting rebuild”, which we wrote"),
        (Fact("F06", "", {"now": ""}), "path", "What made you move to where you are now"),
        (PAGE, "day", "your time as Consultant at Hooli still helps"),
        (Fact("F10", "", {"promoted_from": "Analyst", "now": "Lead"}), "path", "from Analyst to Lead?"),
        (Fact("F11", "", {"fact": "five data roles are open"}), "assignments", "I read that five data roles are open."),
        (Fact("F13", "", {"by": "Lena Ortiz"}), "path", "Lena Ortiz thought of you first"),
        (Fact("F09", "", {"event": "Data meetup", "day": "2023-06-08"}), "resources", "from Data meetup, and"),
        (GAPS[0], "path", "How did you come to the work you do now?"),
    ],
)
def test_each_fact_asks_its_question(fact: Fact, group: str, part: str) -> None:
    (one,) = (each for each in choose((fact,)) if not each.general)
    assert one.group == group
    assert part in one.text


@pytest.mark.parametrize(
    "fact",
    [
        Fact("F04", "", {}),
        Fact("F10", "", {"title": "Lead"}),
        Fact("F17", "", {"missing": "shoe size"}),
        Fact("F05", "six mails"),
        Fact("F07", "you know Wei there"),
        Fact("F06", "", {"now": "X"}, certain=False),
    ],
)
def test_some_facts_ask_nothing(fact: Fact) -> None:
    assert len(choose((fact,))) == 3


def test_what_a_colleague_answered_asks_for_the_other_side() -> None:
    asked = next(one for one in choose((MOVED,), asked=["path.F06"]) if one.group == "path")
    assert asked.text == heard("What made you move to Director at Initech, and what differs from what you expected?")
    assert asked.because.endswith("; you asked it at this employer before")


FACTS = st.lists(
    st.sampled_from(
        [PAGE, MOVED, HEARD, *GAPS, Fact("F01", "p", {"school": "Porto"}), Fact("F13", "l", {"by": "Lena"})]
    ),
    max_size=9,
)


@given(FACTS, st.randoms())
def test_the_same_facts_in_any_order_give_the_same_questions(facts: list[Fact], chance: object) -> None:
    shuffled = list(facts)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis does not say its type
    found = choose(facts)
    assert found == choose(shuffled)
    assert len({one.group for one in found}) == len(found) <= 3 + MOST_FROM_FACTS
    assert all(one.because for one in found)


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("What does Initech do?", "What does Initech do differently from what people outside think?"),
        ("what does your company do", "What does Initech do differently"),
        ("What does Umbrella Health do?", "differently from what people outside think?"),
        ("How many people work at Initech?", "How does the size of Initech show"),
        ("When was Initech founded?", "What from the early days"),
        ("Where is Initech based?", "How does it matter where"),
        ("What are your company's values?", "Which of the stated values"),
        ("What products does Initech sell?", "Which product or service changed most"),
        ("What is your role?", "Which part of your work would surprise"),
        ("Where do you work?", "What keeps you at Initech?"),
        ("Where did you study?", "What did your studies not teach"),
        ("Where are you based?", "How does the place"),
        ("How long have you worked at Initech?", "Which decision on your way"),
    ],
)
def test_q01_what_a_search_answers_is_asked_deeper(text: str, better: str) -> None:
    (finding,) = check_question(text, (PAGE,), "Initech")
    assert (finding.id, finding.level) == ("Q01", "warn")
    assert better in finding.text


def test_q01_without_the_page_their_page_answers_nothing() -> None:
    assert check_question("Where did you study?") == ()
    assert check_question("What does Initech do?")[0].text.endswith(
        "“What does your company do differently from what people outside think?”"
    )


def test_q01_a_fact_about_the_employer_answers_it() -> None:
    size = Fact("F11", "about 30 clinics use it", {"about": "clinics", "fact": "about 30 clinics use it"})
    (finding,) = check_question("How many clinics are there?", (size,), "Initech")
    assert finding.text.startswith("You know this already: about 30 clinics use it.")
    assert check_question("How do clinics change your week?", (size,), "Initech") == ()


@pytest.mark.parametrize(
    ("text", "open_form"),
    [
        ("Do you like your work?", "What do you like about your work?"),
        ("Is the pace high?", "How far is the pace high, and what makes it so?"),
        ("Did you plan this?", "How did you come to plan this?"),
        ("Did anybody help?", "How did anybody help?"),
        ("Can people without a degree do this?", "How can people without a degree do this?"),
        ("Have you changed your mind?", "How often have you changed your mind, and what came of it?"),
        ("Don't people burn out?", "How do people burn out?"),
    ],
)
def test_q02_a_closed_question_has_an_open_form(text: str, open_form: str) -> None:
    (finding,) = check_question(text)
    assert (finding.id, finding.level) == ("Q02", "hint")
    assert open_form in finding.text
    assert open_form.split(maxsplit=1)[0].casefold() in {"what", "how", "which"}
    assert not is_closed(open_form)


def test_q02_a_polite_frame_is_open() -> None:
    assert not is_closed("Can you tell me how you came here?")
    assert check_question("Could you describe what a good day is?") == ()
    assert opened("What is a good day?") == "What is a good day?"


@pytest.mark.parametrize(
    "text",
    [
        "What is the salary here?", "How could you hire me?", "Who would refer me?", "How much does one earn?",
        "What pay range is usual?", "How do I get you to give me an interview?", "Which jobs for me do you see?",
    ],
)  # fmt: skip
def test_q03_asking_for_work_is_stopped(text: str) -> None:
    assert ("Q03", "stop") in [(one.id, one.level) for one in check_question(text)]


def test_no_open_form_is_offered_of_what_is_not_to_be_asked() -> None:
    assert [one.id for one in check_question("Can you hire me?")] == ["Q03"]


@pytest.mark.parametrize("text", ["How did you get your job?", "What do you look at when you hire people?"])
def test_q03_their_own_way_may_be_asked(text: str) -> None:
    assert check_question(text) == ()


def test_what_to_wear_goes_by_the_field() -> None:
    assert dress_line(["Analyst", "Globex Bank"]).startswith("In person: a suit or a jacket")
    assert dress_line(["Software Engineer"]).startswith("In person: neat and simple")
    assert USUAL in dress_line(["Nurse"])
    assert dress_line(["Nurse"], "nurse, care: comfortable shoes.; law: a suit").startswith(
        "In person: comfortable shoes. On video the same"
    )
    assert len(read_table(TABLE)) == 2


@pytest.mark.parametrize("table", ["law", "law:", ": a suit"])
def test_a_row_of_the_table_needs_words_and_what_to_wear(table: str) -> None:
    with pytest.raises(ValueError, match="needs words, a colon"):
        read_table(table)
