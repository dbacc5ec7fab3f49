"""Pairing codes: short, soon over, used once, and guessed five times at most. On both databases."""

from __future__ import annotations

import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from http_desk import EXTENSION, ORIGIN, PORT, Caller
from legwork.app import build
from legwork.desk import pairing, visiting
from legwork.desk.opening import Desk
from legwork.errors import NotFound, TooManyTries, WrongCode, WrongLink
from legwork.store.tables import devices, pairing_codes, visits


@pytest.fixture
def site(either_desk: Desk) -> Flask:
    return build(either_desk, port=PORT)


def redeem(caller: Caller, code: str, **headers: str) -> int:
    answer = caller("POST", "/api/v1/pairing", headers, json={"code": code, "name": "Chromium"})
    return answer.status_code


def test_a_code_becomes_a_token_once(either_desk: Desk, stranger: Caller) -> None:
    code = pairing.new_code(either_desk).code
    assert re.fullmatch(f"[{pairing.ALPHABET}]{{8}}", code)
    assert len(set(pairing.ALPHABET)) == 30
    typed = f" {code[:4].lower()}-{code[4:]} "
    answer = stranger("POST", "/api/v1/pairing", {"Origin": EXTENSION}, json={"code": typed, "name": " My laptop "})
    assert answer.status_code == 201
    token = answer.json["token"]
    assert re.fullmatch(r"lwk_[0-9a-f]{8}_[A-Za-z0-9_-]{43}", token)
    assert answer.json["id"] == token[4:12]
    device = pairing.recognise(either_desk, token)
    assert device is not None
    assert (device.name, device.origin) == ("My laptop", EXTENSION)
    assert redeem(stranger, code) == 403
    assert [each.id for each in pairing.devices(either_desk)] == [device.id]


def test_only_digests_are_stored(either_desk: Desk) -> None:
    code = pairing.new_code(either_desk).code
    token = pairing.pair(either_desk, code, "x", "").token
    ticket = visiting.new_link(either_desk).rpartition("=")[2]
    with either_desk.database.read() as connection:
        kept = [row for table in (devices, pairing_codes, visits) for row in connection.execute(select(table))]
    for secret in (code, token, token[13:], ticket, ticket[17:]):
        assert not any(secret in str(value) for row in kept for value in row)
    assert any(hashlib.sha256(token.encode()).hexdigest() in row for row in kept)


def test_five_wrong_tries_void_the_code(either_desk: Desk, stranger: Caller) -> None:
    code = pairing.new_code(either_desk).code
    statuses = [redeem(stranger, "AAAAAAAA") for _ in range(30)]
    assert statuses == [403] * 5 + [429] * 25
    assert redeem(stranger, code) == 429
    assert redeem(stranger, pairing.new_code(either_desk).code) == 201


def test_guesses_count_before_any_code_was_made(stranger: Caller) -> None:
    assert [redeem(stranger, "AAAAAAAA") for _ in range(7)] == [403] * 5 + [429] * 2


def test_the_right_code_after_four_wrong_ones(either_desk: Desk, stranger: Caller) -> None:
    code = pairing.new_code(either_desk).code
    assert [redeem(stranger, "AAAAAAAA") for _ in range(4)] == [403] * 4
    assert redeem(stranger, code) == 201


def test_a_new_code_ends_the_one_before(either_desk: Desk) -> None:
    old = pairing.new_code(either_desk).code
    new = pairing.new_code(either_desk).code
    with pytest.raises(WrongCode):
        pairing.pair(either_desk, old, "x", "")
    assert pairing.pair(either_desk, new, "x", "").id


@pytest.mark.parametrize(("seconds", "good"), [(299, True), (301, False)])
def test_a_code_lives_five_minutes_of_the_machine(either_desk: Desk, seconds: int, *, good: bool) -> None:
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False) as time:
        code = pairing.new_code(either_desk).code
        time.shift(timedelta(seconds=seconds))
        if good:
            assert pairing.pair(either_desk, code, "x", "").id
        else:
            with pytest.raises(WrongCode):
                pairing.pair(either_desk, code, "x", "")


def test_two_at_once_get_one_token(either_desk: Desk) -> None:
    code = pairing.new_code(either_desk).code

    def attempt(number: int) -> str:
        try:
            return pairing.pair(either_desk, code, f"browser {number}", "").id
        except (WrongCode, TooManyTries):
            return ""

    with ThreadPoolExecutor(8) as pool:
        ids = [id_ for id_ in pool.map(attempt, range(8)) if id_]
    assert ids == [device.id for device in pairing.devices(either_desk)]
    assert len(ids) == 1


