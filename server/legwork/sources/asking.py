"""One request and what its answer means: an answer to read, or the reason why the look ends here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final

from legwork.errors import AddressRefused, AnswerRefused, NoAnswer
from legwork.sources.contract import Ask, Stopped
from legwork.sources.outbound import Answer, Client

# What a source reads itself: found, the same as before, asked wrongly, not there, not there any more.
READ: Final = frozenset({200, 304, 400, 404, 410})
_WITHOUT_WORD: Final = timedelta(minutes=15)
_LEAST: Final = timedelta(seconds=1)
_LONGEST: Final = timedelta(days=1)
_EPOCH_FROM: Final = 1_000_000_000  # a larger number is seconds since 1970, a smaller one seconds from now


def ask(
    client: Client, request: Ask, clock: Callable[[], datetime], validators: Mapping[str, str] | None = None
) -> Answer:
    """Asks a host once. `validators` are headers by which it may answer that nothing has changed.

    Raises:
        Stopped: there is no answer that a source could read.
    """
    try:
        answer = client.get(request.url, kinds=request.kinds, hosts=request.hosts, headers=validators)
    except AddressRefused as problem:
        raise Stopped("refused", str(problem)) from problem
    except NoAnswer as problem:
        raise Stopped("unreachable", str(problem)) from problem
    except AnswerRefused as problem:
        raise Stopped("broken", str(problem)) from problem
    stop = verdict(answer, clock())
    if stop is not None:
        raise stop
    return answer


def verdict(answer: Answer, now: datetime) -> Stopped | None:
    """Why the look ends with this answer; None where a source reads on."""
    status = answer.status
    until = paused_until(answer, now)
    if until is not None:
        return Stopped("limited", "The host asks to wait before it is asked again.", until)
    if status in READ:
        return None
    if status in {401, 403, 451}:
        return Stopped("refused", "The host does not answer this kind of question.")
    if status == HTTPStatus.NOT_ACCEPTABLE:
        return Stopped("broken", "The host does not give what Legwork reads.")
    if status >= 500:
        return Stopped("broken", "The host has a fault of its own; it may be gone later.")
    return Stopped("broken", f"The host answered in a way that Legwork does not know ({status}).")


def paused_until(answer: Answer, now: datetime) -> datetime | None:
    """Until when the host wants to be left alone; None where it asks nothing of the kind.

    429 and 503 are said to ask it (RFC 6585, RFC 9110); 403 does with a `Retry-After` or where nothing is left of a
    limit, as GitHub uses it, while 403 with something left is a plain no.
    """
    headers = answer.headers
    left = headers.get("x-ratelimit-remaining", headers.get("ratelimit-remaining", ""))
    said = headers.get("retry-after", "")
    if answer.status == 403 and not (said or left == "0"):
        return None
    if answer.status not in {403, 429, 503}:
        return None
    reset = headers.get("x-ratelimit-reset", headers.get("ratelimit-reset", ""))
    until = _instant(said, now) or (_instant(reset, now) if left in {"", "0"} else None) or now + _WITHOUT_WORD
    return min(max(until, now + _LEAST), now + _LONGEST)


def _instant(text: str, now: datetime) -> datetime | None:
    """Seconds from now, seconds since 1970, an HTTP date or an ISO instant."""
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) <= 12:
        number = int(text)
        if number >= _EPOCH_FROM:
            return datetime.fromtimestamp(number, UTC) if number < 10 * _EPOCH_FROM else None
        return now + timedelta(seconds=min(number, _LONGEST.total_seconds()))
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            found = read(text)
        except (ValueError, TypeError, IndexError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None
