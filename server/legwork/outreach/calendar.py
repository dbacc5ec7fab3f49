"""Business days, days off and the outreach day, which turns at 4:00 local time (method R27, section 6)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

DAY_TURNS_AT = 4
SATURDAY, SUNDAY = 5, 6
LONGEST_RANGE = 3 * 366


@dataclass(frozen=True, slots=True)
class Calendar:
    """The user's working time.

    `weekend` holds weekdays counted from Monday = 0; `zone` is where the user lives; on `paused` days the
    search rests and its clocks stand still. All dates are local outreach days: what happens at 1:30 at night
    still belongs to the evening before.

    Raises:
        ValueError: every day of the week would be a day off.
    """

    zone: tzinfo = UTC
    days_off: frozenset[date] = frozenset()
    weekend: frozenset[int] = field(default=frozenset({SATURDAY, SUNDAY}))
    paused: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if len(self.weekend & set(range(7))) == 7:
            raise ValueError("A week needs at least one working day.")

    def local(self, instant: datetime) -> datetime:
        return instant.astimezone(self.zone)

    def day(self, instant: datetime) -> date:
        """The outreach day of an aware instant."""
        wall = self.local(instant)
        return wall.date() if wall.hour >= DAY_TURNS_AT else wall.date() - timedelta(days=1)

    def at(self, day: date, wall: time) -> datetime:
        """The instant when local clocks show `wall` on `day`, in the user's zone.

        Raises:
            ValueError: clocks jump over that time on that day.
        """
        instant = datetime.combine(day, wall, tzinfo=self.zone)
        if instant.astimezone(UTC).astimezone(self.zone).replace(tzinfo=None) != instant.replace(tzinfo=None):
            raise ValueError(f"On {day.isoformat()} the clocks jump over {wall:%H:%M}; name another time.")
        return instant

    @property
    def running(self) -> Calendar:
        """The same calendar as if nothing were paused: what is agreed with somebody keeps to it."""
        return replace(self, paused=frozenset()) if self.paused else self

    def is_working_day(self, day: date) -> bool:
        return day.weekday() not in self.weekend and day not in self.days_off and day not in self.paused

    def on_or_after(self, day: date) -> date:
        """The first working day from `day` on."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def add_days(self, day: date, count: int) -> date:
        """The `count`-th day after `day`, of any kind but paused: clocks that count days stand still as well."""
        if not self.paused:
            return day + timedelta(days=count)
        left = count
        while left:
            day += timedelta(days=1)
            left -= day not in self.paused
        return day

    def add_business_days(self, day: date, count: int) -> date:
        """The `count`-th working day after `day` (before it when negative); 0 gives `day` itself."""
        step = timedelta(days=1 if count >= 0 else -1)
        left = abs(count)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def business_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; negative when `end` comes first."""
        if end < start:
            return -self.business_days_between(end, start)
        days = (end - start).days
        weeks, rest = divmod(days, 7)
        count = weeks * (7 - len(self.weekend & set(range(7))))
        count += sum((end - timedelta(days=n)).weekday() not in self.weekend for n in range(rest))
        resting = self.days_off | self.paused
        return count - sum(start < off <= end and off.weekday() not in self.weekend for off in resting)


def later_by(instant: datetime, span: timedelta) -> datetime:
    """`instant` plus real elapsed time, in the same zone; plain addition would count wall time."""
    return (instant.astimezone(UTC) + span).astimezone(instant.tzinfo)


def elapsed(start: datetime, end: datetime) -> timedelta:
    """Real time from one instant to the other, also where clocks were changed between them."""
    return end.astimezone(UTC) - start.astimezone(UTC)


def parse_days_off(text: str) -> frozenset[date]:
    """Reads the setting `days_off`: ISO dates and ranges such as `2026-12-24..2027-01-01`, comma-separated.

    Raises:
        ValueError: a part is neither; the message names it.
    """
    days: set[date] = set()
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        first, dots, last = part.partition("..")
        start = _iso_day(first.strip(), part)
        end = _iso_day(last.strip(), part) if dots else start
        if end < start:
            raise ValueError(f"{part} ends before it begins; write the earlier day first.")
        if (end - start).days > LONGEST_RANGE:
            raise ValueError(f"{part} is longer than three years; days off are at most that in one range.")
        days.update(start + timedelta(days=n) for n in range((end - start).days + 1))
    return frozenset(days)


def _iso_day(text: str, part: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        wanted = "a day such as 2026-12-24 or a range such as 2026-12-24..2027-01-01"
        raise ValueError(f"{part} is not {wanted}.") from None
