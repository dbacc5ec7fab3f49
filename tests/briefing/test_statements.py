"""Each kind of fact as a sentence: certain, and likely."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from briefing.invented import company, fact
from legwork.briefing.facts import OUTSIDE, OWN
from legwork.briefing.statements import short, told

SPAN = {"first": "2016", "last": "2018"}
MOVE = {
    "was": "Data Lead at Globex",
    "was_title": "Data Lead",
    "was_company": "Globex",
    "company": "Initech",
    "seen": "2026-11-20",
    "after": "2026-09-02",
}
TABLE: list[tuple[str, dict[str, Any], str]] = [
    ("role", {"role": "Director of Data at Initech"}, "Director of Data at Initech."),
    ("saved", {"day": "2026-11-20"}, "Their page, saved on 20 November 2026."),
    ("moved", MOVE, "Moved between 2 September and 20 November 2026; was Data Lead at Globex."),
    ("moved", MOVE | {"after": ""}, "Moved around 20 November 2026; was Data Lead at Globex."),
    (
        "moved",
        MOVE | {"company": "Globex"},
        "Took a new role between 2 September and 20 November 2026; was Data Lead at Globex.",
    ),
    ("moved", {"was": "Globex", "was_company": "Globex", "company": "Initech"}, "Moved; was at Globex."),
    ("target", {"field": "data"}, "Their title seems to match “data”, which you look for."),
    ("school", {"school": "Porto"}, "You both studied at Porto."),
    (
        "school",
        {"school": "Porto", "you": "until 2021", "they": "until 2009"},
        "You both studied at Porto: you until 2021, they until 2009.",
    ),
    ("employer", {"employer": "Hooli"}, "You were both at Hooli."),
    ("employer", {"employer": "Hooli", "still": "yes"}, "They are at Hooli, where you were before."),
    ("employer", {"employer": "Hooli", **SPAN}, "You were both at Hooli, at the same time from 2016 to 2018."),
    (
        "employer",
        {"employer": "Hooli", "first": "2016", "last": "2016"},
        "You were both at Hooli, at the same time in 2016.",
    ),
    ("employer", {"employer": "Hooli", "first": "2016"}, "You were both at Hooli, since 2016."),
    ("employer", {"employer": "Hooli", "apart": "yes"}, "You were both at Hooli, at different times."),
    ("connected", {"day": "2019-03-12"}, "Connected since 12 March 2019."),
    (
        "exchange",
        {"ways": "both", "day": "2021-05-03", "about": "Reporting rebuild"},
        "You last wrote to each other on 3 May 2021, about “Reporting rebuild”.",
    ),
    (
        "exchange",
        {"ways": "theirs", "day": "2021-05-03"},
        "They last wrote on 3 May 2021; no answer of yours is known.",
    ),
    ("exchange", {"ways": "yours"}, "You last wrote; no answer of theirs is known."),
    ("depth", {"sent": "3", "received": "2", **SPAN}, "Messages so far: 3 from you, 2 from them, 2016 to 2018."),
    (
        "depth",
        {"sent": "3", "received": "2", "first": "2018", "last": "2018"},
        "Messages so far: 3 from you, 2 from them, in 2018.",
    ),
    ("met", {"event": "Data meetup", "day": "2023-06-08"}, "You were both in “Data meetup” on 8 June 2023."),
    ("referral", {"by": "Lena Ortiz", "day": "2026-11-03"}, "Lena Ortiz gave you this name on 3 November 2026."),
    (
        "colleague",
        {"name": "Wei Zhang", "state": "invited on 18 Nov 2026: wait until Mon 23 Nov", "others": "4"},
        "You know Wei Zhang there, invited on 18 Nov 2026: wait until Mon 23 Nov, and 4 more.",
    ),
    ("bridge", {"name": "Marco Bianchi", "place": "Globex"}, "Marco Bianchi was at Globex too and seems to know them."),
    ("heard", {"name": "Wei Zhang", "said": "planning is loud"}, "Wei Zhang told you: “planning is loud”."),
    ("touch", {}, "You wrote on 18 November."),
    (
        "promise",
        {"text": "read the chapters", "day": "2026-12-02"},
        "You promised: “read the chapters”, by 2 December 2026.",
    ),
    ("page", {"earlier": "Consultant at Acme"}, "Was Consultant at Acme before."),
    ("page", {"promoted_from": "Analyst", "now": "Lead"}, "Went from Analyst to Lead there."),
    ("page", {"title": "Lead"}, "You wrote on 18 November."),
    ("pronouns", {"pronouns": "she/her"}, "Lists the pronouns she/her."),
    (
        "zone",
        {"city": "Lisbon", "ahead": "3 h ahead of you"},
        "Seems to be in the time zone of Lisbon, 3 h ahead of you.",
    ),
    ("zone", {"city": "Lisbon"}, "Seems to be in the time zone of Lisbon."),
    ("openings", {"company": "Initech", "team": "data"}, "Initech looks for people in data, by your own rating."),
    ("openings", {"company": "Initech", "count": "14 open roles"}, "Initech has 14 open roles."),
    ("openings", {"company": "Initech"}, "Initech looks for people, by your own rating."),
    ("gap", {"what": "the size of their team"}, "Not known: the size of their team."),
]


@pytest.mark.parametrize(("kind", "words", "text"), TABLE, ids=[f"{kind}-{n}" for n, (kind, _, _) in enumerate(TABLE)])
def test_what_the_records_say(kind: str, words: dict[str, Any], text: str) -> None:
    assert told(fact(kind, "you wrote on 18 November", words=words)) == text


def test_every_kind_has_its_sentence() -> None:
    assert {kind for kind, _, _ in TABLE} == OWN.keys()
    assert {kind for kind, *_ in LOOKED_UP} == OUTSIDE


LOOKED_UP = [
    ("post", "On ledgers", "Wrote “On ledgers”.", "Seems to have written “On ledgers”."),
    ("project", "trackside", "Works on “trackside”.", "Seems to work on “trackside”."),
    ("work", "Delays", "Published “Delays”.", "Seems to have published “Delays”."),
    (
        "self_statement",
        "rail nerd",
        "Describes themselves as “rail nerd”.",
        "Describes themselves as “rail nerd”, it seems.",
    ),
    ("employer_claim", "Northwind", "Lists Northwind as their employer.", "Seems to list Northwind as their employer."),
    ("place", "York", "Gives York as their place.", "Seems to give York as their place."),
    ("name", "Ines P.", "Is called Ines P. there.", "Seems to be called Ines P. there."),
    (
        "employees",
        "2100",
        "Northwind Rail had about 2,100 people in 2026.",
        "Northwind Rail seems to have had about 2,100 people in 2026.",
    ),
    ("founded", "1899", "Northwind Rail was founded in 1899.", "Northwind Rail seems to have been founded in 1899."),
    (
        "filing",
        "an annual report",
        "Northwind Rail filed an annual report in 2026.",
        "Northwind Rail seems to have filed an annual report in 2026.",
    ),
    ("what_it_is", "a railway", "Northwind Rail: a railway.", "Northwind Rail seems to be: a railway."),
    (
        "industry",
        "rail transport",
        "Northwind Rail works in rail transport.",
        "Northwind Rail seems to work in rail transport.",
    ),
    ("gone", "ines.example", "ines.example is gone.", "ines.example seems to be gone."),
]


@pytest.mark.parametrize(("kind", "value", "sure", "likely"), LOOKED_UP)
def test_what_was_looked_up_reads_seems_where_it_is_only_likely(kind: str, value: str, sure: str, likely: str) -> None:
    about = company if kind in {"employees", "founded", "filing", "what_it_is", "industry"} else fact
    assert told(about(kind, value)) == sure
    assert told(about(kind, value, confidence="likely")) == likely


def test_what_somebody_lists_is_listed_and_a_company_without_a_name_is_the_company() -> None:
    assert told(fact("self_statement", "Postgres", words={"verb": "lists"})) == "Lists Postgres."
    assert told(fact("founded", "1899", about="company")) == "The company was founded in 1899."
    assert told(fact("employees", "12", about="company", dated=None)) == "The company had about 12 people."


def test_a_sentence_ends_once() -> None:
    assert told(fact("post", "Why?")) == "Wrote “Why?”."
    assert told(fact("role", words={"role": "Engineer at Acme Inc."})) == "Engineer at Acme Inc."
    assert short(fact("connected", words={"day": "2019-03-12"})) == "Connected since 12 March 2019"
    assert told(fact("employees", "2100", about="company", dated=date(2021, 3, 1))).endswith("2,100 people in 2021.")
