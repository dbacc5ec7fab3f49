"""Forms of a page as a browser without scripts sends them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

FILLED = {
    "date": "2026-12-01",
    "datetime-local": "2026-11-30T15:00",
    "text": "In my own words",
    "textarea": "In my own words",
}


@dataclass(slots=True)
class Form:
    """Where a form goes, what its fields hold, and its buttons as pairs of name and value."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def sent(self) -> list[dict[str, str]]:
        """What each button sends: one with a value of its own leaves the fields empty, another finds them filled."""
        return [
            {**self.fields, **dict.fromkeys(self.asked, ""), name: value}
            if name
            else {**self.fields, **{one: FILLED.get(kind, "") for one, kind in self.asked.items()}}
            for name, value in self.buttons
        ]


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.inside = False
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(said.get("action", "")))
            self.inside = True
        if not self.inside:
            return
        form = self.found[-1]
        if tag == "button":
            form.buttons.append((said.get("name", ""), said.get("value", "")))
        elif tag == "option" and "selected" in said:
            form.fields[self.select] = said.get("value", "")
        elif tag == "select":
            self.select = said["name"]
            form.fields[self.select] = ""
        elif tag == "textarea":
            form.asked[said["name"]] = "textarea"
        elif (tag == "input" and said.get("type") == "hidden") or said.get("type") == "number":
            form.fields[said["name"]] = said.get("value", "")
        elif tag == "input":
            form.asked[said["name"]] = said.get("type", "text")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "form"


def forms_of(page: str) -> list[Form]:
    """Every form of a page."""
    reader = _Forms()
    reader.feed(page)
    return reader.found
