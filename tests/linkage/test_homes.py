"""Postal addresses and places in folded parts."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from legwork.linkage.homes import homes_of, in_words
from legwork.linkage.person import Household


def test_what_is_written_in_many_ways_is_one_household() -> None:
    written = [
        {"street": "  Lange Straße 5/2 ", "postcode": "SW1A 1AA", "city": "São Paulo"},
        {"street": "lange strasse, 5 2", "postcode": "sw1a-1aa", "city": "SAO PAULO, SP"},
    ]
    ((places,), (households,)) = homes_of([{"addresses": written[:1]}])
    assert (places, households) == (("sao paulo",), (Household("lange strasse 5 2", "sw1a1aa", "sao paulo"),))
    assert homes_of([{"addresses": [written[0], written[0], {}]}])[1] == [households]
    assert homes_of([{"addresses": written}])[1] == [
        (households[0], Household("lange strasse 5 2", "sw1a1aa", "sao paulo sp"))
    ]


def test_a_place_is_a_city_or_else_a_region_and_where_somebody_says_to_be() -> None:
    claims = [
        {"addresses": [{"city": "Porto", "region": "Norte"}, {"region": "Minho"}], "location": "Greater Boston Area"},
        {"addresses": [{"street": "Rua 5"}], "location": "Remote"},
        {"location": "Lisbon, Portugal"},
    ]
    assert homes_of(claims)[0] == [("boston", "minho", "porto"), (), ("lisbon",)]


@given(st.lists(st.text(max_size=12) | st.text("aB1 ,.\0\n", max_size=30) | st.just("long " * 60), max_size=8))
@example(["Elm 5", " Elm\0 5 "])
@example(["Elm 5", " -- ", "Am Bühl, 3", "Elm  5."])
def test_many_streets_are_folded_as_each_alone(streets: list[str]) -> None:
    _, households = homes_of([{"addresses": [{"street": street}]} for street in streets])

    assert households == [(Household(folded),) if (folded := in_words(street)) else () for street in streets]
