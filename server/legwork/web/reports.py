"""A job and its report in the words of its page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from legwork.desk import progressing
from legwork.desk.importing import Job
from legwork.outreach.words import counted, sentence
from legwork.web import wording

COUNTS: Final = ("read", "new", "updated", "unchanged", "skipped", "refused")
SHOWN_ROWS: Final = 200
LONGEST_NAME: Final = 80
MOVING: Final = frozenset({"received", "waiting", "running"})

_SAID: Final = {
    "received": "The files are here; Legwork looks inside.",
    "preview": "This is a look inside. Nothing is stored yet.",
    "waiting": "Next in line.",
    "running": "Importing. You can leave this page; it goes on.",
    "done": "Imported.",
    "failed": "It could not be done.",
    "cancelled": "Left as it was. Nothing of it was stored.",
}
_WHO: Final = (
    ("created", "new contact", "new contacts"),
    ("joined", "joined to someone known", "joined to someone known"),
    ("doubtful", "perhaps someone known", "perhaps someone known"),
    ("job_changes", "job change", "job changes"),
)


def job_line(job: Job) -> dict[str, Any]:
    """One line of the list of imports."""
    return {"id": job.id, "title": _title(job), "said": _said(job), "at": job.created_at}


def job_page(job: Job) -> dict[str, Any]:
    """What the page of a job says before its report."""
    progress = job.progress or {}
    return {
        "id": job.id,
        "title": _title(job),
        "state": job.state,
        "moving": job.state in MOVING,
        "said": _said(job),
        "share": _share(progress),
        "progress_words": _progress(job),
        "begun_again": _begun_again(progress),
        "batch_id": job.batch_id,
    }


def report_page(job: Job) -> dict[str, Any] | None:
    """The report, ready for its page; None while there is none, or one that is about to change."""
    report = job.report
    if not report or job.state in MOVING:
        return None
    rows = left_out(report)
    left = sum(file["skipped"] + file["refused"] for file in report.get("files", ()))
    shown = [{**_file(file), "place": place} for place, file in enumerate(report.get("files", ()))]
    contacts = report.get("contacts") or {}
    return {
        "files": shown,
        "total": [sum(column) for column in zip(*(file["counts"] for file in shown), strict=True)],
        "contacts": _who(contacts),
        "doubtful": contacts.get("doubtful", 0),
        "rows": [dict(zip(("file", "locator", "outcome", "reason"), row, strict=False)) for row in rows[:SHOWN_ROWS]],
        "rows_total": left,
        "rows_more": left > SHOWN_ROWS,
        "not_used": [{**left, "text": _text(left.get("text"))} for left in report.get("not_used", [])],
        "unnamed": _unnamed(report) if job.state == "preview" else [],
        "usable": bool(shown),
    }


def _unnamed(report: Mapping[str, Any]) -> list[dict[str, str]]:
    """Tables whose columns nobody has named, one for each header."""
    tables = {left["table"]: left["file"] for left in reversed(report.get("not_used", ())) if "table" in left}
    found = sorted(tables.items(), key=lambda pair: pair[1])
    return [{"table": table, "file": short_name(file)} for table, file in found]


def left_out(report: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """The skipped and refused rows that a report lists as (file, locator, outcome, reason, text)."""
    return [
        (file["file"], str(row["locator"]), row["outcome"], row["reason"], str(row.get("raw", "")))
        for file in report.get("files", ())
        for row in file.get("rows", ())
    ]


def short_name(path: str) -> str:
    """A file's own name, cut where it would fill a page."""
    name = path.rsplit("/", 1)[-1]
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"


def _title(job: Job) -> str:
    names = [str(name) for name in job.files] or ["Import"]
    rest = len(names) - 1
    first = short_name(names[0])
    return f"{first} and {counted(rest, 'other')}" if rest else first


def _said(job: Job) -> str:
    if job.state == "failed" and job.problem:
        said = str(job.problem)
        bare = said.removeprefix(f"{_title(job)}: ")
        return said if bare == said else sentence(bare)
    if job.state == "done" and job.report:
        read = sum(file["read"] for file in job.report.get("files", ()))
        who = [f"{line['count']:,} {line['words']}" for line in _who(job.report.get("contacts") or {}) if line["count"]]
        return f"{read:,} {'row' if read == 1 else 'rows'} read: {', '.join(who) or 'nothing new'}."
    return _SAID.get(job.state, job.state)


def _who(contacts: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = []
    for name, one, many in _WHO:
        count = int(contacts.get(name, 0))
        found.append({"count": count, "words": one if count == 1 else many})
    return found if contacts else []


def _share(progress: Mapping[str, Any]) -> float | None:
    total = progress.get("total") or 0
    return min(1.0, round((progress.get("done") or 0) / total, 3)) if total else None


def _progress(job: Job) -> str:
    progress = job.progress or {}
    said = progressing.words(progress)
    stage = progress.get("stage")
    if job.state == "running" and stage in progressing.STEPS:
        step = f"Step {progressing.STEPS.index(stage) + 1} of {len(progressing.STEPS)}"
        said = f"{step}. {said}".replace(" left", " left in this step")
    return said if said.endswith("…") else f"{said}."


def _begun_again(progress: Mapping[str, Any]) -> str:
    """What is said of work that was in the middle when the desk was closed."""
    before = progress.get("stopped_at")
    if not before:
        return ""
    return f"Legwork was closed in the middle of this ({progressing.words(before)}). It begins again by itself."


def _file(file: Mapping[str, Any]) -> dict[str, Any]:
    examples: Sequence[Mapping[str, Any]] = file.get("examples") or ()
    columns = [name for name in _COLUMNS if any(example.get(name) for example in examples)]
    return {
        "file": file["file"],
        "kind_words": wording.KINDS.get(file["kind"], file["kind"]),
        "why": file.get("why", ""),
        "table": file.get("table", ""),
        "counts": [int(file.get(name, 0)) for name in COUNTS],
        "columns": [_COLUMNS[name] for name in columns],
        "examples": [[_shown(name, str(example.get(name) or "")) for name in columns] for example in examples],
        "left_out": int(file.get("skipped", 0)) + int(file.get("refused", 0)),
        "text": _text(file.get("text")),
    }


def _shown(column: str, value: str) -> str:
    """A page without what all addresses of pages begin with."""
    return re.sub(r"^https?://(?:www\.)?", "", value) if column == "profile" else value


def _text(text: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The text of a file as it was decoded, the encoding in words."""
    if not text:
        return None
    encoding = text["encoding"]
    return {
        "encoding": wording.ENCODINGS.get(encoding, encoding.upper()),
        "why": wording.ENCODING_WHY.get(text["why"], text["why"]),
        "said": text["said"],
        "doubtful": text["why"] in wording.ENCODING_GUESSED,
        "lines": text["lines"],
    }


_COLUMNS: Final = {
    "name": "Name",
    "title": "Role",
    "company": "Employer",
    "email": "E-mail",
    "phone": "Phone",
    "profile": "Page",
}
