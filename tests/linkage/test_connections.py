"""Who is new and who is gone between lists of connections, and when nothing may be said."""

from __future__ import annotations

from itertools import permutations

import pytest

from legwork.linkage.connections import Compared, Entry, Listing, compared, is_later

MARCH, NOVEMBER = "2026-03-03T10:00:00", "2026-11-20T10:00:00"
ANA, WEI, ROBERT, LENA, TOM = (
    Entry(1, "ana", "ana souza", "2019-03-12"),
    Entry(2, "wei", "wei zhang", "2020-04-03"),
    Entry(3, "bob", "robert o'neil", "2022-06-06"),
    Entry(4, "lena", "lena ortiz", "2024-01-09"),
    Entry(5, "tom", "tom reis", "2026-09-09"),
)
MANY = [Entry(n, f"p{n}", f"person {n}", f"{2000 + n // 12}-{n % 12 + 1:02}-15") for n in range(100, 200)]


def listing(*entries: Entry, written: str = "", withheld: frozenset[str] | None = frozenset()) -> Listing:
    return Listing(max((one.connected_on for one in entries), default=""), written, entries, withheld)


OLD = listing(ANA, WEI, ROBERT, LENA, written=MARCH)


def gone(*listings: Listing) -> dict[int, tuple[str, str]]:
    return {record: (one.after, one.before) for record, one in told(*listings).gone.items()}


def new(*listings: Listing) -> dict[int, tuple[str, str]]:
    return {record: (one.after, one.before) for record, one in told(*listings).new.items()}


def told(*listings: Listing) -> Compared:
    """What the lists tell, in every order the same."""
    first, *others = [compared(order) for order in permutations(listings)]
    assert all(other == first for other in others)
    return first


def test_two_lists_of_one_account_tell_who_came_and_who_is_gone() -> None:
    later = listing(ANA, WEI, LENA, TOM, written=NOVEMBER)

    assert gone(OLD, later) == {3: ("2026-03-03", "2026-11-20")}
    assert new(OLD, later) == {5: ("2026-03-03", "2026-11-20")}
    assert told(OLD, later).listed == {1, 2, 3, 4, 5}


def test_without_a_day_of_their_own_lists_are_as_old_as_their_newest_connection() -> None:
    older, later = listing(ANA, WEI, ROBERT, LENA), listing(ANA, WEI, LENA, TOM)

    assert gone(older, later) == {3: ("2024-01-09", "2026-09-09")}
    assert new(older, later) == {5: ("2024-01-09", "2026-09-09")}


@pytest.mark.parametrize(
    ("one", "other", "later"),
    [
        (listing(ANA, written=NOVEMBER), listing(ANA, written=MARCH), True),
        (listing(ANA, written=NOVEMBER), listing(ANA, LENA, written=MARCH), True),
        (listing(ANA, LENA, written="2026-03-03T10:00:00"), listing(ANA, written="2026-03-03T11:00:00"), True),
        (listing(ANA, written="2026-03-03T12:00:00"), listing(ANA, written="2026-03-03T11:00:00"), True),
        (listing(ANA, LENA), listing(ANA, written=MARCH), True),
        (listing(ANA), listing(ANA, written=MARCH), False),
        (listing(ANA, written=MARCH), listing(ANA), False),
        (listing(ANA, LENA), listing(ANA, written="1980-01-01T00:00:00"), True),
        (listing(ANA, LENA), listing(ANA, written="2107-15-31T00:00:00"), True),
    ],
)
def test_which_of_two_lists_is_the_later(one: Listing, other: Listing, later: bool) -> None:
    assert is_later(one, other) is later
    assert not is_later(other, one) or not later


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(OLD, id="the same list"),
        pytest.param(listing(ANA, WEI, ROBERT, LENA, written="2026-03-04T01:00:00"), id="the complete archive after"),
        pytest.param(listing(ANA, WEI, ROBERT, LENA), id="the same out of its archive"),
        pytest.param(listing(ANA, TOM, written=NOVEMBER), id="more missing than shown"),
        pytest.param(listing(TOM, written=NOVEMBER), id="a part"),
        pytest.param(listing(written=NOVEMBER), id="an empty list"),
        pytest.param(listing(ANA, WEI, LENA, written=NOVEMBER, withheld=None), id="torn rows"),
        pytest.param(
            listing(ANA, WEI, LENA, written=NOVEMBER, withheld=frozenset({ROBERT.connected_on})), id="a hidden account"
        ),
        pytest.param(
            listing(ANA, WEI, Entry(6, "robert-oneil", ROBERT.name, ROBERT.connected_on), LENA, written=NOVEMBER),
            id="another profile address",
        ),
        pytest.param(
            listing(ANA, WEI, Entry(6, "bob", "bob o'neil", ROBERT.connected_on), LENA, written=NOVEMBER),
            id="another name",
        ),
        pytest.param(
            listing(ANA, WEI, Entry(6, "bob", ROBERT.name, "2026-10-10"), LENA, written=NOVEMBER), id="connected anew"
        ),
        pytest.param(
            listing(
                *(Entry(10 + one.record, one.key, one.name, "2015-05-05") for one in (ANA, WEI, LENA)),
                written=NOVEMBER,
            ),
            id="another account",
        ),
    ],
)
def test_nobody_is_gone_from_what_is_not_a_whole_later_list_without_them(other: Listing) -> None:
    assert gone(OLD, other) == {}


