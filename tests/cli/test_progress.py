"""How far a command is, on a terminal and without one."""

from __future__ import annotations

import contextlib
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from legwork.cli import progress
from legwork.cli.progress import drawn, progressing
from legwork.config import Settings
from legwork.desk import editing, viewing
from legwork.desk.opening import open_desk
from legwork.desk.progressing import Step
from legwork.errors import Conflict


def test_a_line_has_a_bar_where_the_end_is_known() -> None:
    step = Step("reading", 500, 1_000, rows=12, seconds_left=30)
    assert drawn(step) == f"[{'█' * 12}{' ' * 12}] Reading: 12 rows, 0.5 of 1.0 kB, about 30 seconds left"
    assert drawn(Step("linking")) == "Finding who is who …"


def test_nothing_is_written_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progressing(Conflict("x")) as tell:
        tell(Step("reading", 1, 2))
    assert capsys.readouterr().err == ""


def test_the_line_is_written_over_and_wiped(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(progress, "EVERY", 0.0)
    monkeypatch.setenv("COLUMNS", "40")
    with progressing(Conflict("x")) as tell:
        tell(Step("reading", 1, 2, rows=1_000))
        tell(Step("linking"))
    said = capsys.readouterr().err
    first, second, wiped, end = said.split("\r")[1:]
    assert len(first) == len(second) == 39
    assert second.startswith("Finding who is who …  ")
    assert (wiped.strip(), end) == ("", "")


def test_ctrl_c_ends_it_at_its_next_step() -> None:
    before = signal.getsignal(signal.SIGINT)
    with progressing(Conflict("Stopped.")) as tell:
        tell(Step("reading"))
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(Conflict, match="Stopped"):
            tell(Step("reading"))
    assert signal.getsignal(signal.SIGINT) is before


def on_a_terminal(home: Path, *words: str, answer: bytes = b"") -> str:
    """What a command shows on a terminal of its own."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "LEGWORK_HOME": str(home), "LEGWORK_TIMEZONE": "Europe/Berlin", "COLUMNS": "100"}
    with subprocess.Popen(
        [sys.executable, "-m", "legwork", *words], env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    ):
        os.close(theirs)
        os.write(ours, answer)
        said = b""
        try:
            while block := os.read(ours, 4096):
                said += block
        except OSError:
            pass  # the other end is closed
    os.close(ours)
    return said.decode()


def test_a_terminal_shows_it_and_undo_asks_after_it_listed_what_stays(tmp_path: Path) -> None:
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    rows = "".join(f"Ana{n},Souza{n},,ana{n}@x{n}.example,Initech,Analyst,12 Apr 2021\n" for n in range(600))
    (tmp_path / "c.csv").write_text(header + rows, encoding="utf-8")
    home = tmp_path / "home"
    said = on_a_terminal(home, "import", str(tmp_path / "c.csv"))
    assert "Reading: " in said
    assert " rows, " in said
    assert "600 new contacts" in said
    batch = said.partition("`legwork undo ")[2].partition("`")[0]
    settings = Settings.from_environment({"LEGWORK_HOME": str(home), "LEGWORK_TIMEZONE": "Europe/Berlin"})
    with contextlib.closing(open_desk(settings)) as desk:
        editing.note(desk, viewing.contacts(desk, "ana7@x7.example")[0].id, "Met twice.")
    asked = on_a_terminal(home, "undo", batch, answer=b"n\n")
    assert asked.index("This stays") < asked.index("wrote a note about Ana7") < asked.index("Undo the rest?")
    assert "Nothing was undone." in asked
    assert "Undone: " in on_a_terminal(home, "undo", batch, answer=b"y\n")
    assert "Done again: " in on_a_terminal(home, "undo", "--yes", batch)
