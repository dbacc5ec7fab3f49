"""A desk lies on a disk of this machine, and says so when something copies it elsewhere."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from legwork.config import Settings
from legwork.desk import placing
from legwork.desk.opening import open_desk
from legwork.errors import Refused

LINUX = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:35 / /home rw,relatime shared:20 - nfs4 server:/home rw,vers=4.2
41 40 8:2 / /home/ana/My\040Disk rw - ext4 /dev/sdb1 rw
42 22 0:36 / /mnt/share rw master:3 - ext4 /dev/sdc1 rw
43 42 0:37 / /mnt/share rw - cifs //server/share rw
44 22 0:38 / /run/user/1000/doc rw - fuse.portal portal rw
half a line
"""
MACOS = """
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse)
//ana@server/My Share on /Volumes/My Share (smbfs, nodev, nosuid, mounted by ana)
map auto_home on /System/Volumes/Data/home (autofs)
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib", "ext4"),
        ("/home/ana/.local/share/legwork", "nfs4"),
        ("/home/ana/My Disk/desk", "ext4"),
        ("/homes", "ext4"),
        ("/mnt/share/desk", "cifs"),
    ],
)
def test_linux_says_what_a_folder_is_on(folder: str, kind: str) -> None:
    assert placing.file_system(Path(folder), placing.mounts_of_linux(LINUX)) == kind


@pytest.mark.parametrize(("folder", "kind"), [("/Users/ana", "apfs"), ("/Volumes/My Share/desk", "smbfs")])
def test_macos_does_too(folder: str, kind: str) -> None:
    assert placing.file_system(Path(folder), placing.mounts_of_macos(MACOS)) == kind


def test_what_is_not_known_is_not_guessed() -> None:
    assert placing.file_system(Path("/anywhere"), []) == ""


def test_a_database_on_a_network_file_system_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "_mounts", lambda: [(Path("/"), "ext4"), (tmp_path / "away", "nfs4")])
    (tmp_path / "away").mkdir()
    elsewhere = Settings(tmp_path / "home", f"sqlite:///{tmp_path / 'away' / 'x.sqlite3'}", ZoneInfo("UTC"))
    with pytest.raises(Refused, match=r"network file system \(nfs4\)"):
        open_desk(elsewhere)
    assert not list((tmp_path / "away").iterdir())
    open_desk(Settings(tmp_path / "home", f"sqlite:///{tmp_path / 'x.sqlite3'}", ZoneInfo("UTC"))).close()


@pytest.mark.parametrize(
    ("path", "program"),
    [
        ("/home/ana/Dropbox/desk", "Dropbox"),
        ("/home/ana/Dropbox (Personal)/desk", "Dropbox"),
        ("/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/desk", "iCloud Drive"),
        ("/Users/ana/Library/CloudStorage/SomethingNew/desk", "a program for synchronising"),
        ("/Users/ana/OneDrive - Initech/desk", "OneDrive"),
        ("/Users/ana/GoogleDrive-ana@x.example/My Drive", "Google Drive"),
        ("/home/ana/Nextcloud/desk", "Nextcloud"),
        ("/home/ana/dropboxes/desk", ""),
        ("/home/ana/.local/share/legwork", ""),
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(path: str, program: str) -> None:
    assert placing.synced_by(Path(path)) == program


def test_or_by_what_the_program_left_in_it(tmp_path: Path) -> None:
    desk = tmp_path / "shared" / "desk"
    desk.mkdir(parents=True)
    assert placing.warning(desk) == ""
    (tmp_path / "shared" / ".stfolder").mkdir()
    assert "synchronised by Syncthing" in placing.warning(desk)


def test_also_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "Nextcloud" / "desk").mkdir(parents=True)
    (tmp_path / "desk").symlink_to(tmp_path / "Nextcloud" / "desk")
    assert "Nextcloud" in placing.warning(tmp_path / "desk")
