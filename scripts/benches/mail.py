"""Time and memory of reading a large mailbox: by the importer alone, and by one command from file to contacts; beside
them the floor, a scan for nothing but headers, and the standard library's reader of mailboxes."""

from __future__ import annotations

import json
import mailbox
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benches.connections import name
from benches.environment import measured
from legwork_importers.contract import SourceRow
from legwork_importers.mail import Mail
from legwork_importers.mail_stream import Messages
from legwork_importers.sources import FileSource

BENCH = Path(__file__).parent.parent / "bench.py"
ME = "Robin Vale <robin.vale@own.example>"
_PEOPLE = 3_000
# Some forty thousand bytes a message, as in mailboxes with pictures in them.
_LINE = b"VGhlcmUgaXMgbm90aGluZyB0byByZWFkIGhlcmUsIG9ubHkgYnl0ZXMgdGhhdCB0YWtlIHRpbWUu\r\n"
_BODY = _LINE * 500
# One body in fifty holds a line that begins as a message does.
_TRAP = b"From Monday on it is easier.\r\n"


def bench_mail(megabytes: int) -> None:
    """Prints seconds, megabytes a second and peak memory, for a mailbox like those of Gmail's Takeout."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "All mail.mbox"
        count = write_mailbox(file, megabytes * 1_000_000)
        print(f"{megabytes:,} MB, {count:,} messages")
        print("| what | messages | seconds | MB a second | peak MB |\n| --- | --- | --- | --- | --- |")
        for how in SIDES:
            took = measured([sys.executable, str(BENCH), "mail-side", how, str(file)])
            seconds, found = json.loads(took.printed)
            print(
                f"| {how} | {found:,} | {seconds:.1f} | {megabytes / seconds:.0f} | {took.megabytes:.0f} |", flush=True
            )
        home = {"LEGWORK_HOME": f"{folder}/home"}
        whole = measured([sys.executable, "-m", "legwork", "import", str(file), "--json"], home)
        contacts = json.loads(whole.printed)["contacts"]["created"]
        words = f"import, {contacts:,} contacts linked"
        print(f"| {words} | | {whole.seconds:.1f} | {megabytes / whole.seconds:.0f} | {whole.megabytes:.0f} |")


def mail_side(how: str, file: Path) -> None:
    """Reads a mailbox in one way; prints the seconds it took and how many messages it says there are."""
    started = time.perf_counter()
    counted = SIDES[how](file)
    seconds = time.perf_counter() - started
    print(json.dumps([seconds, counted()]))


def _scan(file: Path) -> Callable[[], int]:
    """The floor: lines, separators by the strict pattern, headers held and let go."""
    count, inside = 0, False
    held: list[bytes] = []
    with file.open("rb") as stream:
        for line in stream:
            if inside:
                inside = line not in (b"\r\n", b"\n")
                held.append(line)
            elif line.startswith(b"From ") and _STRICT.match(line):
                count, inside, held = count + 1, True, []
    return lambda: count


def _importer(file: Path) -> Callable[[], int]:
    source = FileSource(file.name, file, file.stat().st_size)
    if not any(isinstance(row, SourceRow) for row in list(Mail().read(source))):
        sys.exit("the importer found nobody")
    # what it went by, counted once more when the time is told
    return lambda: sum(1 for _ in Messages(source))


def _standard_index(file: Path) -> Callable[[], int]:
    """The peer's shortest way: where messages begin, and nothing of what they say."""
    box = mailbox.mbox(file, create=False)
    count = len(box)
    return lambda: count


def _standard_headers(file: Path) -> Callable[[], int]:
    """The peer asked for what the importer looks at first; it parses each message whole."""
    count = 0
    for message in mailbox.mbox(file, create=False):
        count += isinstance((message["From"], message["To"], message["Date"]), tuple)
    return lambda: count


SIDES: dict[str, Callable[[Path], Callable[[], int]]] = {
    "a scan for headers alone": _scan,
    "the importer": _importer,
    "Python's mailbox, index alone": _standard_index,
    "Python's mailbox, three headers": _standard_headers,
}
_STRICT = re.compile(rb"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .{10,60}$")


def write_mailbox(file: Path, size: int) -> int:
    """Writes at least `size` bytes of invented mail; returns the number of messages."""
    count = written = 0
    with file.open("wb") as stream:
        while written < size:
            written += stream.write(_message(count))
            count += 1
    return count


def _message(number: int) -> bytes:
    who = number % _PEOPLE
    given, family = name(who)
    them = f"=?UTF-8?Q?{given}_{family}=C3=A1?= <{given.lower()}.{family.lower()}@firm{who}.example>"
    sender, to = (ME, them) if number % 3 == 0 else (them, ME)
    passed = "".join(
        f"Received: by mx{hop}.example with SMTP id {number:x}{hop};\r\n        Mon, 4 Mar 2024 03:20:34 -0800\r\n"
        for hop in range(6)
    )
    head = (
        f"From {1_790_000_000_000_000_000 + number}@xxx Mon Mar 04 11:20:34 +0000 2024\r\n"
        f"X-GM-THRID: {number}\r\nX-Gmail-Labels: {'Sent' if sender == ME else 'Inbox'}\r\n{passed}"
        f"DKIM-Signature: v=1; a=rsa-sha256; d=firm.example;\r\n        b={'A' * 300}\r\n"
        f"From: {sender}\r\nTo: {to}\r\nSubject: Number {number}\r\nDate: Mon, 4 Mar 2024 11:20:34 +0000\r\n"
        f"Message-ID: <{number}@mail.example>\r\nContent-Type: text/plain\r\n\r\n"
    )
    return head.encode() + _BODY + (_TRAP if number % 50 == 0 else b"") + b"\r\n"
