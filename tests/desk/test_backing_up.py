"""A backup that was changed is not restored, whether or not its manifest came along."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest_desk import exported

from legwork.desk import backing_up, importing
from legwork.desk.opening import Desk, open_desk
from legwork.errors import Damaged
from legwork.store import backups

Exports = Callable[..., list[Path]]


@pytest.fixture
def backup(desk: Desk, exports: Exports, tmp_path: Path) -> Path:
    importing.run(desk, exports())
    backing_up.backup(desk, tmp_path / "backup.sqlite3")
    return tmp_path / "backup.sqlite3"


def alone(backup: Path, was: bytes = b"", now: bytes = b"") -> Path:
    """The backup without its manifest, after someone went over it with an editor for bytes."""
    bare = backup.with_name("bare.sqlite3")
    assert was in backup.read_bytes()
    bare.write_bytes(backup.read_bytes().replace(was, now, 1))
    return bare


@pytest.mark.parametrize(("was", "now"), [(b"Lena Ortiz", b"Lena Cortz"), (b"lena@hooli", b"lina@hooli")])
def test_a_changed_backup_is_refused_without_its_manifest_too(desk: Desk, backup: Path, was: bytes, now: bytes) -> None:
    before = exported(desk)
    changed = alone(backup, was, now)
    desk.database.close()
    with pytest.raises(Damaged, match="changed or damaged since it was made"):
        backing_up.restore(desk.settings, changed)
    shutil.copyfile(backups.manifest_of(backup), backups.manifest_of(changed))
    with pytest.raises(Damaged, match="not what its manifest says"):
        backing_up.restore(desk.settings, changed)
    again = open_desk(desk.settings)
    assert exported(again) == before
    again.close()


def test_a_whole_backup_is_restored_without_its_manifest(desk: Desk, backup: Path) -> None:
    before = exported(desk)
    desk.database.close()
    backing_up.restore(desk.settings, alone(backup))
    again = open_desk(desk.settings)
    assert exported(again) == before
    again.close()


def test_a_backup_of_another_version_needs_its_manifest(
    desk: Desk, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is who was worked out otherwise then; that is no damage, as long as its bytes are vouched for."""
    bare = alone(backup)
    desk.database.close()
    monkeypatch.setattr("legwork.desk.linking.from_scratch", lambda _connection: (set(), set()))
    with pytest.raises(Damaged, match=r"put the file bare\.sqlite3\.sha256"):
        backing_up.restore(desk.settings, bare)
    backing_up.restore(desk.settings, backup)
