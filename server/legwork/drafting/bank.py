"""The questions to choose from, in our own words (method, section 5).

Each belongs to a group, and by its group to one of three views: the person's path, the industry, the company. Its
benefit is what the answer is good for. None can be answered by a search, none asks for work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

VIEWS: Final[Mapping[str, str]] = {"path": "Their path", "industry": "The industry", "company": "The company"}


@dataclass(frozen=True, slots=True)
class Group:
    """`view` is one of VIEWS, `benefit` what its answers are good for, `tag` the letter that marks a line of notes
    with it in a conversation, empty where there is none."""

    name: str
    label: str
    view: str
    benefit: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """`id` is the group and a number, and stays the same: answers are compared by it."""

    id: str
    group: str
    text: str


_GROUPS: Final = (
    Group("path", "Their path", "path", "whether this path suits you"),
    Group("day", "Day and role", "path", "what the work is really like"),
    Group("insight", "Trends, challenges, opportunities", "industry", "views that no page has", "t"),
    Group("culture", "Culture", "company", "how it is to work there"),
    Group("skills", "Skills", "industry", "what counts, and what you lack", "s"),
    Group("advice", "Advice", "path", "your next steps"),
    Group("resources", "Resources", "industry", "where to go on learning"),
    Group("assignments", "Projects", "company", "what is growing"),
    Group("dig", "To go deeper", "path", "the story behind an answer"),
    Group("close", "At the end", "path", "who else, and how to stay in touch", "n"),
)
GROUPS: Final[Mapping[str, Group]] = {group.name: group for group in _GROUPS}

_TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "path": (
        "Which decision on your way here would you take again, and which would you not?",
        "What did your last change of work look like from the inside?",
        "How did you find out that this field suits you?",
    ),
    "day": (
        "What did last week really consist of?",
        "Which part of your work would surprise somebody from outside?",
        "What do you say no to?",
    ),
    "insight": (
        "What is changing fastest in your corner of the field?",
        "Which problem does nearly everyone underestimate?",
        "Where would you place a small bet today?",
    ),
    "culture": (
        "How does a decision come about when people disagree?",
        "What does a good manager do where you are?",
        "Which of the stated values do you see in daily work?",
    ),
    "skills": (
        "What do the people who do well here have in common?",
        "Which skill took you longest to learn?",
        "With six months and little money, what would you learn first, and would it be by a course, training or doing?",
    ),
    "advice": (
        "In my place, what would you do in the next month?",
        "What do you know now that you wish you had known when you began?",
    ),
    "resources": (
        "What do you read or attend that is worth its time?",
        "Whose work do you follow, and why theirs?",
    ),
    "assignments": (
        "Which project are you proud of, and what made it work?",
        "What kind of work is growing where you are?",
    ),
    "dig": (
        "What made that so?",
        "What would be an example of that?",
        "What happened next?",
        "How did you feel about that?",
        "What would you do differently?",
    ),
    "close": (
        "What should I have asked that I did not?",
        "Who else sees this from another side, and may I say that you sent me?",
        "How may I come back to you once I have tried what you suggested?",
    ),
}
BANK: Final = tuple(
    Question(f"{group}.{number}", group, text)
    for group, texts in _TEXTS.items()
    for number, text in enumerate(texts, start=1)
)
BY_ID: Final[Mapping[str, Question]] = {question.id: question for question in BANK}
# The same for everyone, so that their answers can be compared.
CORE: Final = ("insight.1", "skills.1", "advice.1")


def bank(view: str = "", group: str = "") -> tuple[Question, ...]:
    """The bank, or its questions of one view or one group; nothing where there is no such."""
    return tuple(
        question for question in BANK if view in {"", GROUPS[question.group].view} and group in {"", question.group}
    )
