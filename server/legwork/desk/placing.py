"""Where a desk may lie: on a disk of this machine, and best in no folder that a program copies elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from legwork.errors import Refused

# SQLite's write-ahead log is memory that its processes share, and needs locks that hold; on a file system of
# another machine neither can be relied on (https://www.sqlite.org/wal.html, "Overview", and
# https://www.sqlite.org/howtocorrupt.html, 2.1).
NETWORK = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "afpfs", "ncpfs", "coda", "ceph", "lustre",
        "beegfs", "glusterfs", "davfs", "webdav", "gfs2", "ocfs2", "fuse.sshfs", "fuse.rclone", "fuse.glusterfs",
        "fuse.ceph", "fuse.davfs2", "fuse.s3fs", "fuse.gvfsd-fuse", "macfuse_sshfs", "osxfuse_sshfs",
    }
)  # fmt: skip
# How the folders are called that programs for synchronising make; a name may go on: `OneDrive - Initech`.
SYNCED = {
    "Dropbox": r"\.?dropbox",
    "OneDrive": r"onedrive",
    "iCloud Drive": r"icloud ?drive|mobile documents|com~apple~clouddocs",
    "Google Drive": r"google ?drive",
    "Nextcloud": r"nextcloud",
    "ownCloud": r"owncloud",
    "pCloud": r"pcloud ?drive",
    "MEGA": r"megasync",
    "Box": r"box sync",
    "Proton Drive": r"proton ?drive",
    "Syncthing": r"syncthing",
    "a program for synchronising": r"cloudstorage",
}
# What such programs leave in the topmost of their folders.
MARKS = {".dropbox": "Dropbox", ".dropbox.cache": "Dropbox", ".stfolder": "Syncthing", ".owncloudsync.log": "ownCloud"}

_ESCAPED = re.compile(r"\\([0-7]{3})")


def refuse_network(folder: Path) -> None:
    """Raises Refused when a folder for a SQLite file is on a file system of another machine."""
    found = file_system(folder.resolve(), _mounts())
    if found in NETWORK or (sys.platform == "win32" and str(folder.resolve()).startswith("\\\\")):
        raise Refused(
            f"The folder {folder} is on a network file system ({found or 'a share'}), where SQLite can lose what is "
            "written; set LEGWORK_HOME to a folder on a disk of this machine."
        )


def warning(folder: Path) -> str:
    """A sentence when a folder seems to be synchronised with other machines; empty otherwise."""
    for path in (folder.absolute(), folder.resolve()):
        program = synced_by(path)
        if program:
            return (
                f"The folder {folder} seems to be synchronised by {program}: that copies your contacts elsewhere, and "
                "a database copied or put back while it is written to can be damaged. Set LEGWORK_HOME to another "
                "folder, and synchronise backups instead."
            )
    return ""


def synced_by(path: Path) -> str:
    """The program that seems to synchronise a folder, by the names and marks above it; empty for none."""
    for part in path.parts:
        for program, names in SYNCED.items():
            if re.fullmatch(rf"(?:{names})(?:[ (-].*)?", part, re.IGNORECASE):
                return program
    found = (program for above in (path, *path.parents) for mark, program in MARKS.items() if (above / mark).exists())
    return next(found, "")


def file_system(folder: Path, mounts: Iterable[tuple[Path, str]]) -> str:
    """The kind of file system a folder is on; empty when it is not known. `mounts` are places and kinds."""
    above = [(place, kind) for place, kind in mounts if folder.is_relative_to(place)]
    # of two mounted at one place the later one is seen
    return max(enumerate(above), key=lambda each: (len(each[1][0].parts), each[0]))[1][1] if above else ""


def _mounts() -> list[tuple[Path, str]]:
    try:
        if sys.platform == "darwin":
            listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False)
            return mounts_of_macos(listed.stdout)
        return mounts_of_linux(Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape"))
    except (OSError, subprocess.SubprocessError):
        return []


def mounts_of_linux(text: str) -> list[tuple[Path, str]]:
    """From `/proc/self/mountinfo` (proc(5)): the fifth word is the place, the kind is the first after ` - `."""
    found = []
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        words = before.split(" ")
        if len(words) > 4 and after:
            place = _ESCAPED.sub(lambda sign: chr(int(sign[1], 8)), words[4])
            found.append((Path(place), after.split(" ")[0]))
    return found


def mounts_of_macos(text: str) -> list[tuple[Path, str]]:
    """From `mount`: `//me@server/share on /Volumes/share (smbfs, nodev, nosuid)`."""
    lines = (re.fullmatch(r".+? on (/.*) \((\w+)[,)].*", line) for line in text.splitlines())
    return [(Path(line[1]), line[2]) for line in lines if line is not None]