@pytest.mark.parametrize("origin", ["http://evil.example", ORIGIN, "https://www.linkedin.com", "null", "file://"])
def test_no_page_can_pair(either_desk: Desk, stranger: Caller, origin: str) -> None:
    code = pairing.new_code(either_desk).code
    assert redeem(stranger, code, Origin=origin) == 403
    assert redeem(stranger, code, **{"Sec-Fetch-Site": "cross-site"}) == 403
    assert redeem(stranger, code, Origin=EXTENSION) == 201


def test_a_token_does_not_age_and_ends_when_revoked(either_desk: Desk) -> None:
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False) as time:
        token = pairing.pair(either_desk, pairing.new_code(either_desk).code, "x", EXTENSION).token
        for years in (10, -12):
            time.shift(timedelta(days=365 * years))
            assert pairing.recognise(either_desk, token) is not None
    assert pairing.origins(either_desk) == [EXTENSION]
    assert pairing.anyone(either_desk)
    pairing.revoke(either_desk, token[4:12])
    assert pairing.recognise(either_desk, token) is None
    assert pairing.origins(either_desk) == []
    assert not pairing.anyone(either_desk)
    assert pairing.devices(either_desk)[0].revoked_at is not None
    for id_ in (token[4:12], "00000000"):
        with pytest.raises(NotFound):
            pairing.revoke(either_desk, id_)


def test_a_visit_renews_itself_and_ends_after_thirty_days_away(either_desk: Desk) -> None:
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False) as time:
        ticket = visiting.enter(either_desk, visiting.new_link(either_desk).rpartition("=")[2])
        for days in (20, 29, 29):
            time.shift(timedelta(days=days))
            visit = visiting.visit(either_desk, ticket)
            assert visit is not None
            assert visit.renewable
            visiting.renew(either_desk, visit)
        time.shift(timedelta(days=30))
        assert visiting.visit(either_desk, ticket) is None


def test_a_link_lives_ten_minutes_and_serves_one_of_many(either_desk: Desk) -> None:
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False) as time:
        code = visiting.new_link(either_desk).rpartition("=")[2]
        time.shift(timedelta(seconds=601))
        with pytest.raises(WrongLink):
            visiting.enter(either_desk, code)
    code = visiting.new_link(either_desk).rpartition("=")[2]

    def attempt(_: int) -> str:
        try:
            return visiting.enter(either_desk, code)
        except WrongLink:
            return ""

    with ThreadPoolExecutor(8) as pool:
        tickets = [ticket for ticket in pool.map(attempt, range(8)) if ticket]
    assert len(tickets) == 1
    visit = visiting.visit(either_desk, tickets[0])
    assert visit is not None
    visiting.leave(either_desk, visit)
    assert visiting.visit(either_desk, tickets[0]) is None


def test_a_link_is_no_visit_and_a_visit_no_link(either_desk: Desk) -> None:
    code = visiting.new_link(either_desk).rpartition("=")[2]
    assert visiting.visit(either_desk, code) is None
    ticket = visiting.enter(either_desk, code)
    with pytest.raises(WrongLink):
        visiting.enter(either_desk, ticket)


def test_the_link_names_the_place_that_serves(either_desk: Desk) -> None:
    assert visiting.new_link(either_desk).startswith("http://127.0.0.1:8765/sign-in?code=")
    (either_desk.settings.home / visiting.LOCK_FILE).write_text("http://127.0.0.1:4711/\n")
    assert visiting.new_link(either_desk).startswith("http://127.0.0.1:4711/sign-in?code=")
    assert visiting.address_of("::1", 1) == "http://[::1]:1/"


def test_a_clock_that_is_set_back_makes_no_code_and_no_link_live_longer(either_desk: Desk) -> None:
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False) as time:
        code, link = pairing.new_code(either_desk).code, visiting.new_link(either_desk).rpartition("=")[2]
        time.shift(timedelta(days=-2))
        with pytest.raises(WrongCode):
            pairing.pair(either_desk, code, "x", "")
        with pytest.raises(WrongLink):
            visiting.enter(either_desk, link)


def test_a_clock_that_is_corrected_a_little_changes_nothing(either_desk: Desk) -> None:
    with time_machine.travel("2026-11-23T10:00:00Z", tick=False) as time:
        code, link = pairing.new_code(either_desk).code, visiting.new_link(either_desk).rpartition("=")[2]
        time.shift(timedelta(seconds=-5))
        assert pairing.pair(either_desk, code, "x", "").token
        assert visiting.enter(either_desk, link)
