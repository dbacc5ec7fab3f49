"""A LinkedIn archive, Google contacts, a mailbox and a capture: exactly these joins, exactly these questions."""

from __future__ import annotations

from legwork.linkage.clustering import Clustering, Ruling, link
from legwork.linkage.merging import merge
from legwork.linkage.model import load_model
from legwork.linkage.normalise import person_of
from linkage.people import record, role, values

LINKEDIN = {"source": "linkedin.connections", "files": ["Connections.csv"], "seen": "2026-11-01"}
TOGETHER = "names of one origin"
MAIL = {"source": "mail", "files": ["mail.mbox"]}


def at(slug: str) -> list[object]:
    return [{"value": f"https://www.linkedin.com/in/{slug}", "label": "linkedin"}]


ANA_LI, WEI_PM, WEI_RN, ROBERT, ANA_GC, WEI_GC, MARIA, JOAO, ANA_MB, BOB, ANA_EX = RECORDS = [
    record(1, **LINKEDIN, given="Ana", family="Souza", links=at("ana-souza-7"), positions=role("Globex", "Data Lead")),
    record(
        2,
        **LINKEDIN,
        given="Wei",
        family="Zhang",
        links=at("wei-zhang-pm"),
        positions=role("Initech", "Product Manager"),
    ),
    record(3, **LINKEDIN, given="Wei", family="Zhang", links=at("weizhang-rn"), positions=role("Umbrella", "Nurse")),
    record(4, **LINKEDIN, given="Robert", family="O'Neil", links=at("bob-oneil"), positions=role("Hooli")),
    record(5, name="Ana Souza", emails=values("ana.souza@globex.example"), phones=values("+1 212 555 0147")),
    record(6, name="Wei Zhang", emails=values("wei@initech.example")),
    record(7, name="Maria Silva", phones=values("+55 11 91234-5678")),
    record(8, name="João Silva", phones=values("+55 11 91234-5678")),
    record(9, **MAIL, name="Ana Souza", emails=values("ana.souza@globex.example")),
    record(10, **MAIL, name="Bob O'Neil", emails=values("roneil@hooli.example")),
    record(
        11,
        "capture",
        files=[],
        name="Ana Souza",
        links=at("ana-souza-7?trk=x"),
        positions=role("Initech", "Director of Data"),
        written_on="2026-11-20T10:00:00Z",
    ),
]


def linked(policy: str = "identifiers", *rulings: Ruling) -> Clustering:
    people = [person_of(one, region="US") for one in RECORDS]
    return link(people, rulings, policy=policy, model=load_model())


def joined(found: Clustering) -> list[set[int]]:
    return [set(cluster.records) for cluster in found.clusters if len(cluster.records) > 1]


def asked(found: Clustering) -> list[set[int]]:
    """The questions, each contact by its smallest record id."""
    first = {record: min(cluster.records) for cluster in found.clusters for record in cluster.records}
    return [{first[doubt.left], first[doubt.right]} for doubt in found.doubts]


def test_identifiers_join_exactly_two_pairs_and_leave_nine_people() -> None:
    found = linked()

    assert sorted(map(sorted, joined(found))) == [[1, 11], [5, 9]]
    assert len(found.clusters) == 9


def test_exactly_three_pairs_are_asked_strongest_first() -> None:
    found = linked()

    assert [sorted(pair) for pair in asked(found)] == [[1, 5], [4, 10], [2, 6]]
    assert [doubt.band for doubt in found.doubts] == ["strong", "likely", "likely"]


def test_the_other_wei_is_only_an_alternative_inside_the_card() -> None:
    wei = linked().doubts[2]

    assert [{one.left, one.right} for one in wei.alternatives] == [{3, 6}]


def test_reasons_are_words_from_the_scorer() -> None:
    texts = [[reason.text for reason in doubt.scored.comparisons] for doubt in linked().doubts]

    assert texts == [
        ["same given name", "same family name", TOGETHER, "e-mail domain globex matches the employer"],
        [
            "given name and its short form",
            "same rare family name",
            TOGETHER,
            "e-mail domain hooli matches the employer",
        ],
        ["same given name", "same family name", TOGETHER, "e-mail domain initech matches the employer"],
    ]


def test_confident_joins_the_two_halves_of_ana_and_nothing_else() -> None:
    found = linked("confident")

    assert joined(found) == [{1, 5, 9, 11}]
    assert [sorted(pair) for pair in asked(found)] == [[4, 10], [2, 6]]


def test_choosing_one_wei_refuses_the_other() -> None:
    found = linked("identifiers", Ruling(2, 6, "same"))

    assert {2, 6} in joined(found)
    assert {3, 6} not in asked(found)
    assert len(found.clusters) == 8


def test_refusing_one_wei_asks_about_neither_pair_again_but_may_ask_about_the_other() -> None:
    found = linked("identifiers", Ruling(2, 6, "different"))

    assert {2, 6} not in asked(found)
    assert {3, 6} in asked(found)


def test_bob_ruled_different_is_never_asked_again() -> None:
    found = linked("confident", Ruling(10, 4, "different"))

    assert {4, 10} not in asked(found)
    assert {4} in [set(one.records) for one in found.clusters]


def test_ana_changed_jobs_between_the_export_and_the_capture() -> None:
    assert merge([ANA_LI, ANA_GC, ANA_MB, ANA_EX]).to_json()["job_changes"] == [
        {
            "from_title": "Data Lead",
            "from_company": "Globex",
            "to_title": "Director of Data",
            "to_company": "Initech",
            "after": "2026-11-01",
            "before": "2026-11-20",
            "records": [1, 11],
        }
    ]
