"""Welcome: a few questions that can all wait, then one way in of four."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from legwork.desk import editing, preferring, sampling
from legwork.desk.opening import Desk
from legwork.errors import Refused
from legwork.store import preferences as store
from legwork.store.tables import contacts
from legwork.web import forms, frame
from legwork.web.routing import get, post

QUESTIONS = ("purpose", "functions", "fields", "schools", "past_employers", "days_off", "ask_minutes", "name")

RELATIONS = (
    ("friend", "Friends", "They say yes, and they want you to do well."),
    ("family", "Family", "And the people your family knows."),
    ("alumni", "People you studied with", "A school in common opens most doors."),
    (
        "former_colleague",
        "Former colleagues",
        "Those you have not written to for years are welcome here, too.",
    ),
)


def welcome(desk: Desk) -> str:
    fields = forms.fields(QUESTIONS, forms.as_text(preferring.preferences(desk)))
    return render_template("welcome.html", fields=fields)


def welcome_save(desk: Desk) -> str | Response:
    if not request.form.get("skip"):
        try:
            preferring.prefer(desk, forms.changes(QUESTIONS, request.form, forms.as_text(preferring.preferences(desk))))
        except Refused as problem:
            asked = forms.fields(QUESTIONS, request.form, problem)
            return render_template("welcome.html", fields=asked, wrong=forms.sentence_of(problem))
    _greet(desk)
    return redirect(url_for("web.begin"), 303)


def begin(_: Desk) -> str:
    return render_template("begin.html")


def people(_: Desk) -> str:
    return render_template("people.html", groups=_groups({}))


def people_add(desk: Desk) -> str | Response:
    lines = {name: request.form.get(name, "").splitlines() for name, _, _ in RELATIONS}
    if not any(line.strip() for group in lines.values() for line in group):
        return render_template("people.html", groups=_groups({}), wrong="Write at least one name.")
    left = dict(request.form)  # what was added is no longer in its field, should a later one be refused
    for relation, names in lines.items():
        wanted = [name.strip() for name in names if name.strip()]
        try:
            if wanted:
                editing.add_people(desk, wanted, relation)
        except Refused as problem:
            return render_template("people.html", groups=_groups(left), wrong=str(problem))
        left[relation] = ""
    _greet(desk)
    return redirect(url_for("web.inbox"), 303)


def sample(desk: Desk) -> Response:
    sampling.add(desk)
    _greet(desk)
    return redirect(url_for("web.today"), 303)


def sample_remove(desk: Desk) -> Response:
    return frame.after(sampling.remove(desk), url_for("web.settings"))


def is_new(desk: Desk) -> bool:
    """Nobody was greeted, and nobody is here yet."""
    with desk.database.read() as connection:
        greeted = store.value(connection, "welcomed")
        return not greeted and connection.execute(contacts.select().limit(1)).first() is None


def samples_here(desk: Desk) -> bool:
    """Whether invented people are among the contacts."""
    return sampling.present(desk)


def _greet(desk: Desk) -> None:
    desk.database.write(lambda connection: store.keep(connection, "welcomed", desk.clock().isoformat()))


def _groups(values: dict[str, str]) -> list[dict[str, str]]:
    return [
        {"name": name, "label": label, "hint": hint, "value": values.get(name, "")} for name, label, hint in RELATIONS
    ]


ROUTES = (
    get("/welcome", welcome),
    post("/welcome", welcome_save),
    get("/begin", begin),
    get("/people", people),
    post("/people", people_add),
    post("/sample", sample),
    post("/sample/remove", sample_remove),
)
