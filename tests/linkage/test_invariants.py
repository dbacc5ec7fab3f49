"""What holds for any records: order, batching, rulings, components, symmetry, evidence."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legwork.linkage.blocking import blocking_keys, candidate_pairs
from legwork.linkage.clustering import BANDS, Clustering, Doubt, Ruling, cluster, link
from legwork.linkage.merging import merge
from legwork.linkage.model import load_model
from legwork.linkage.normalise import person_of
from legwork.linkage.person import Claimed, Person
from legwork.linkage.scoring import Scored, score, worth_scoring
from legwork.linkage.vetoes import outright
from linkage.people import values
from linkage.world import rulings_on, worlds

MODEL = load_model()
POLICIES = ("identifiers", "confident")


def persons(records: list[Claimed]) -> list[Person]:
    return [person_of(record, region="US") for record in records]


def plain(found: Clustering, people: list[Person]) -> object:
    """A clustering as sets of digests, so that two can be compared whatever their ids and order."""
    digest = {person.record: person.digest for person in people}

    def doubt(one: Doubt) -> object:
        ends = frozenset((digest[one.left], digest[one.right]))
        return ends, one.band, one.weight, frozenset(map(doubt, one.alternatives))

    clusters = {
        (
            frozenset(digest[r] for r in c.records),
            frozenset((frozenset((digest[j.left], digest[j.right])), j.band) for j in c.joins),
        )
        for c in found.clusters
    }
    return (
        clusters,
        [doubt(one) for one in found.doubts],
        {frozenset((digest[r.left], digest[r.right])) for r in found.overruled},
    )


@given(worlds(), st.data(), st.sampled_from(POLICIES))
@settings(max_examples=150)
def test_no_order_and_no_numbering_matters(records: list[Claimed], data: st.DataObject, policy: str) -> None:
    rulings = data.draw(rulings_on(records))
    shuffled = data.draw(st.permutations(records))
    renumbered = {record.record: 1000 - number for number, record in enumerate(shuffled)}
    again = [replace(record, record=renumbered[record.record]) for record in shuffled]
    turned = [Ruling(renumbered[r.right], renumbered[r.left], r.verdict) for r in reversed(rulings)]

    one = link(persons(records), rulings, policy=policy, model=MODEL)
    other = link(persons(again), turned, policy=policy, model=MODEL)

    assert plain(one, persons(records)) == plain(other, persons(again))


@given(worlds(), st.data(), st.sampled_from(POLICIES))
@settings(max_examples=100)
def test_batches_arriving_one_by_one_give_what_linking_from_scratch_gives(
    records: list[Claimed], data: st.DataObject, policy: str
) -> None:
    """A store that keeps keys and scored pairs, adds record after record, and clusters what it has."""
    rulings = data.draw(rulings_on(records))
    standing: list[Person] = []
    keys: dict[int, frozenset[str]] = {}
    stored: list[Scored] = []
    for person in persons(data.draw(st.permutations(records))):
        keys[person.record] = blocking_keys(person)
        met = [other for other in standing if not keys[other.record].isdisjoint(keys[person.record])]
        pairs = (score(person, other, MODEL) for other in met)
        stored += [
            Scored.from_json(json.loads(json.dumps(pair.to_json()))) for pair in pairs if pair.worth_keeping(MODEL)
        ]
        standing.append(person)

    grown = cluster(standing, stored, rulings, policy=policy, model=MODEL)

    assert plain(grown, standing) == plain(link(standing, rulings, policy=policy, model=MODEL), standing)


@given(worlds(), st.data(), st.sampled_from(POLICIES))
@settings(max_examples=100)
def test_one_component_alone_gives_what_it_gives_among_all(
    records: list[Claimed], data: st.DataObject, policy: str
) -> None:
    people = persons(records)
    rulings = data.draw(rulings_on(records))
    kept = [
        pair for a, b in candidate_pairs(people) if (pair := score(people[a], people[b], MODEL)).worth_keeping(MODEL)
    ]
    whole = cluster(people, kept, rulings, policy=policy, model=MODEL)

    parts = [
        cluster([p for p in people if p.record in part], kept, rulings, policy=policy, model=MODEL)
        for part in components(people, kept, rulings)
    ]

    assert {c for part in parts for c in part.clusters} == set(whole.clusters)
    assert {d for part in parts for d in part.doubts} == set(whole.doubts)
    assert {r for part in parts for r in part.overruled} == set(whole.overruled)


def components(people: list[Person], kept: list[Scored], rulings: list[Ruling]) -> list[set[int]]:
    near = defaultdict(set)
    for tie in [*kept, *rulings]:
        near[tie.left].add(tie.right)
        near[tie.right].add(tie.left)
    parts: list[set[int]] = []
    for person in people:
        if any(person.record in part for part in parts):
            continue
        part, frontier = set(), {person.record}
        while frontier:
            part |= frontier
            frontier = {other for one in frontier for other in near[one]} - part
        parts.append(part)
    return parts


@given(worlds(), st.data(), st.sampled_from(POLICIES))
@settings(max_examples=100)
def test_rulings_win(records: list[Claimed], data: st.DataObject, policy: str) -> None:
    people = persons(records)
    rulings = data.draw(rulings_on(records))
    found = link(people, rulings, policy=policy, model=MODEL)
    home = {record: number for number, one in enumerate(found.clusters) for record in one.records}

    for ruling in rulings:
        together = home[ruling.left] == home[ruling.right]
        if ruling.verdict == "different":
            assert not together
        else:
            assert together or ruling in found.overruled
    apart = {frozenset((home[r.left], home[r.right])) for r in rulings if r.verdict == "different"}
    assert not apart & {frozenset((home[doubt.left], home[doubt.right])) for doubt in found.doubts}


@given(worlds(), st.sampled_from(POLICIES))
@settings(max_examples=100)
def test_clusters_are_trees_without_vetoes_and_doubts_join_two_of_them(records: list[Claimed], policy: str) -> None:
    people = {person.record: person for person in persons(records)}
    found = link(list(people.values()), [], policy=policy, model=MODEL)
    home = {record: number for number, one in enumerate(found.clusters) for record in one.records}

    assert sorted(home) == sorted(people)
    for one in found.clusters:
        assert len(one.joins) == len(one.records) - 1
        assert not any(outright(people[a], people[b]) for a in one.records for b in one.records)
        assert policy == "confident" or {join.band for join in one.joins} <= {"certain"}
    asked = [frozenset((home[doubt.left], home[doubt.right])) for doubt in found.doubts]
    assert len(asked) == len(set(asked))
    assert all(len(pair) == 2 for pair in asked)
    order = [(BANDS.index(doubt.band), -doubt.weight) for doubt in found.doubts]
    assert order == sorted(order)


@given(worlds(most=6))
def test_a_score_is_symmetric_and_survives_json(records: list[Claimed]) -> None:
    people = persons(records)
    for left in people:
        for right in people:
            one, other = score(left, right, MODEL), score(right, left, MODEL)
            assert (one.left, one.right) == (left.record, right.record)
            assert other._replace(left=one.left, right=one.right) == one
            assert Scored.from_json(json.loads(json.dumps(one.to_json()))) == one
            assert one.weight == pytest.approx(MODEL.prior + sum(reason.weight for reason in one.comparisons))


@given(worlds())
@settings(max_examples=150)
def test_no_pair_worth_keeping_is_passed_over(records: list[Claimed]) -> None:
    people = persons(records)
    for place, left in enumerate(people):
        for right in people[:place]:
            assert worth_scoring(left, right, MODEL) >= score(left, right, MODEL).worth_keeping(MODEL)


@given(worlds(most=6), st.sampled_from(["emails", "phones", "links"]))
def test_an_identifier_that_agrees_never_lowers_a_weight(records: list[Claimed], field: str) -> None:
    agreeing = {
        "emails": values("new.person77@elsewhere.example"),
        "phones": values("+44 20 7946 0999"),
        "links": values("https://www.linkedin.com/in/new-person"),
    }[field]

    def with_it(record: Claimed) -> Person:
        return person_of(
            replace(record, claim={**record.claim, field: [*record.claim.get(field, []), *agreeing]}), region="US"
        )

    for left, right in pairwise(records):
        before = score(person_of(left, region="US"), person_of(right, region="US"), MODEL)
        assert score(with_it(left), with_it(right), MODEL).weight >= before.weight


@given(worlds(most=8), st.data())
def test_a_merged_contact_is_the_same_for_any_order_and_loses_no_value(
    records: list[Claimed], data: st.DataObject
) -> None:
    merged = merge(records, region="US").to_json()

    assert merge(data.draw(st.permutations(records)), region="US").to_json() == merged
    for record in records:
        for field in ("emails", "phones", "links", "positions"):
            assert any(record.record in entry["records"] for entry in merged[field]) or not record.claim.get(field)
