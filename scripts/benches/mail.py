"""Time and memory of reading a large mailbox: by the importer alone, and by one command from file to contacts."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from benches.connections import name
from benches.environment import measured
from legwork_importers.contract import SourceRow
from legwork_importers.mail import Mail
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
    """Prints megabytes a second and peak memory, for a mailbox like those of Gmail's Takeout."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "All mail.mbox"
        count = write_mailbox(file, megabytes * 1_000_000)
        alone = measured([sys.executable, str(BENCH), "mail-side", str(file)])
        home = {"LEGWORK_HOME": f"{folder}/home"}
        whole = measured([sys.executable, "-m", "legwork", "import", str(file), "--json"], home)
        contacts = json.loads(whole.printed)["contacts"]["created"]
        print(f"{megabytes:,} MB, {count:,} messages: {alone.printed.strip()} records, {contacts:,} contacts")
        print("| what | seconds | MB a second | peak MB |\n| --- | --- | --- | --- |")
        for name, took in (("the importer alone", alone), ("import, linked", whole)):
            print(f"| {name} | {took.seconds:.1f} | {megabytes / took.seconds:.0f} | {took.megabytes:.0f} |")


def mail_side(file: Path) -> None:
    """Reads a mailbox and prints how many records it gives."""
    rows = Mail().read(FileSource(file.name, file, file.stat().st_size))
    print(sum(isinstance(row, SourceRow) for row in rows))


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
