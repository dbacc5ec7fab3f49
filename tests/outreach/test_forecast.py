"""The forecast: the same for the same limits, more with more, and what the queue itself does."""

from __future__ import annotations

import pytest

from legwork.outreach.forecast import Forecast, forecast, forecast_words


def test_the_same_limits_give_the_same_numbers() -> None:
    once = forecast(2, 5)
    forecast.cache_clear()
    assert forecast(2, 5) == once


@pytest.mark.parametrize(("new", "opened"), [(0, 5), (5, 0)])
def test_a_limit_of_zero_invites_nobody(new: int, opened: int) -> None:
    assert forecast(new, opened) == Forecast(0.0, 0.0, 0.0, 0)


@pytest.mark.parametrize(
    ("new", "opened", "invitations", "conversations", "cards"),
    [(2, 5, 5.7, 1.1, (3, 4)), (3, 10, 11, 2.3, (6, 7.5)), (5, 25, 25, 4.7, (14, 16.5))],
)
def test_the_numbers_are_those_of_the_method(
    new: int, opened: int, invitations: float, conversations: float, cards: tuple[float, float]
) -> None:
    found = forecast(new, opened)
    assert found.invitations == pytest.approx(invitations, rel=0.1)
    assert found.conversations == pytest.approx(conversations, rel=0.11)
    assert cards[0] <= found.cards <= cards[1]


def test_open_employers_are_the_real_limit() -> None:
    calm, more_a_day, more_open = forecast(2, 5), forecast(4, 5), forecast(2, 10)
    assert more_a_day.invitations < calm.invitations * 1.15
    assert more_open.invitations > calm.invitations * 1.6


def test_no_week_holds_more_than_the_days_allow() -> None:
    for new, opened in ((1, 50), (2, 50), (3, 10)):
        found = forecast(new, opened)
        assert 0 < found.invitations <= new * 5
        assert found.conversations < found.invitations
        assert found.cards <= found.busy


def test_it_is_said_in_words() -> None:
    assert forecast_words(Forecast(2.6, 1.0, 2.3, 6)) == (
        "about 2.6 first messages and 1.0 conversation a week, 2 cards a day and 6 on a full one"
    )
    assert "0.6 conversations a week, 1 card a day" in forecast_words(Forecast(2.6, 0.6, 1.2, 6))
