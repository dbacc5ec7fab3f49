"""What is wrong with a question, and a better form of it (method Q01-Q03, rule R29)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from legwork.drafting.facts import Fact
from legwork.drafting.finding import Finding
from legwork.drafting.job_words import asks_for_work
from legwork.drafting.personal import mentions

_CLOSED: Final = re.compile(
    r"(is|are|was|were|am|isn't|aren't|do|does|did|don't|doesn't|didn't|can|could|will|would|should|has|have|had|may)"
    r"\s+(.+?)[\s?.!]*",
    re.IGNORECASE | re.DOTALL,
)
# A polite frame around an open question.
_FRAMED: Final = re.compile(
    r"(?:can|could|would|will) you (?:please )?(?:tell|say|describe|explain|share|show|walk)\b.*"
    r"\b(?:what|how|which|why|who|where|when)\b.*",
    re.IGNORECASE | re.DOTALL,
)
# What a search answers about any employer; the better question asks for what it is like from inside.
_SEARCHED: Final = (
    (
        (
            r"\bwhat (?:does|do|is|are) (?:your (?:company|employer|firm|organi[sz]ation)|{company})"
            r"(?: (?:do|doing|about|for))?\??$"
            r"|\bwhat does (?!an? |the |your |that |this |it )(?:\S+ ){1,4}do\??$"
        ),
        "What does {company} do differently from what people outside think?",
    ),
    (
        r"\bwhat (?:services|products) (?:does|do)\b|\bwhat (?:does|do) .+ (?:sell|make|produce|offer)\??$",
        "Which product or service changed most since you came, and why?",
    ),
    (
        (
            r"\bhow (?:big|large) is (?:the |your )?(?:company|firm|organi[sz]ation|{company})"
            r"|\bhow many (?:people|employees|staff)\b(?!.*\byour? team\b)"
        ),
        "How does the size of {company} show in the way decisions come about?",
    ),
    (
        (
            r"\bwhen (?:was|were|did) .*(?:founded|established|begin|set up)"
            r"|\bwho (?:founded|started|owns|runs|is the (?:ceo|founder|owner))\b"
        ),
        "What from the early days can you still feel at {company}?",
    ),
    (
        r"\bwhere (?:is|are) (?!you\b).*(?:headquarters?|based|located|offices?)\b|\bwhere is {company}\b",
        "How does it matter where people of {company} work from?",
    ),
    (
        r"\bwhat (?:is|are) (?:the|your) (?:company(?:'s)? |firm(?:'s)? )?(?:mission|vision|values|strategy)\b",
        "Which of the stated values do you see in daily work?",
    ),
)
# What their page answers, each with the part of it that does, and the question behind it.
_ON_THE_PAGE: Final = (
    (
        "title",
        r"\bwhat (?:is|'s) your (?:role|title|position|job)\b|\bwhat do you do(?: at {company}| there)?\??$",
        "Which part of your work would surprise somebody from outside?",
    ),
    (
        "company",
        r"\bwhere do you work\b|\bwho do you work for\b|\bwhich company do you\b",
        "What keeps you at {company}?",
    ),
    (
        "school",
        (
            r"\b(?:where|what) did you (?:study|go to (?:school|university|college))\b"
            r"|\bwhich (?:university|school|college) did you\b"
        ),
        "What did your studies not teach you that you needed later?",
    ),
    (
        "place",
        r"\bwhere (?:are you (?:based|located|from)|do you live|is your office)\b",
        "How does the place you work from shape your work?",
    ),
    (
        "history",
        (
            r"\bwhere did you work before\b|\bwhat did you do before\b|\bhow long have you (?:been|worked)\b"
            r"|\bwhen did you (?:join|start)\b"
        ),
        "Which decision on your way here would you take again, and which would you not?",
    ),
)


def check_question(text: str, facts: Iterable[Fact] = (), company: str = "") -> tuple[Finding, ...]:
    """Every finding about one question, in the order of their numbers. `company` is their employer, if known.

    A finding about a question that can be asked better ends with the better one in quotation marks.
    """
    return tuple(_findings(" ".join(text.split()), tuple(facts), company.strip()))


def _findings(text: str, facts: tuple[Fact, ...], company: str) -> Iterator[Finding]:
    found = _answered(text, facts, company)
    if found is not None:
        where, better = found
        yield Finding("Q01", "warn", f"{where} Ask what lies behind it: “{better}”")
    asked = asks_for_work(text)
    if is_closed(text) and not found and not asked:  # an open form of what is not to be asked is no better
        yield Finding("Q02", "hint", f"This can be answered with yes or no. An open form: “{opened(text)}”")
    if asked:
        named = ", ".join(f"“{word}”" for word in asked)
        yield Finding("Q03", "stop", f"You are here to learn, so leave out {named}.")


def _answered(text: str, facts: tuple[Fact, ...], company: str) -> tuple[str, str] | None:
    """What answers the question already, and the deeper form of it."""
    called = company or "your company"
    named = re.escape(company) if company else "(?!)"
    for pattern, better in _SEARCHED:
        if re.search(pattern.replace("{company}", named), text, re.IGNORECASE):
            return "A search answers this.", better.replace("{company}", called)
    known = {word for fact in facts if fact.id == "F10" for word, value in fact.words.items() if value}
    for word, pattern, better in _ON_THE_PAGE:
        if word in known and re.search(pattern.replace("{company}", named), text, re.IGNORECASE):
            return "Their page answers this.", better.replace("{company}", called)
    for fact in facts:
        if fact.id == "F11" and _is_plain(text) and mentions(text, fact.words.get("about", "")):
            return (
                f"You know this already: {fact.text}.",
                f"I read that {fact.words['fact']}. What does that mean for you?",
            )
    return None


def _is_plain(text: str) -> bool:
    """Whether a question asks for a bare fact."""
    return re.match(r"(?:what is|what's|how many|how much|how old|when|where|who)\b", text, re.IGNORECASE) is not None


def is_closed(text: str) -> bool:
    """Whether yes or no answers it: it begins with a verb like is, do or can, and frames no open question."""
    plain = text.strip().replace("’", "'")
    return _CLOSED.fullmatch(plain) is not None and _FRAMED.fullmatch(plain) is None


def opened(text: str) -> str:
    """An open form of a closed question; it begins with what, how or which."""
    match = _CLOSED.fullmatch(" ".join(text.split()).replace("’", "'"))
    if match is None:
        return text
    verb, rest = match.group(1).casefold().removesuffix("n't"), match.group(2)
    return f"{_open(verb, rest)}?"


def _open(verb: str, rest: str) -> str:
    liked = re.fullmatch(r"(you|people|they) (like|enjoy|love|miss|dislike|hate|prefer) (.+)", rest, re.IGNORECASE)
    if verb in {"do", "does", "did"} and liked:
        return f"What {verb} {liked[1]} {liked[2]} about {liked[3]}"
    if verb == "did" and rest.casefold().startswith("you "):
        return f"How did you come to {rest[4:]}"
    if verb in {"has", "have", "had"}:
        return f"How often {verb} {rest}, and what came of it"
    if verb in {"do", "does", "did", "can", "could", "may", "will"}:
        return f"How {verb} {rest}"
    return f"How far {verb} {rest}, and what makes it so"
