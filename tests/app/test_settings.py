"""A setting that cannot be used stops the start with a sentence that names it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tzlocal

from legwork.cli import cli
from legwork.cli.running import run
from legwork.config import Settings
from legwork.errors import WrongValue

UNUSABLE = [
    *(("LEGWORK_DATABASE_URL", url) for url in ("mysql://x", "foo", "sqlite://", "sqlite:///:memory:")),
    ("LEGWORK_DATABASE_URL", "sqlite:///file:x?mode=memory&uri=true"),
    ("LEGWORK_DATABASE_URL", "sqlite:////tmp/x.sqlite3?cache=shared"),
    ("LEGWORK_DATABASE_URL", "postgresql://me@127.0.0.1:port/desk"),
    *(("LEGWORK_NOW", now) for now in ("9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "1900-01-01T00:00:00Z")),
    *(("LEGWORK_NOW", now) for now in ("today", "2026-11-23T08:00:00", "2026-13-01T00:00:00Z")),
    *(("LEGWORK_TIMEZONE", name) for name in ("Nowhere/Bad", "../../etc/passwd", "/etc/passwd")),
    *(("LEGWORK_PORT", port) for port in ("-1", "65536", "²", "9" * 5000, "http")),
    ("LEGWORK_HOME", "~nobody-of-that-name/desk"),
]
USABLE = [
    "sqlite:////somewhere/desk.sqlite3",
    "sqlite:///desk.sqlite3",
    "postgresql://me:pass%23word@/desk?host=/run/postgresql",
    "postgresql+psycopg://me@127.0.0.1:5432/desk",
    "postgres://me@localhost/desk",
]


@pytest.mark.parametrize(("name", "value"), UNUSABLE, ids=lambda value: value[:40])
def test_an_unusable_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(WrongValue, match=rf"^{name} must be .+\.$"):
        Settings.from_environment({name: value})


def test_the_systems_zone_is_named_by_where_it_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Nowhere/Bad")
    monkeypatch.setattr("tzlocal.get_localzone", tzlocal.reload_localzone)  # else it remembers an earlier answer
    with pytest.raises(WrongValue, match="TZ must be an IANA zone"):
        Settings.from_environment({"TZ": "Nowhere/Bad"})
    assert Settings.from_environment({"TZ": "Nowhere/Bad", "LEGWORK_TIMEZONE": "UTC"}).timezone.key == "UTC"


@pytest.mark.parametrize("url", USABLE)
def test_a_database_of_either_kind_may_be_named(url: str) -> None:
    assert Settings.from_environment({"LEGWORK_DATABASE_URL": url}).database_url == url


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:///{folder}/nowhere/desk.sqlite3", "There is no folder {folder}/nowhere; .*LEGWORK_DATABASE_URL"),
        ("sqlite:///{folder}", "{folder} is a folder .*LEGWORK_DATABASE_URL"),
        ("foo", "LEGWORK_DATABASE_URL must be"),
    ],
)
def test_a_command_ends_with_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url: str, said: str
) -> None:
    monkeypatch.setenv("LEGWORK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LEGWORK_DATABASE_URL", url.format(folder=tmp_path))
    assert run(cli, ["contacts"]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert re.match(said.format(folder=re.escape(str(tmp_path))), shown.err)
    assert shown.err.count("\n") == 1
