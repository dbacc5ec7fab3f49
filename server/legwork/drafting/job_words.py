"""Words that turn a conversation into an application (method L03, Q03; the rule is R14).

A pattern errs on the side of stopping: the user may send it all the same, and then says why.
"""

from __future__ import annotations

import re
from typing import Final

_YOUR_FIRM: Final = r"(?:your|the|this) (?:\w+ )?(?:team|company|firm|organi[sz]ation|department|group|office|lab)"
_PAPERS: Final = r"(?:cv|r[ée]sum[ée]|profile|details|name|application)"
_MEANINGS: Final = (
    # the thing itself; great jobs done and Steve Jobs are no offers
    r"(?<!great )(?<!good )(?<!steve )\bjobs?\b",
    r"\bopenings?\b(?! (?:up|hours|talk|keynote|remarks|scene|line|night|chapter|question|in your calendar)\b)",
    r"(?<!in a )(?<!in the )\bpositions?\b(?! (?:to|paper)\b| on (?:this|that|how|whether|why|it)\b)",
    r"\bvacanc(?:y|ies)\b",
    r"\binternships?\b(?! (?:at|with|you|in)\b)|\btraineeships?\b",
    r"\b(?:open|suitable|available|vacant) roles?\b|\broles? (?:\w+ )?(?:at|with|on|in) " + _YOUR_FIRM,
    r"\bopportunit(?:y|ies) (?:at|with|within|on your|in your)\b|\b(?:any|job|work|career) opportunit(?:y|ies)\b",
    r"\bheadcount\b|\b(?:an? |the |any )?(?:spot|seat|place) (?:for me|on your team)\b",
    # getting it
    r"\bhir(?:e|es|ed|ing)\b|\brecruit\w*|\bemployment\b|\bemploy (?:me|people|someone)\b",
    r"\b(?:looking|searching|hunting) for (?:\w+ )?(?:work|employment|people|staff|talent|candidates|a role)\b",
    r"\btak(?:e|ing) on (?:new |more )?(?:people|staff|someone|anyone)\b",
    r"\b(?:use|need|needs|want) (?:someone|somebody|people|a person) like me\b",
    r"\b(?:join|joining|be part of|become part of) " + _YOUR_FIRM,
    # a day may work for them, and what it is like to work there is a fine question
    r"\b(?:love|(?:would|i'd) like|want|hope|hoping|keen|eager) to work (?:for you\b|\w+ " + _YOUR_FIRM + ")",
    r"\bas a candidate\b|\bconsider(?:ed)? me\b|\binterview (?:me\b|with your team)",
    r"\bappl(?:y|ying|ied)\b (?:for|with)\b|\bapply(?:ing)? (?:to|at)\b",
    r"\b(?:i|i've|have|i'd|to) (?:just |already )?appl(?:y|ied)\b(?! (?:what|your|it|this|that|these|them|the)\b)",
    r"\b(?:my|an|the|your|job|pending|letter of) applications?\b(?! of\b| in\b| area)",
    r"\bapplications? (?:process|form|deadline|documents)\b",
    # through somebody
    r"\b(?:recommend|employ|introduce) me (?:to|for|at|with) (?:hr|your (?:hr|boss|manager)|a (?:role|place))\b",
    r"\b(?:recommend|employ|introduce) me (?:to|for|at|with) " + _YOUR_FIRM,
    r"\brefer me\b|\breferral (?:for|at|to|code|link|bonus)\b",
    r"\b(?:put|putting) (?:in )?a (?:good )?word (?:in )?for me\b|\bvouch for me\b",
    r"\b(?:pass|passing|forward|send|share|submit|hand) (?:on |along )?my " + _PAPERS + r"\b",
    # papers and pay
    r"\br[ée]sum[é]\b|\brésum[eé]s?\b|\b(?:my|a|the|attached|enclosed|your) resumes?\b|\bresume (?:attached|enclosed)",
    r"\bcvs?\b|\bcurriculum vitae\b|\bcover letters?\b",
    r"\bsalar(?:y|ies)\b|\bpay (?:range|band|scale)\b|\bcompensation\b",
)  # fmt: skip
_JOB: Final = re.compile("|".join(f"(?:{meaning})" for meaning in _MEANINGS), re.IGNORECASE)
_ASKED: Final = re.compile(
    r"\bsalar(?:y|ies)\b|\bpay (?:range|band|scale)\b|\bcompensation\b"
    r"|\bhow much (?:do|did|does|would) \w+ (?:earn|make|pay)|\bwhat (?:do|did|does|would) \w+ (?:earn|pay)\b"
    r"|\b(?:hire|refer|recommend|employ|recruit|take) me\b|\bjobs? for me\b"
    r"|\b(?:are|is) (?:you|your \w+|the \w+) hiring\b"
    r"|\b(?:any|open|job) (?:openings?|positions?|vacancies|roles?)\b|\bvacanc(?:y|ies)\b"
    r"|\b(?:my|a) (?:cv|r[ée]sum[ée])(?!\w)|\bgood word for me\b"
    r"|\b(?:get|find|give|offer) me an? (?:job|interview|position|role|place)\b",
    re.IGNORECASE,
)


def job_words(text: str) -> tuple[str, ...]:
    """The words in a message that ask for work, each once, as they stand, in lower case."""
    return tuple(sorted({_plain(match.group()) for match in _JOB.finditer(text.replace("’", "'"))}))


def asks_for_work(question: str) -> tuple[str, ...]:
    """The same for a question in the conversation: pay, and being hired or referred. How somebody got their own
    job may be asked."""
    return tuple(sorted({_plain(match.group()) for match in _ASKED.finditer(question.replace("’", "'"))}))


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