def test_somebody_connected_with_another_account_still_is_not_gone() -> None:
    theirs = listing(Entry(7, "bob", ROBERT.name, "2011-01-01"), Entry(8, "kim", "kim ek", "2012-01-01"))

    assert gone(OLD, listing(ANA, WEI, LENA, written=NOVEMBER), theirs) == {}


def test_a_list_in_between_makes_the_time_shorter() -> None:
    last = listing(ANA, WEI, LENA, TOM, written=NOVEMBER)

    between = listing(ANA, WEI, ROBERT, LENA, written="2026-06-01T00:00:00")
    assert gone(OLD, between, last) == {3: ("2026-06-01", "2026-11-20")}

    between = listing(ANA, WEI, LENA, TOM, written="2026-10-01T00:00:00")
    assert gone(OLD, between, last) == {3: ("2026-03-03", "2026-10-01")}
    assert new(OLD, between, last) == {5: ("2026-03-03", "2026-10-01")}


def test_one_who_came_back_is_neither_gone_nor_new() -> None:
    without = listing(ANA, WEI, LENA, written="2026-06-01T00:00:00")
    back = listing(ANA, WEI, ROBERT, LENA, written=NOVEMBER)

    assert gone(OLD, without, back) == {}
    assert new(OLD, without, back) == {}
    assert new(without, back) == {}


def test_a_long_list_may_miss_a_fifth_and_no_more() -> None:
    older = listing(*MANY, written=MARCH)

    assert len(gone(older, listing(*MANY[::6], *MANY[1::6], *MANY[2::6], *MANY[3::6], *MANY[4::6], written=NOVEMBER)))
    assert gone(older, listing(*MANY[::4], *MANY[1::4], *MANY[2::4], written=NOVEMBER)) == {}


def test_years_of_small_losses_are_one_account_still() -> None:
    lists = [listing(*MANY[:1], *MANY[1 + 10 * n :], written=f"202{n}-05-05T00:00:00") for n in range(1, 5)]

    assert gone(*lists)[MANY[15].record] == ("2021-05-05", "2022-05-05")
    assert gone(*lists)[MANY[35].record] == ("2023-05-05", "2024-05-05")


def test_a_row_cut_off_at_the_old_end_is_nobody_gone_but_one_inside_the_list_is() -> None:
    older = listing(*MANY, written=MARCH)
    cut = listing(*(one for one in MANY[5:] if one is not MANY[50]), written=NOVEMBER)

    assert gone(older, cut) == {MANY[50].record: ("2026-03-03", "2026-11-20")}
    assert set(gone(older, listing(*MANY[2:], written=NOVEMBER))) == {100, 101}


def test_an_entry_without_a_day_tells_nothing() -> None:
    nameless = Entry(9, "", "no body", "")
    older = listing(ANA, WEI, ROBERT, nameless, written=MARCH)

    assert gone(older, listing(ANA, WEI, ROBERT, written=NOVEMBER)) == {}
    assert compared([Listing("", "", (nameless,)), older]) == Compared({}, {}, frozenset({1, 2, 3, 9}))


def test_the_day_before_is_never_behind_the_day_after() -> None:
    """The later list is younger by its newest connection, and no file says when it was written."""
    later = listing(ANA, WEI, LENA, TOM)

    assert gone(listing(ANA, WEI, ROBERT, LENA, written="2026-10-01T00:00:00"), later) == {
        3: ("2026-09-09", "2026-09-09")
    }
