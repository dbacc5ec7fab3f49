"""How the pages say things: dates, counts, states, lanes and kinds of files in plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from typing import Any, Final

from legwork.desk import origins
from legwork.outreach.words import MONTH_NAMES, MONTHS, WEEKDAY_NAMES, day_words, sentence, weekday_words

_KNOWN_DAY: Final = re.compile(r"(\d{4}|-)(?:-(\d{2}))(?:-(\d{2}))?")
_DAY: Final = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])")

LANES: Final[Mapping[str, tuple[str, str, str]]] = {
    # the lane as a label, and counted: one, several
    "conversation": ("A conversation", "conversation", "conversations"),
    "debrief": ("After a conversation", "debrief or thanks", "debriefs and thanks"),
    "reply": ("A reply to answer", "reply", "replies"),
    "promise": ("A promise", "promise", "promises"),
    "nudge": ("A nudge", "nudge", "nudges"),
    "second_person": ("A second person", "second person", "second people"),
    "keep_in_touch": ("Keeping in touch", "to keep in touch", "to keep in touch"),
    "new": ("Someone new", "new person", "new people"),
    "tidy": ("Tidying up", "to tidy", "to tidy"),
}

ACTS_WANTED: Final[Mapping[str, str]] = {
    "send_invitation": "Invite them to talk",
    "send_nudge": "Nudge, once",
    "send_answer": "Answer them",
    "ask_again": "Ask for a day",
    "close": "Close it kindly",
    "confirm": "Confirm the day",
    "brief": "Get ready",
    "debrief": "Write down what you learned",
    "send_thank_you": "Say thank you",
    "report_back": "Tell them what you did",
    "keep_in_touch": "Send a few lines",
    "write_again": "Write again",
    "find_channel": "Find a way to reach them",
    "keep_promise": "Keep your promise",
    "follow_plan": "Do what you planned",
    "decide": "Weigh it up",
    "close_loop": "Tell them how it ended",
    "rule_pair": "One person or two?",
    "still_wanted": "Still want to talk to them?",
}

STATES: Final[Mapping[str, str]] = {
    "known": "a contact",
    "inbox": "in the inbox",
    "shortlisted": "you want to talk",
    "ready": "ready to be invited",
    "invited": "invited",
    "nudged": "nudged",
    "replied": "they replied",
    "scheduled": "a conversation is agreed",
    "held": "you talked",
    "thanked": "thanked",
    "keeping_touch": "keeping in touch",
    "parked": "parked",
    "closed": "closed",
    "do_not_contact": "not to be written to",
}

LAST_ACTS: Final[Mapping[str, str]] = {
    "sent": "you wrote",
    "replied": "they replied",
    "scheduled": "agreed",
    "held": "you talked",
    "thanked": "you thanked them",
    "reported_back": "you told them what came of it",
    "wondered": "you wrote down a question",
    "noted": "you noted what they said",
    "debriefed": "you wrote the debrief",
    "promised": "you promised something",
    "kept": "you kept a promise",
    "referred": "somebody named them",
    "later": "put off",
    "skip": "skipped",
    "park": "parked",
    "want": "shortlisted",
    "closed": "closed",
}

KINDS: Final = origins.KINDS

TIES: Final[Mapping[str, str]] = {
    "invited_you": "they invited you",
    "you_invited": "you invited them",
    "endorsed_you": "they endorsed you",
    "you_endorsed": "you endorsed them",
    "recommended_you": "they recommended you",
    "you_recommended": "you recommended them",
}

PLACES: Final[Mapping[str, str]] = {
    "name": "Whole name",
    "given": "Given name",
    "middle": "Middle name",
    "family": "Family name",
    "prefix": "Salutation",
    "suffix": "What follows the name",
    "nickname": "Nickname",
    "maiden": "Name at birth",
    "email": "E-mail address",
    "phone": "Phone number",
    "linkedin": "LinkedIn profile",
    "link": "Web page",
    "company": "Employer",
    "title": "Job title",
    "department": "Department",
    "location": "Where they live or work",
    "street": "Street",
    "city": "Town",
    "region": "Region",
    "postcode": "Postcode",
    "country": "Country",
    "birthday": "Birthday",
    "connected": "Day you connected",
    "labels": "Tags",
    "notes": "Notes",
}

ENCODINGS: Final[Mapping[str, str]] = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16, low byte first",
    "utf-16-be": "UTF-16, high byte first",
    "cp1252": "Western European (Windows-1252)",
    "iso-8859-15": "Western European (ISO 8859-15)",
    "mac-roman": "Western European (old Macintosh)",
    "cp850": "Western European (DOS 850)",
    "cp1250": "Central European (Windows-1250)",
    "iso-8859-2": "Central European (ISO 8859-2)",
    "cp852": "Central European (DOS 852)",
    "cp1257": "Baltic (Windows-1257)",
    "cp1254": "Turkish (Windows-1254)",
    "cp1251": "Cyrillic (Windows-1251)",
    "koi8-r": "Cyrillic (KOI8-R)",
    "koi8-u": "Ukrainian (KOI8-U)",
    "cp866": "Cyrillic (DOS 866)",
    "cp1253": "Greek (Windows-1253)",
    "cp1255": "Hebrew (Windows-1255)",
    "cp1256": "Arabic (Windows-1256)",
    "cp1258": "Vietnamese (Windows-1258)",
    "cp874": "Thai (Windows-874)",
    "cp932": "Japanese (Shift JIS)",
    "euc-jp": "Japanese (EUC)",
    "gb18030": "Chinese (GB 18030)",
    "big5": "Chinese (Big5)",
    "euc-kr": "Korean (EUC)",
}

ENCODING_WHY: Final[Mapping[str, str]] = {
    "valid UTF-8": "every byte of it is right in that encoding",
    "byte order mark": "it begins with that encoding's mark",
    "every other byte is NUL": "every other byte is zero",
    "UTF-8, some bytes of an older encoding": "most of it is; the lines that are not are read as an older encoding",
    "a few bytes beyond ASCII, most likely Western European": "a guess, from very few letters",
    "its bytes beyond ASCII are all Western European letters": "a guess: all its special letters are Western European",
    "the bytes look like it": "a guess, from how often which letters occur",
    "as you said": "as you said",
}
ENCODING_GUESSED: Final = frozenset(why for why, words in ENCODING_WHY.items() if words.startswith("a guess"))

BANDS: Final[Mapping[str, str]] = {
    "strong": "Almost surely one person.",
    "likely": "Probably one person.",
    "weak": "Perhaps one person.",
}

JOINS: Final[Mapping[str, str]] = {
    "ruled": "Joined by your word",
    "certain": "Joined beyond doubt",
    "strong": "Joined because much speaks for it",
}

COMPARISONS: Final[Mapping[str, str]] = {
    "given": "Given name",
    "middle": "Middle name",
    "family": "Family name",
    "alias": "Name in an address",
    "origin": "The two names together",
    "order": "Order of the names",
    "email_name": "Name in the e-mail",
    "profile": "Profile address",
    "uid": "Address book entry",
    "email": "E-mail address",
    "phone": "Phone number",
    "employer": "Employer",
    "title": "Role",
    "place": "City",
    "household": "Postal address",
    "school": "School",
    "birthday": "Birthday",
    "link": "Web page",
    "export": "Address book",
    "generation": "Generation",
}

LEVELS: Final[Mapping[str, str]] = {
    "nickname": "short form",
    "spelling": "another spelling",
    "compound": "one of two names",
    "western": "a Western one and another",
    "one": "only one has it",
    "typo": "typing error",
    "part": "in part",
    "swapped": "exchanged",
    "together": "often together",
    "same_local": "begins alike",
    "same_day": "same day",
    "connections": "both in one",
    "contacts": "both in one",
    "domain": "by e-mail domain",
    "street": "same street",
    "postcode": "same postcode",
    "household": "a household's",
    "profile": "of a profile",
    "address": "of an e-mail",
    "full": "in full",
    "single": "in part",
}


def comparison(name: str) -> str:
    """What was compared, as a chart names it."""
    return COMPARISONS.get(name) or plain(name)


def level(name: str) -> str:
    """How far a comparison agrees."""
    return LEVELS.get(name) or plain(name).lower()


def bits(weight: float) -> str:
    """A weight with its sign and one decimal: `+4.1`, `−0.7`, `0`."""
    return f"{weight:+.1f}".replace("-", "−") if round(weight, 1) else "0"


def spoken(text: object, today: date) -> str:
    """The text with every ISO day as people say it: `nudge on Thu 3 Dec`."""

    def words(found: re.Match[str]) -> str:
        try:
            return weekday_words(date.fromisoformat(found[0]), today)
        except ValueError:
            return found[0]

    return _DAY.sub(words, str(text or ""))


def known_day(text: object) -> str:
    """A day or month as records have it, in words and with its year: `2019-03-12`, `2019-03`, `--04-12`."""
    said = str(text or "")
    found = _KNOWN_DAY.fullmatch(said)
    if found is None or not 1 <= int(found[2]) <= 12:
        return said
    day = str(int(found[3])) if found[3] else ""
    return " ".join(filter(None, (day, MONTHS[int(found[2]) - 1], found[1].strip("-"))))


def exchange_words(said: Mapping[str, Any]) -> str:
    """What two people wrote to each other: `last on 3 May 2021 (Analytics role); 3 from you, 1 from them`."""
    last = f"last on {known_day(str(said.get('last', ''))[:10])}" if said.get("last") else ""
    subject = f"({said['subject']})" if said.get("subject") else ""
    ways = f"{said.get('sent', 0):,} from you, {said.get('received', 0):,} from them"
    return "; ".join(filter(None, (" ".join(filter(None, (last, subject))), ways)))


def tie_words(tie: Mapping[str, Any]) -> str:
    """One thing between two people: `they invited you on 12 Mar 2024: Good to meet you.`"""
    on = f" on {known_day(str(tie.get('on', ''))[:10])}" if tie.get("on") else ""
    said = f"{TIES[tie['what']]}{on}"
    return f"{said}: {tie['text']}" if tie.get("text") else said


def meeting_words(meeting: Mapping[str, Any]) -> str:
    """One meeting of two people: `12 Mar 2024: Coffee`."""
    return ": ".join(filter(None, (known_day(meeting.get("on")), meeting.get("summary"))))


def long_day(day: date) -> str:
    """`Tuesday, 24 November`."""
    return f"{WEEKDAY_NAMES[day.weekday()]}, {day.day} {MONTH_NAMES[day.month - 1]}"


def moment(instant: object, now: datetime, zone: tzinfo) -> str:
    """An ISO instant or day in the user's zone: `14:05` today, `18 Nov, 14:05` else; the text where it is neither."""
    text = str(instant or "")
    try:
        when = datetime.fromisoformat(text)
        when = when.astimezone(zone) if when.tzinfo else when
    except (ValueError, OverflowError):
        return text
    if len(text) <= 10:
        return day_words(when.date(), now.date())
    clock = f"{when:%H:%M}"
    return f"today, {clock}" if when.date() == now.date() else f"{day_words(when.date(), now.date())}, {clock}"


def last_event(text: str) -> str:
    """`sent 2026-11-23` in words; the day is spoken later."""
    act, _, day = text.partition(" ")
    return f"{LAST_ACTS.get(act, plain(act).lower())} on {day}" if day else ""


def lane_label(lane: str) -> str:
    return LANES[lane][0] if lane in LANES else plain(lane)


def lane_counted(lane: str, count: int) -> str:
    """The words after the number: `2 replies`."""
    _, one, many = LANES.get(lane, ("", plain(lane), plain(lane)))
    return one if count == 1 else many


def lane_named(lane: str) -> str:
    """The lane itself, whatever waits in it: `replies`, `keeping in touch`."""
    label, _, many = LANES.get(lane, (plain(lane), "", plain(lane)))
    return label.lower() if many.startswith("to ") else many


def plain(name: str) -> str:
    """A name of the program as words, where nobody wrote better ones: `keep_in_touch`, `keep in touch`."""
    return sentence(re.sub(r"[_.]+", " ", name).strip())


def size(count: int) -> str:
    """Bytes for people: `3.4 MB`."""
    amount = float(count)
    for unit in ("bytes", "kB", "MB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "bytes" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} GB"
