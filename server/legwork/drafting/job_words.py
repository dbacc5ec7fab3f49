"""Words that turn a conversation into an application (method L03, Q03; the rule is R14).

A pattern errs on the side of stopping: the user may send it all the same, and then says why.
"""

from __future__ import annotations

import re
from typing import Final

_YOUR_FIRM: Final = r"(?:your|the|this) (?:\w+ )?(?:team|company|firm|organi[sz]ation|department|group|office|lab)"
# Their employer by its name, which the check has put out of the way as `…`, or as theirs.
_THERE: Final = "(?:…|" + _YOUR_FIRM + ")"
_FOR_THEM: Final = r"(?:for|to) (?:it\b|the team\b|" + _THERE + ")"
_NAMED: Final = r"(?:…|(?-i:[A-Z])\w)"
_PLACE: Final = r"(?:role|place|spot|seat|internship|traineeship|placement)s?"
_SOUGHT: Final = (
    r"(?:role|internship|placement|opportunity|opportunities)\b(?! to (?:learn|understand|hear|talk|ask)\b)"
)
_WISH: Final = r"(?:love|(?:would|i'd) like|want|wish|hope|hoping|keen|eager)"
_PAPERS: Final = r"(?:cv|r[ée]sum[ée]|profile|details|name|application)"
_MEANINGS: Final = (
    # the thing itself; great jobs done, Steve Jobs and the job they have are no offers
    r"(?<!great )(?<!good )(?<!nice )(?<!steve )(?<!your )(?<!first )\bjobs?\b(?! (?:shadow|rotation|schedul))",
    r"\bjob (?:search|market|hunt|ad|advert|offer|board|posting|list)",
    r"\bopenings?\b(?! (?:up|hours|talk|keynote|remarks|scene|line|night|chapter|question|in your calendar)\b)",
    r"(?<!in a )(?<!in the )(?<!in your )\bpositions?\b(?! (?:to|paper)\b| on (?:this|that|how|whether|why|it)\b)",
    r"\bvacanc(?:y|ies)\b",
    r"\binternships?\b(?! (?:at|with|you|in)\b)|\btraineeships?\b",
    r"\b(?:open|suitable|available|vacant) roles?\b|\broles? (?:\w+ )?(?:at|with|on|in) " + _YOUR_FIRM,
    r"(?<!you )\b(?:for|into|any|of an?|about an?|find|get|land|offer) (?:an? |any |the |my )?(?:(?!your\b)\w+ ){0,2}"
    + _PLACE + r" (?:at|with|in|within|on) (?:your\b|" + _NAMED + ")",
    r"\b(?:place|space|slot|room) for an? (?:\w+ )?(?:intern|trainee|junior|graduate)\b",
    r"\b(?:any|some|chance of|get) work experience\b|\bopen to work\b",
    r"\b(?:any|some)thing (?:going|available|for me|open (?:at|in|on|for)|comes up)\b|\bkeep me in mind\b",
    r"\bthink of me (?:for|if|when)\b|\bavailable to start\b|\bon the market\b",
    r"\binterested in (?:the|an?|this|that) (?:\w+ ){0,2}role\b|\brole (?:you |… )?(?:advertis|post|list)ed\b",
    r"\b(?:any|for an?|run an?|offer an?|your) graduate (?:program|scheme)|\b(?:a|my) career (?:at|with) " + _NAMED,
    r"\bopportunit(?:y|ies) (?:at(?! the (?:edge|moment))|with|within|on your|in your)\b",
    r"\b(?:any|job|work|career) opportunit(?:y|ies)\b",
    r"\bheadcount\b|\b(?:an? |the |any )?(?:spot|seat|place) (?:for me|on your team)\b",
    # getting it
    r"\bhir(?:e|es|ed|ing)\b|\brecruit\w*|\bemployment\b|\bemploy (?:me|people|someone)\b",
    r"\b(?:looking|searching|hunting) for (?:\w+ )?(?:work|employment|people|staff|talent|candidates|a role)\b",
    r"\b(?:(?:look|search|hunt)ing for|seek(?:ing)?) (?:an? |my |the )?(?:new |next )?(?:\w+ )?" + _SOUGHT,
    r"\btak(?:e|ing) (?:me on\b|on (?:new |more |an? )?(?:people|staff|someone|anyone|interns?|trainees?|juniors?)\b)",
    _THERE + r" (?:could|might|would) (?:use|need) (?:an? \w+|any|some|more|help|someone|somebody|people)\b",
    r"\b(?:do|does|if|should) (?:you|" + _THERE + r") (?:ever |currently |still )?needs? (?:an?|any|some|more|extra)\b",
    r"\bchance (?:to work|of working) (?:for|with) (?:you|" + _THERE + ")",
    r"\b(?:use|need|needs|want) (?:someone|somebody|people|a person) like me\b",
    r"(?<!you )(?<!you to )(?<!decision to )(?<!decided to )(?<!before )(?<!after )(?<!since )\b"
    r"(?:join|joining|be part of|become part of) " + _YOUR_FIRM,
    r"\b(?:" + _WISH + r" to|can i|could i|may i) (?:join|be part of) " + _NAMED + r"|\bfoot in the door\b",
    r"\bi (?:can |could |might )?get (?:in|into) " + _THERE + r"|\bgetting (?:in at|into) " + _THERE,
    r"\b(?:look|looking|want|hope|hoping|like) to (?:move|switch) to …",
    r"\b(?:great|good|perfect|strong|natural|right|valuable) (?:fit|addition|match|asset) " + _FOR_THEM,
    # a day may work for them, and what it is like to work there is a fine question
    r"\b" + _WISH + r" to work (?:for you\b|\w+ " + _THERE + "|(?:at|for) " + _NAMED + ")",
    r"\b(?:interested in|keen on|excited about|idea of|dream(?:ing|ed|t)? (?:of|about)) working (?:for you\b|\w+ "
    + _THERE + "|(?:at|for) " + _NAMED + ")",
    r"\b(?:get|give|offer|arrange|land|secure) (?:me )?an interview\b",
    r"(?<!your )\binterview(?:ing)? (?:for|at) (?:an? |…)",
    r"\bas a candidate\b|\bconsider(?:ed)? me\b|\binterview (?:me\b|with your team)",
    r"\bappl(?:y|ying|ied)\b (?:for|with)\b|\bapply(?:ing)? (?:to|at)\b",
    r"\b(?:i|i've|have|i'd|to) (?:just |already )?appl(?:y|ied)\b(?! (?:what|your|it|this|that|these|them|the)\b)",
    r"\b(?:my|an|the|your|job|pending|letter of) applications?\b(?! of\b| in\b| area)",
    r"\bapplications? (?:process|form|deadline|documents)\b",
    r"\b(?:accept|accepting|taking|inviting|open for) applications\b",
    # through somebody
    r"\b(?:in touch|connect(?:ed)? me) with (?:hr\b|human resources)",
    r"\b(?:recommend|employ|introduce) me (?:to|for|at|with) (?:hr|your (?:hr|boss|manager)|a (?:role|place))\b",
    r"\b(?:recommend|employ|introduce) me (?:to|for|at|with) " + _YOUR_FIRM,
    r"\brefer(?:ring)? me\b|\breferral (?:for|at|to|code|link|bonus)\b|\b(?:me|for|be) an? referral\b",
    r"\b(?:put|putting) (?:in )?a (?:good )?word (?:in )?for me\b|\bvouch for me\b",
    r"\b(?:pass|passing|forward|send|share|submit|hand) (?:on |along )?my " + _PAPERS + r"\b",
    # papers and pay
    r"\br[ée]sum[é]\b|\brésum[eé]s?\b|\b(?:my|a|the|attached|enclosed|your) resumes?\b|\bresume (?:attached|enclosed)",
    r"\bcvs?\b|\bcurriculum vitae\b|\bcover letters?\b",
    r"\bsalar(?:y|ies)\b|\bpay (?:range|band|scale)\b|(?<!carbon )\bcompensation\b",
    r"\b(?:what|how much) (?:do|does|did|would) [^.?!]{1,40}\b(?:pay|earn)\b(?! (?:attention|off|back|its|to)\b)",
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
