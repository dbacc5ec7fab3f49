"""Each check: what it finds, and what it lets pass."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from drafting.samples import Move
from legwork.drafting.checks import Circumstances, check
from legwork.drafting.drafts import Draft
from legwork.drafting.finding import Finding


@dataclass(frozen=True)
class Somebody:
    name: str = "Ana Souza"
    given: str = "Ana"
    title: str = "Data Lead"
    company: str = "Initech"
    job_change: Move | None = None


GOOD = (
    "Hi Ana,\n\nYour path to data at Initech is one I hope to understand. Would you have 20 minutes to tell me "
    "how you made it?\n\nPriya"
)
FIRST = Circumstances("send_invitation", ("data",))
NUDGE = Circumstances("send_nudge", ("data",), waited=7)


def found(
    text: str = GOOD,
    subject: str = "Your path to data",
    circumstances: Circumstances = FIRST,
    person: Somebody | None = None,
    channel: str = "email",
    *,
    reply: bool = False,
) -> dict[str, Finding]:
    made = Draft(channel, subject, text, reply=reply)
    return {finding.id: finding for finding in check(made, person or Somebody(), circumstances)}


def test_a_good_invitation_has_no_finding() -> None:
    assert found() == {}


@pytest.mark.parametrize(
    ("words", "said"),
    [(75, None), (76, "76 words: 75 or fewer"), (100, "100 words: 75"), (101, "101 words: over 100")],
)
def test_l01_words(words: int, said: str | None) -> None:
    finding = found(GOOD + " you" * (words - len(GOOD.split()))).get("L01")
    assert (finding is None) is (said is None)
    assert finding is None or finding.text.startswith(said or "-")


def test_l02_a_note_too_long_is_stopped() -> None:
    text = "Hi Ana, could you spare 20 minutes so that I learn from you? ".ljust(201, "x")
    levels = [finding.level for finding in check(Draft("linkedin_note", "", text), Somebody(), FIRST)]
    assert "stop" in levels
    assert found(text[:200], "", channel="linkedin_note")["L02"].level == "hint"
    assert "L02" not in found(text, "", channel="linkedin_message")


@pytest.mark.parametrize(
    ("month", "sent", "level", "said"),
    [
        (5, 0, "hint", "Note 1 of the 5 your LinkedIn account has this month."),
        (5, 4, "hint", "Note 5 of the 5 your LinkedIn account has this month."),
        (5, 5, "warn", "The 5 LinkedIn notes of this month are used"),
        (0, 0, "warn", "Your account has no LinkedIn notes"),
    ],
)
def test_l02_counts_the_notes_of_the_month(month: int, sent: int, level: str, said: str) -> None:
    circumstances = replace(FIRST, notes_month=month, notes_sent=sent)
    finding = found("Hi Ana, may I?", "", circumstances, channel="linkedin_note")["L02"]
    assert finding.level == level
    assert finding.text.startswith(said)


@pytest.mark.parametrize(
    "words",
    [
        "Do you have a job for me", "any openings", "the position", "a vacancy", "are you hiring", "hire me",
        "I would like to apply", "my application", "refer me", "my résumé", "my resume", "resume attached", "my CV",
        "the salary", "opportunities at Initech", "recruiters",
    ],
)  # fmt: skip
def test_l03_job_words_are_stopped(words: str) -> None:
    assert found(f"{GOOD} {words}")["L03"].level == "stop"


@pytest.mark.parametrize(
    "words", ["I will apply what you said", "opening hours", "let us resume our talk", "your disposition"]
)
def test_l03_lets_other_meanings_pass(words: str) -> None:
    assert "L03" not in found(f"{GOOD} {words}")


def test_l03_lets_their_own_title_be_quoted() -> None:
    recruiter = Somebody(title="Hiring Manager", company="JobSync")
    assert "L03" not in found(f"{GOOD} Your work as Hiring Manager at JobSync", person=recruiter)
    finding = found(f"{GOOD} hiring? A job", subject="A job", person=recruiter)["L03"]
    assert finding.text.endswith("leave out “hiring”, “job”.")


def test_l04_one_to_three_questions() -> None:
    assert "There is no question" in found(GOOD.replace("?", "."))["L04"].text
    assert "4 questions" in found(GOOD + "???")["L04"].text
    assert "L04" not in found("Hi Ana, thank you.", circumstances=Circumstances("send_thank_you"))


@pytest.mark.parametrize(
    ("words", "passes"),
    [
        ("20 minutes", True), ("15-30 minutes", True), ("a 20-minute talk", True), ("half an hour", True),
        ("twenty minutes", True), ("15 to 20 min", True), ("60 minutes", False), ("5 min", False), ("a while", False),
    ],
)  # fmt: skip
def test_l06_the_time_is_named(words: str, passes: bool) -> None:
    assert ("L06" not in found(GOOD.replace("20 minutes", words))) is passes


def test_l08_more_about_you_than_them() -> None:
    finding = found("Hi Ana, I’m me and I learn, my 20 minutes, yours?")["L08"]
    assert (finding.level, finding.to_json()["id"]) == ("hint", "L08")
    assert finding.text.endswith("I, me or my 4 times, you or your once.")


@pytest.mark.parametrize("gap", ["{field}", "[company]", "<name>", "____", "XX", "TBD", "your work at ."])
def test_l09_a_gap_is_stopped(gap: str) -> None:
    assert found(f"{GOOD} {gap}")["L09"].level == "stop"


@pytest.mark.parametrize(
    ("greeting", "passes"),
    [
        ("Hi Ana", True), ("Dear Ms Souza", True), ("Hello Ana Souza", True), ("Hi there", True), ("Hello again", True),
        ("Hi Anna", False), ("Dear Wei", False), ("Hi ", False), ("Good morning Wei", True),
    ],
)  # fmt: skip
def test_l09_the_first_name_is_theirs(greeting: str, passes: bool) -> None:
    assert ("L09" not in found(GOOD.replace("Hi Ana", greeting))) is passes


def test_l09_a_note_may_greet_nobody_by_name() -> None:
    assert "L09" not in found("Hello, could you spare 20 minutes to help me learn?", "", channel="linkedin_note")


@pytest.mark.parametrize(
    ("words", "person", "passes"),
    [
        ("your work at Globex", Somebody(job_change=Move()), False),
        ("your step from Globex to Initech", Somebody(job_change=Move()), True),
        ("your work at Globexia", Somebody(job_change=Move()), True),
        ("your work at Globex", Somebody(job_change=Move(company="globex")), True),
        ("your work at Globex", Somebody(job_change=Move(company=""), company=""), False),
        ("your work at Globex", Somebody(job_change=Move(was_company="")), True),
        ("your work at Globex", Somebody(), True),
    ],
)
def test_l09_an_employer_they_left(words: str, person: Somebody, passes: bool) -> None:
    assert ("L09" not in found(f"{GOOD.replace(' at Initech', '')} {words}", person=person)) is passes


@pytest.mark.parametrize("words", ["https://me.example", "www.me.example", "see the attached page", "enclosed"])
def test_l10_no_link_or_attachment_first(words: str) -> None:
    assert found(f"{GOOD} {words}")["L10"].level == "warn"
    assert "L10" not in found(f"{GOOD} {words}", circumstances=NUDGE)


@pytest.mark.parametrize(
    ("subject", "level"),
    [
        ("", "stop"), ("One two three four five six seven", "warn"), ("Quick question", "warn"), ("Hi!", "warn"),
        ("One two three four five six", None),
    ],
)  # fmt: skip
def test_l11_subjects(subject: str, level: str | None) -> None:
    finding = found(subject=subject).get("L11")
    assert (finding.level if finding else None) == level
    assert "L11" not in found(subject=subject, channel="linkedin_message")
    assert "L11" not in found(subject=subject, reply=True)


def test_l14_the_purpose() -> None:
    bare = GOOD.replace("understand", "hear about").replace("data", "that")
    assert found(bare)["L14"].level == "warn"
    assert "L14" not in found(bare.replace("that", "data"))
    assert "L14" not in found(bare + " to learn from you")


@pytest.mark.parametrize(
    "words",
    [
        "you have not replied", "You didn't answer", "You haven’t responded", "I have not heard from you",
        "I'm still waiting", "why didn't you write", "this is my second attempt",
    ],
)  # fmt: skip
def test_l16_blame_is_stopped(words: str) -> None:
    assert found(f"Hi Ana, {words}. Would 20 minutes suit you?", circumstances=NUDGE)["L16"].level == "stop"


@pytest.mark.parametrize(
    "words",
    [
        "I haven't heard back", "I emailed you last week and got no reply", "Did you see my message?",
        "You still haven't written", "I have yet to hear from you",
    ],
)  # fmt: skip
def test_l16_blame_without_the_usual_words_is_stopped(words: str) -> None:
    assert found(f"Hi Ana, {words}. Would 20 minutes suit you?", circumstances=NUDGE)["L16"].level == "stop"


@pytest.mark.parametrize(
    "words",
    [
        "the last time we spoke you named a book", "I read your piece for the third time",
        "I'm not surprised that your weeks are full", "no reply is needed", "in case my note got buried",
    ],
)  # fmt: skip
def test_l16_lets_kind_words_pass(words: str) -> None:
    assert "L16" not in found(f"Hi Ana, {words}. Would 20 minutes suit you?", circumstances=NUDGE)


@pytest.mark.parametrize(
    "words", ["Following up.", "Just circling back.", "Any update?", "Following up. Did you get a chance to read it?"]
)
def test_l16_what_only_asks_after_the_first_message_is_stopped(words: str) -> None:
    assert found(f"Hi Ana. {words}", circumstances=NUDGE)["L16"].text.startswith("Checking in alone")


def test_pronouns_beside_a_name_are_no_gap_and_a_bare_address_is_a_link() -> None:
    assert "L09" not in found(GOOD.replace("Priya", "Priya [she/her]"))
    assert found(f"{GOOD} linkedin.com/in/priya")["L10"].level == "warn"
    assert "L10" not in found(f"{GOOD} priya@own.example, and/or by phone")
    assert "L06" not in found(GOOD.replace("20 minutes", "a quarter of an hour"))


def test_l16_checking_in_alone_and_too_early() -> None:
    assert "L16" in found("Hi Ana, just checking in.", circumstances=NUDGE)
    assert "L16" not in found("Hi Ana, just checking in: would 20 minutes suit you?", circumstances=NUDGE)
    early = replace(NUDGE, waited=4)
    assert found("Hi Ana, would 20 minutes suit you?", circumstances=early)["L16"].text.startswith("Only 4 business")
    assert "L16" not in found("Hi Ana, would 20 minutes suit you?", circumstances=replace(NUDGE, waited=None))
