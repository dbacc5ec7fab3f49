"""Pairs browsers with the desk: a short code for a moment, then a token for good, until it is revoked.

Codes and tokens have nothing to do with the desk's day, so their times are the machine's, also where
`LEGWORK_NOW` freezes the desk's clock. They are times of day and not of a monotonic clock: `legwork pair` makes
a code in one process that another redeems, and a restart in between gives such a clock a new beginning. A code
that would live longer than codes do comes from before the clock was set back, and is over.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping

from legwork.desk.opening import Desk
from legwork.errors import NotFound, TooManyTries, WrongCode
from legwork.store import devices as store
from legwork.store import ids

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # 30 letters; none looks like another
CODE_LENGTH = 8
CODE_SECONDS = 300
TRIES = 5

_TOKEN = re.compile(r"lwk_([0-9a-f]{8})_[A-Za-z0-9_-]{43}")
_DEVICE = re.compile(r"[0-9a-f]{8}")
_NOBODY = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Code:
    """A pairing code as the user reads it; `expires_at` is an ISO instant in UTC."""

    code: str
    expires_at: str


@dataclass(frozen=True, slots=True)
class Paired:
    token: str
    id: str


@dataclass(frozen=True, slots=True)
class Device:
    """A paired browser. `origin` is empty when it was paired by a program that is no browser."""

    id: str
    name: str
    origin: str
    created_at: str
    last_used_at: str | None
    revoked_at: str | None


def new_code(desk: Desk) -> Code:
    """A fresh code; every earlier one that is still open is void from now on."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    expires_at = _instant(time.time() + CODE_SECONDS)
    desk.database.write(lambda connection: _put(connection, _digest(code), expires_at))
    return Code(code, expires_at)


def pair(desk: Desk, code: str, name: str, origin: str) -> Paired:
    """Redeems a code for a token bound to `origin` (empty: bound to no origin).

    Raises:
        WrongCode: it is not the open code, was used before, or is over five minutes old.
        TooManyTries: five wrong tries were made since the last code; a new code is needed.
    """
    secret = secrets.token_urlsafe(32)
    outcome = desk.database.write(lambda connection: _redeem(connection, code, name, origin, secret))
    # Raised here and not in the transaction, so that the try is counted.
    if outcome == "many":
        raise TooManyTries
    if outcome == "wrong":
        raise WrongCode
    return Paired(token=f"lwk_{outcome}_{secret}", id=outcome)


def recognise(desk: Desk, token: str) -> Device | None:
    """The device whose token this is, unless it was revoked; takes as long for one that does not exist."""
    match = _TOKEN.fullmatch(token)
    if match is None:
        return None
    with desk.database.read() as connection:
        row = store.find(connection, match[1])
    known = hmac.compare_digest(_digest(token), row["sha256"] if row is not None else _NOBODY)
    if not known or row is None or row["revoked_at"] is not None:
        return None
    return _device(row)


def devices(desk: Desk) -> list[Device]:
    """Every browser ever paired, the newest first."""
    with desk.database.read() as connection:
        return [_device(row) for row in store.every(connection)]


def revoke(desk: Desk, device: str) -> None:
    """Ends a browser's access at once.

    Raises:
        NotFound: no browser with that id is paired.
    """
    now = _instant(time.time())
    known = _DEVICE.fullmatch(device) is not None
    if not (known and desk.database.write(lambda connection: store.revoke(connection, device, now))):
        raise NotFound("paired browser")


def origins(desk: Desk) -> list[str]:
    """The exact origins that browsers were paired with and that are not revoked."""
    with desk.database.read() as connection:
        return store.origins(connection)


def anyone(desk: Desk) -> bool:
    """Whether any browser is paired."""
    with desk.database.read() as connection:
        return store.any_live(connection)


def used(desk: Desk, seen: Mapping[str, float]) -> None:
    """Notes when devices were last heard of: their ids, with seconds since 1970."""

    def work(connection: Connection) -> None:
        for device, at in sorted(seen.items()):
            store.used(connection, device, _instant(at))

    if seen:
        desk.database.write(work)


def _redeem(connection: Connection, code: str, name: str, origin: str, secret: str) -> str:
    """The new device's id, or `wrong`, or `many`."""
    waiting = store.code(connection)
    if waiting is None:
        # Guesses count from the first, also before any code was made.
        _put(connection, _NOBODY, _instant(0))
    waiting = waiting or store.code(connection)
    if waiting is None or waiting["tries"] >= TRIES:
        return "many"
    right = hmac.compare_digest(_digest(_as_written(code)), waiting["sha256"])
    if not right or waiting["state"] != "open" or not _lasts(waiting["expires_at"]):
        tries = waiting["tries"] + 1
        void = tries >= TRIES and waiting["state"] == "open"
        store.change_code(connection, tries=tries, state="void" if void else waiting["state"])
        return "wrong"
    store.change_code(connection, tries=waiting["tries"], state="used")
    return _add(connection, name, origin, secret)


def _lasts(expires_at: str) -> bool:
    now = time.time()
    return _instant(now) < expires_at <= _instant(now + CODE_SECONDS + ids.ADJUSTED_SECONDS)


def _add(connection: Connection, name: str, origin: str, secret: str) -> str:
    device = secrets.token_hex(4)
    while store.find(connection, device) is not None:
        device = secrets.token_hex(4)
    row = {"id": device, "sha256": _digest(f"lwk_{device}_{secret}"), "name": name, "origin": origin}
    store.add(connection, row | {"created_at": _instant(time.time())})
    return device


def _put(connection: Connection, sha256: str, expires_at: str) -> None:
    store.put_code(connection, id=ids.new("q", _now()), sha256=sha256, expires_at=expires_at)


def _as_written(code: str) -> str:
    """The code as it was shown, however it was typed: any case, with spaces or hyphens."""
    return re.sub(r"[\s-]", "", code).upper()


def _device(row: RowMapping) -> Device:
    return Device(
        id=row["id"],
        name=row["name"],
        origin=row["origin"],
        created_at=row["created_at"],
        last_used_at=row["last_used_at"],
        revoked_at=row["revoked_at"],
    )


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)


def _instant(seconds: float) -> str:
    return ids.utc(datetime.fromtimestamp(seconds, UTC))
