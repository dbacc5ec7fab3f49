"""Settings: the user's own, the paired browsers, the data and its way out."""

from __future__ import annotations

import io
from typing import Any, Final

from flask import Response as FlaskResponse
from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from legwork.desk import backing_up, exporting, preferring, proposing
from legwork.desk.opening import Desk
from legwork.errors import NotFound, Refused
from legwork.outreach.forecast import forecast, forecast_words
from legwork.store.backups import SUFFIX
from legwork.web import forms, frame, pairing, wording
from legwork.web.files import attachment
from legwork.web.leaving import shared_lines
from legwork.web.routing import get, post
from legwork.web.welcome import samples_here

NAMES: Final = tuple(name for _, _, names in forms.GROUPS for name in names)
FORMATS: Final = {"json": "application/json", "csv": "text/csv", "vcard": "text/vcard"}
PRESETS: Final = (
    ("calm", "Calm days", 2, 5),
    ("full", "Full-time search", 3, 10),
)
OFFERED: Final = {
    "phone": "A phone number of yours",
    "skills": "A skill of yours",
    "fields": "The field of your profile",
    "name": "Your name",
    "emails": "An address of yours",
    "past_employers": "An employer of yours",
    "schools": "A school of yours",
}
ENDINGS: Final = {"json": "json", "csv": "csv", "vcard": "vcf"}


def settings(desk: Desk) -> str:
    return _page(desk)


def settings_save(desk: Desk) -> str | Response:
    present = forms.as_text(preferring.preferences(desk))
    try:
        event = preferring.prefer(desk, forms.changes(NAMES, request.form, present))
    except Refused as problem:
        return _page(desk, {**present, **request.form}, problem)
    return frame.after(event, url_for("web.settings"))


def accept(desk: Desk) -> str | Response:
    try:
        event = proposing.accept(desk, request.form.get("setting", ""), request.form.get("value", ""))
    except Refused as problem:
        return _page(desk, refused=problem)
    return frame.after(event, url_for("web.settings"))


def preset(desk: Desk) -> Response:
    """Sets both limits at once, as one change to undo."""
    found = next((one for one in PRESETS if one[0] == request.form.get("preset", "")), None)
    if found is None:
        raise NotFound("preset")
    event = preferring.prefer(desk, {"new_per_day": str(found[2]), "open_employers": str(found[3])})
    return frame.after(event, url_for("web.settings"))


def backup(desk: Desk) -> str:
    desk.backups.mkdir(mode=0o700, exist_ok=True)
    backing_up.backup(desk, desk.backups)
    return _page(desk, said="Backed up, and the copy was checked.")


def export(desk: Desk) -> FlaskResponse:
    kind = request.form.get("format", "")
    if kind not in FORMATS:
        raise NotFound("format")
    out = io.StringIO(newline="")
    exporting.export(desk, kind, out)
    return attachment(iter([out.getvalue()]), f"legwork.{ENDINGS[kind]}", FORMATS[kind])


def _page(desk: Desk, values: dict[str, str] | None = None, refused: Refused | None = None, **said: Any) -> str:
    mine = preferring.preferences(desk)
    return render_template(
        "settings.html",
        groups=forms.groups(values or forms.as_text(mine), refused),
        wrong=forms.sentence_of(refused) if refused else "",
        forecast=forecast_words(forecast(mine.new_per_day, mine.open_employers)),
        presets=[
            {"name": name, "label": label, "new": new, "open": opened, "words": forecast_words(forecast(new, opened))}
            for name, label, new, opened in PRESETS
        ],
        offers=[(OFFERED[offer.setting], offer) for offer in proposing.offers(desk)],
        devices=pairing.devices(desk),
        home=str(desk.settings.home),
        backups=_backups(desk),
        sample=samples_here(desk),
        shared=shared_lines(desk),
        **said,
    )


def _backups(desk: Desk) -> list[dict[str, str]]:
    """The newest backups first."""
    found = sorted(desk.backups.glob(f"*{SUFFIX}"), key=lambda path: path.stat().st_mtime, reverse=True)
    return [{"name": path.name, "size": wording.size(path.stat().st_size)} for path in found[:5]]


ROUTES = (
    get("/settings", settings),
    post("/settings", settings_save),
    post("/settings/accept", accept),
    post("/settings/preset", preset),
    post("/settings/backup", backup),
    post("/settings/export", export),
)
