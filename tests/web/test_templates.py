"""The templates keep the rules: escaped, no inline script or style, plain words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import legwork.web

WEB = Path(legwork.web.__file__).parent
TEMPLATES = sorted((WEB / "templates").iterdir())
STATIC = sorted((WEB / "static").iterdir())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_escapes_and_carries_no_code(path: Path) -> None:
    text = path.read_text()
    assert path.suffix == ".html"
    assert "|safe" not in text.replace(" ", "").replace("|safe_href", "")
    assert "autoescape" not in text
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"\son[a-z]+\s*=", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert "<style" not in text
    assert "//cdn" not in text


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_calls_people_people(path: Path) -> None:
    assert not re.search(r"\b(leads?|prospects?|customers?|pipelines?)\b", path.read_text(), re.IGNORECASE)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_form_that_changes_something_is_guarded(path: Path) -> None:
    text = path.read_text()
    forms = re.findall(r'<form method="post".*?</form>', text, re.DOTALL)
    assert all("csrf_field()" in form for form in forms)
    assert len(forms) == text.count('method="post"')


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_link_to_elsewhere_tells_nobody_where_it_came_from(path: Path) -> None:
    for link in re.findall(r"<a [^>]*target=[^>]*>", path.read_text()):
        assert 'rel="noreferrer noopener"' in link


@pytest.mark.parametrize("path", [p for p in STATIC if p.suffix == ".js"], ids=lambda path: path.name)
def test_scripts_keep_nothing_and_write_no_markup(path: Path) -> None:
    text = path.read_text()
    for word in (
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "document.cookie",
        "innerHTML",
        "eval(",
        "http://",
    ):
        assert word not in text


@pytest.mark.parametrize("path", STATIC, ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere(path: Path) -> None:
    text = path.read_text().replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://|@import|url\(", text)
    assert len(text.splitlines()) <= 400
