"""The tests' own PostgreSQL does what the store's tests rely on."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from postgresql import PostgreSQL, private_server

pytestmark = pytest.mark.postgresql


def scalar(url: str, question: str) -> object:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return connection.execute(text(question)).scalar_one()
    finally:
        engine.dispose()


def test_it_is_new_enough_and_speaks_utf_8(postgresql: PostgreSQL) -> None:
    url = postgresql.empty()
    assert int(str(scalar(url, "SHOW server_version_num"))) >= 150000
    assert scalar(url, "SHOW server_encoding") == "UTF8"
    assert scalar(url, "SELECT lower('ÉÅŁ')") == "éåł"
    postgresql.drop(url)


def test_nobody_else_can_reach_it(postgresql: PostgreSQL) -> None:
    url = postgresql.empty()
    assert scalar(url, "SHOW listen_addresses") == ""
    assert stat.S_IMODE(postgresql.folder.stat().st_mode) == 0o700
    postgresql.drop(url)


def test_a_template_is_filled_once_and_its_copies_are_apart(postgresql: PostgreSQL) -> None:
    filled = []

    def fill(url: str) -> None:
        filled.append(url)
        engine = create_engine(url)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE word AS SELECT 'here' AS word"))
        engine.dispose()

    first = postgresql.copy(postgresql.template("of this test", fill))
    second = postgresql.copy(postgresql.template("of this test", fill))
    assert len(filled) == 1
    assert first != second
    assert scalar(first, "SELECT word FROM word") == scalar(second, "SELECT word FROM word") == "here"
    for url in (first, second):
        postgresql.drop(url)


def test_a_durable_server_syncs_and_comes_back_after_a_crash() -> None:
    with private_server(durable=True) as server:
        assert scalar(server.empty(), "SHOW fsync") == "on"
        url = server.empty()
        engine = create_engine(url)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE word AS SELECT 'kept' AS word"))
        engine.dispose()
        server.stop()
        server.start()
        assert scalar(url, "SELECT word FROM word") == "kept"
        folder = server.folder
    assert not folder.exists()


def test_where_there_is_no_postgresql_the_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("postgresql.programs", lambda: None)
    with (
        pytest.raises(pytest.fail.Exception, match=r"apt-get install .* postgresql"),
        private_server(),
    ):
        pass


def test_both_kinds_give_an_own_migrated_database(database_url: str, database_kind: str) -> None:
    assert database_url.startswith(database_kind)
    assert scalar(database_url, "SELECT count(*) FROM alembic_version") == 1


def test_both_kinds_give_an_empty_database(empty_database_url: str, database_kind: str) -> None:
    assert empty_database_url.startswith(database_kind)
    assert scalar(empty_database_url, "SELECT 1") == 1


def test_the_programs_of_the_server_are_found_though_debian_keeps_them_out_of_the_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", os.pathsep.join([str(tmp_path), "/usr/bin", "/bin"]))
    with private_server() as server:
        assert scalar(server.empty(), "SELECT 1") == 1
