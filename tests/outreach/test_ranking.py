"""Every term of the ranking, its points and its words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from legwork.outreach.clocks import Clock
from legwork.outreach.people import Channels, Exchange, JobChange, Parted, Person, Rating, Search, Tenure
from legwork.outreach.ranking import Ranker, full_years, level, overlap, school_key, words
from legwork.outreach.stages import Conversation

SEARCH = Search(
    fields=("data", "climate science"),
    schools=("University of Porto",),
    past_employers=(Tenure("Hooli", 2016, 2018), Tenure("")),
)


@pytest.fixture
def ranker(world: Any) -> Ranker:
    return Ranker(SEARCH, Clock(world.at("2026-11-23T08:00"), world.calendar))


def reasons(ranker: Ranker, talk: Conversation | None = None, **facts: Any) -> dict[str, tuple[int | None, str]]:
    facts = {"channels": Channels(email="a@b.example"), **facts}
    person = Person("c_1", "Ana Souza", given="Ana", **facts)
    terms = ranker.terms(person, talk)
    assert ranker.points(person, talk) == sum(term.points or 0 for term in terms)
    return {term.term: (term.points, term.text) for term in terms if term.term != "channel"}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            {"referred_by": "Lena Ortiz", "referred_on": date(2026, 11, 3)},
            {"referred": (40, "Lena Ortiz gave you this name on 3 Nov")},
        ),
        ({"referred_by": "Lena Ortiz"}, {"referred": (40, "Lena Ortiz gave you this name")}),
        ({"title": "Data Analyst"}, {"function": (20, "works in data, your target: Data Analyst")}),
        (
            {"title": "Climate Scientist"},
            {"function": (20, "works in climate science, your target: Climate Scientist")},
        ),
        ({"title": "Update Officer"}, {}),
        ({"schools": ("Lisbon", "Universidade do Porto")}, {"school": (20, "Universidade do Porto, like you")}),
        ({"schools": ("Porto Business School",)}, {}),
        ({"past_employers": (Tenure("HOOLI"),)}, {"past_employer": (20, "you were both at Hooli")}),
        (
            {"past_employers": (Tenure("Acme"), Tenure("Hooli", 2017, 2020))},
            {
                "past_employer": (20, "you were both at Hooli, 2017-2018"),
                "overlap": (5, "and there at the same time"),
            },
        ),
        ({"past_employers": (Tenure("Hooli", 2019, 2020),)}, {"past_employer": (20, "you were both at Hooli")}),
        ({"company": "Hooli"}, {"past_employer": (20, "you were both at Hooli")}),
        (
            {"exchange": Exchange(date(2019, 1, 1), date(2021, 5, 3), 3, 3)},
            {
                "exchange": (15, "you wrote to each other, last in May 2021"),
                "dormant": (10, "silent for five years: such talks bring news"),
            },
        ),
        (
            {"exchange": Exchange(date(2026, 1, 1), date(2026, 5, 3), 3, 3)},
            {"exchange": (15, "you wrote to each other, last in May 2026")},
        ),
        ({"exchange": Exchange(date(2019, 1, 1), date(2021, 5, 3), 3, 0)}, {}),
        (
            {"job_change": JobChange(date(2026, 11, 20), "Director", "Initech", "Lead", "Globex")},
            {"job_change": (10, "moved to Initech, seen on 20 Nov")},
        ),
        (
            {"job_change": JobChange(date(2026, 11, 20), "Director", "Globex", "Lead", "Globex")},
            {"job_change": (10, "now Director, seen on 20 Nov")},
        ),
        (
            {"job_change": JobChange(date(2026, 11, 20), "Lead", "Initech", "Lead", "Globex", date(2026, 3, 3))},
            {"job_change": (10, "moved to Initech, between 3 March and 20 November 2026")},
        ),
        (
            {"parted": Parted(date(2026, 3, 3), date(2026, 11, 20))},
            {
                "parted": (
                    None,
                    "no longer among your LinkedIn connections: that ended between 3 March and 20 November 2026",
                )
            },
        ),
        ({"job_change": JobChange(date(2026, 6, 20), "Director", "Initech", "Lead", "Globex")}, {}),
        ({"title": "Senior Nurse"}, {"level": (10, "senior, one level above where you would start")}),
        ({"title": "Head of Care"}, {"level": (10, "a manager, two levels above where you would start")}),
        ({"title": "Chief Nurse"}, {}),
        ({"connected_on": date(2019, 3, 12)}, {"first_degree": (10, "connected since 12 Mar 2019")}),
        ({"company": "Globex", "titles_here": ("A", "B")}, {"promoted": (5, "two titles at Globex")}),
    ],
)
def test_a_fact_is_a_term(ranker: Ranker, facts: dict[str, Any], expected: Any) -> None:
    assert reasons(ranker, **facts) == expected


@pytest.mark.parametrize(
    ("channels", "expected"),
    [
        (Channels(), (-30, "no channel yet: find one")),
        (Channels(email="a@b.example"), (10, "you have an e-mail address")),
        (Channels(profile="p"), (10, "you have their profile")),
        (Channels(phone="1"), (10, "you have a phone number")),
    ],
)
def test_a_channel_counts_and_its_lack_counts_more(ranker: Ranker, channels: Channels, expected: Any) -> None:
    (term,) = ranker.terms(Person("c_1", "Ana", channels=channels), None)
    assert (term.points, term.text) == expected


def test_putting_off_three_times_counts_against(ranker: Ranker) -> None:
    assert reasons(ranker, Conversation("shortlisted", put_off=2)) == {}
    found = reasons(ranker, Conversation("shortlisted", put_off=3))
    assert found == {"put_off": (-20, "put off three times: still wanted?")}


def test_the_employers_rating_comes_before_every_point(world: Any) -> None:
    rated = Search(employers={"initech": Rating(3, 2, advocate=True), "acme": Rating()})
    ranker = Ranker(rated, Clock(world.at("2026-11-23T08:00"), world.calendar))
    wanted = Person("c_1", "Zoe", company="Initech", employer="initech")
    other = Person("c_2", "Ann", company="Acme", employer="acme", channels=Channels(email="a@b.example"))
    assert ranker.order(wanted, None) < ranker.order(other, None)
    assert ranker.terms(wanted, None)[0].text == (
        "Initech: motivation 3 of 3, posting 2 of 3, someone there speaks for you"
    )
    assert [term.term for term in ranker.terms(other, None)] == ["channel"]


def test_ties_go_to_the_oldest_source_then_name_then_id(ranker: Ranker) -> None:
    people = [
        Person("c_9", "Ann", source_first_seen="2026-01-02"),
        Person("c_8", "Bob", source_first_seen="2026-01-01"),
        Person("c_2", "Cid"),
        Person("c_1", "Cid"),
    ]
    ordered = sorted(people, key=lambda person: ranker.order(person, None))
    assert [person.id for person in ordered] == ["c_8", "c_9", "c_1", "c_2"]


def test_what_a_draft_may_say_is_shared(ranker: Ranker) -> None:
    person = Person("c_1", "Ana", title="Data Lead", schools=("Porto",), past_employers=(Tenure("Hooli"),))
    assert ranker.bonds(person) == {"school": "Porto", "worked_at": "Hooli", "field": "data"}
    assert ranker.bonds(Person("c_1", "Ana")) == {"field": "data"}
    assert (ranker.target("Data Lead"), ranker.target("Nurse")) == ("data", "")


def test_without_a_search_only_facts_of_their_own_count(world: Any) -> None:
    ranker = Ranker(Search(), Clock(world.at("2026-11-23T08:00"), world.calendar))
    person = Person("c_1", "Ana", title="Data", schools=("Porto",), company="Hooli", past_employers=(Tenure("X"),))
    assert [term.term for term in ranker.terms(person, None)] == ["channel"]
    assert ranker.bonds(person) == {}


def test_the_parts_a_ranking_stands_on() -> None:
    assert level(words("Vice President, Data")) == 7
    assert level(words("Junior Analyst")) == 1
    assert level(()) == 2
    assert words("Émile ZOLA-2") == ("emile", "zola", "2")
    assert school_key("The University of Porto") == school_key("Porto")
    assert overlap(Tenure("a", 2016), Tenure("a", 2018)) == (2018, 9999)
    assert overlap(Tenure("a", 2016, 2017), Tenure("a", 2018)) is None
    assert overlap(Tenure("a"), Tenure("a", 2018)) is None
    assert full_years(date(2021, 11, 24), date(2026, 11, 23)) == 4


@pytest.mark.parametrize(
    ("own", "theirs", "text"),
    [
        (Tenure("Hooli", 2016), Tenure("Hooli", 2018), "you were both at Hooli, since 2018"),
        (Tenure("Hooli", 2016, 2018), Tenure("Hooli", 2018, 2019), "you were both at Hooli in 2018"),
    ],
)
def test_years_in_common_are_said_once(world: Any, own: Tenure, theirs: Tenure, text: str) -> None:
    ranker = Ranker(Search(past_employers=(own,)), Clock(world.at("2026-11-23T08:00"), world.calendar))
    found = ranker.terms(Person("c_1", "Ana", past_employers=(theirs,)), None)
    assert found[0].text == text
