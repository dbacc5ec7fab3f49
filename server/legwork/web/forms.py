"""The user's settings as form fields: what they are called, why they are asked, what they may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from typing import Any, Final

from legwork.desk import researching
from legwork.desk.preferring import Preferences, plain
from legwork.errors import Refused, WrongValue


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """`kind` is text, number, lines, choice or switch; `low` and `high` bound a number."""

    name: str
    label: str
    hint: str = ""
    kind: str = "text"
    placeholder: str = ""
    autocomplete: str = ""
    low: int = 0
    high: int = 0
    choices: tuple[Choice, ...] = ()


PURPOSES: Final = (
    Choice("seeking", "I am looking for work"),
    Choice("exploring", "I am exploring a field"),
    Choice("changing", "I am changing direction"),
    Choice("", "I would rather not say yet"),
)
POLICIES: Final = (
    Choice(
        "confident",
        "When it is certain",
        "A shared address or profile, or so much agreement that no doubt is left.",
    ),
    Choice("identifiers", "Only by a shared address or profile", "Everything else waits under Same person?"),
)
STREAKS: Final = (Choice("on", "Count them"), Choice("off", "Do not"))
COMMAS: Final = "Separate several with commas."

_ALL: Final = (
    Field("purpose", "What brings you here?", kind="choice", choices=PURPOSES),
    Field(
        "functions",
        "Kinds of work you are curious about",
        f"As titles name them; people who do it come earlier. {COMMAS}",
        placeholder="data analysis, product management",
    ),
    Field("fields", "Fields you are curious about", COMMAS, placeholder="climate data, health software"),
    Field(
        "schools",
        "Schools you went to",
        f"A school in common opens doors. {COMMAS}",
        placeholder="University of Porto",
    ),
    Field(
        "past_employers",
        "Where you worked before",
        f"So that former colleagues come first. {COMMAS}",
        placeholder="Hooli",
    ),
    Field(
        "skills",
        "What you can do",
        f"For you to look up; it is in no draft. {COMMAS}",
        placeholder="statistics, writing",
    ),
    Field(
        "target_goal",
        "Employers on your list, as a goal",
        "Forty make a good list; any number works, and 0 sets no goal.",
        "number",
        low=0,
        high=1000,
    ),
    Field(
        "keys",
        "Keys of your own",
        "As the page Every command writes them down: undo=z, skip=j. Empty: all as they come.",
    ),
    Field(
        "days_off",
        "Days off",
        "Nothing falls due on them. Dates, with commas; 2026-12-24..2027-01-01 for several in a row.",
        placeholder="2026-12-24, 2026-12-25",
    ),
    Field("ask_minutes", "Minutes to ask for", "Twenty is easy to say yes to.", "number", low=10, high=60),
    Field("name", "Your name", "It signs your drafts.", autocomplete="name"),
    Field(
        "emails",
        "Your own addresses",
        f"So that Legwork never takes you for a contact, and sees who wrote in your mail. {COMMAS}",
        autocomplete="email",
    ),
    Field("profile", "Your own profile page", placeholder="https://www.linkedin.com/in/…", autocomplete="url"),
    Field(
        "region",
        "Your country",
        "Two letters, such as PT or US: how phone numbers and dates are read.",
        placeholder="PT",
    ),
    Field(
        "phone",
        "Your telephone number",
        "Drafts that confirm a conversation give it, so that somebody who is late can call.",
        autocomplete="tel",
        placeholder="+351 912 345 678",
    ),
    Field(
        "new_per_day",
        "New people a day",
        "First messages, a second person at an employer among them. What is not used does not pile up.",
        "number",
        low=0,
        high=10,
    ),
    Field(
        "open_employers",
        "Employers open at once",
        "Open means that someone there is invited or has replied. This is what holds most back: five make calm days.",
        "number",
        low=0,
        high=50,
    ),
    Field(
        "day_max",
        "Cards a day, at most",
        "After a week away the rest waits, and is announced in one line.",
        "number",
        low=1,
        high=100,
    ),
    Field(
        "li_note_limit",
        "Characters in a LinkedIn note",
        "What your account leaves you: 200 on a free one, 300 on most others.",
        "number",
        low=100,
        high=1000,
    ),
    Field(
        "li_notes_month",
        "LinkedIn notes a month",
        "How many invitations with a note your account allows; free ones have few.",
        "number",
        low=0,
        high=1000,
    ),
    Field(
        "values",
        "What matters to you in a place to work",
        f"Three to seven, to weigh by them what people tell you. {COMMAS}",
        placeholder="time to think, honest feedback, useful work",
    ),
    Field(
        "intro",
        "Who you are, in a minute",
        "What you say when they ask: where you come from, what you are curious about, why. Read it aloud once.",
        "lines",
    ),
    Field(
        "dress",
        "What to wear, by field",
        "Words of a field or employer, a colon, what to wear; semicolons between rows. Empty uses Legwork's own table, "
        "and what fits no row is business casual.",
        "lines",
        placeholder="law, legal: a suit; software: neat and simple",
    ),
    Field(
        "streak",
        "Count the weeks with a conversation or a try",
        "A week with a day off in it never breaks the count.",
        "choice",
        choices=STREAKS,
    ),
    Field(
        "merge_policy",
        "When two records become one contact by themselves",
        "You can take any of them apart.",
        "choice",
        choices=POLICIES,
    ),
    Field(
        "operator",
        "How you can be reached, for those who ask",
        "By an e-mail address or a page of yours. Wikidata, Wikipedia and SEC EDGAR want to be able to reach who asks "
        "them; nobody else gets it.",
        placeholder="you@example.org",
    ),
    *(Field(f"source_{name}", title, learns, "switch") for name, title, learns in researching.SWITCHES),
    Field(
        "rewrite",
        "Offer a shorter wording of drafts",
        "By a language model that runs on this computer. Legwork's own words stay beside it.",
        "switch",
    ),
    Field("rewrite_url", "Where it answers", "On this computer: Ollama, llama.cpp and LM Studio say which."),
    Field("rewrite_model", "Its model", "By the name your program has for it.", placeholder="llama3.2"),
)
BY_NAME: Final[Mapping[str, Field]] = {field.name: field for field in _ALL}

GROUPS: Final[Sequence[tuple[str, str, tuple[str, ...]]]] = (
    ("You", "", ("name", "emails", "phone", "profile", "region")),
    (
        "What you are looking for",
        "",
        ("purpose", "functions", "fields", "schools", "past_employers", "skills", "target_goal"),
    ),
    (
        "How much a day may hold",
        "Small numbers work: a person you really write to is worth ten you skim.",
        ("new_per_day", "open_employers", "day_max", "ask_minutes", "days_off"),
    ),
    ("What LinkedIn leaves you", "", ("li_note_limit", "li_notes_month")),
    ("Before a conversation", "", ("intro", "dress")),
    ("Looking back", "", ("values", "streak")),
    ("Who is who", "", ("merge_policy",)),
    ("Keys", "", ("keys",)),
    (
        "Sources outside",
        "One that is on is asked when you press the button for a contact, and every address is shown before.",
        ("operator", *(f"source_{name}" for name, _, _ in researching.SWITCHES)),
    ),
    ("A rewriter on this computer", "", ("rewrite", "rewrite_url", "rewrite_model")),
)


def fields(names: Iterable[str], values: Mapping[str, Any], refused: Refused | None = None) -> list[dict[str, Any]]:
    """The fields with what is in them now; the one that was `refused` says what it must be."""
    wrong = {refused.what: refused.wanted} if isinstance(refused, WrongValue) else {}
    return [_shown(BY_NAME[name], str(values.get(name, "")), wrong.get(name, "")) for name in names]


def groups(values: Mapping[str, Any], refused: Refused | None = None) -> list[dict[str, Any]]:
    """All settings in their groups."""
    return [
        {"title": title, "words": words, "fields": fields(names, values, refused)} for title, words, names in GROUPS
    ]


def sentence_of(refused: Refused) -> str:
    """What is wrong, with the name that the field has on the page."""
    if isinstance(refused, WrongValue) and refused.what in BY_NAME:
        return f"{BY_NAME[refused.what].label}: this must be {refused.wanted}."
    return str(refused)


def as_text(preferences: Preferences) -> dict[str, str]:
    """Every setting as its field holds it; lists with commas."""
    return {field.name: plain(getattr(preferences, field.name)) for field in dataclass_fields(preferences)}


def changes(names: Iterable[str], form: Mapping[str, str], present: Mapping[str, str]) -> dict[str, str]:
    """What the form says otherwise than it is now; fields that were not sent stay as they are."""
    sent = {name: " ".join(form[name].split()) for name in names if name in form}
    return {name: value for name, value in sent.items() if value != present.get(name, "")}


def _shown(field: Field, value: str, wrong: str) -> dict[str, Any]:
    return {
        "name": field.name,
        "label": field.label,
        "hint": field.hint,
        "kind": field.kind,
        "placeholder": field.placeholder,
        "autocomplete": field.autocomplete,
        "low": field.low,
        "high": field.high,
        "choices": field.choices,
        "value": value,
        "wrong": wrong,
    }
