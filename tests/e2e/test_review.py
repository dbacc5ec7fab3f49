"""Doubtful pairs in a browser: decided by key and without scripts, taken back days later, split, and forgotten."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import nine_people
from e2e.desks import Served, environment, legwork, press, serve
from legwork.config import Settings
from legwork.desk import importing, preferring
from legwork.desk.opening import open_desk

pytestmark = pytest.mark.browser

SitDown = Callable[..., Page]
LATER = "Later"


@pytest.fixture(scope="module")
def reviewed_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a desk with nine people and three doubtful pairs: to be copied."""
    folder = tmp_path_factory.mktemp("nine")
    desk = open_desk(Settings.from_environment(environment(folder / "home")))
    preferring.prefer(desk, nine_people.SETTINGS)
    importing.run(desk, nine_people.write(folder / "exports"))
    desk.close()
    return folder / "home"


@pytest.fixture
def desk(reviewed_home: Path, tmp_path: Path) -> Iterator[Served]:
    with serve(shutil.copytree(reviewed_home, tmp_path / "home")) as served:
        yield served


@pytest.fixture
def page(desk: Served, sit_down: SitDown) -> Page:
    page = sit_down(desk)
    page.goto(f"{desk.url}/review")
    return page


def asked(page: Page, name: str) -> None:
    """Puts pairs off until one with this name is shown."""
    for _ in range(4):
        if name in page.locator(".pairwise h2").all_inner_texts():
            return
        with page.expect_navigation():
            press(page, "h")
    raise AssertionError(name)


def people(page: Page, desk: Served, query: str = "") -> list[str]:
    here = page.url
    page.goto(f"{desk.url}/contacts?q={query}")
    found = page.locator("a.who").all_inner_texts()
    page.goto(here)
    return found


def test_one_pair_at_a_time_with_reasons_in_words(page: Page) -> None:
    asked(page, "Ana Souza")
    assert page.locator(".pairwise .sheet").count() == 2
    expect(page.locator(".under").first).to_contain_text("Almost surely one person.")
    speaking = page.get_by_role("region", name="What speaks for it")
    expect(speaking).to_contain_text("E-mail domain globex matches the employer")
    expect(page.get_by_role("region", name="What speaks against it")).to_be_visible()
    assert "%" not in page.locator("main").inner_text()
    keys = page.locator(".acts .act").evaluate_all("acts => acts.map(act => act.dataset.key)")
    assert keys == ["y", "n", "h", "e"]
    press(page, "?")
    assert {*keys, "u"} <= set(page.locator("#keys kbd").all_inner_texts())


def test_the_whole_review_by_keys(page: Page, desk: Served) -> None:
    assert len(people(page, desk)) == 9
    asked(page, "Ana Souza")
    press(page, "y")
    expect(page.locator("[data-toast]")).to_contain_text("as one person")
    assert len(people(page, desk)) == 8
    asked(page, "Wei Zhang")
    expect(page.locator(".pairwise .sheet")).to_have_count(3)
    expect(page.get_by_text("There is more than one candidate")).to_be_visible()
    press(page, "y")
    expect(page.locator("[data-toast]")).to_contain_text("and kept the other candidate apart")
    assert len(people(page, desk)) == 7
    asked(page, "Bob O'Neil")
    press(page, "n")
    expect(page.get_by_text("Nobody to tell apart.")).to_be_visible()
    assert len(people(page, desk)) == 7
    decided = page.get_by_role("region", name="Decided by you")
    expect(decided.locator("li")).to_have_count(3)
    decided.locator("li", has_text="apart.").filter(has_text="O'Neil").get_by_role("button", name="Ask again").click()
    expect(page.locator(".pairwise h2", has_text="Bob")).to_be_visible()


def test_the_other_candidate_is_one_key_and_one_undo(page: Page, desk: Served) -> None:
    asked(page, "Wei Zhang")
    press(page, "2")
    expect(page.locator("[data-toast]")).to_contain_text("kept the other candidate apart")
    assert len(people(page, desk, "wei")) == 2
    page.goto(f"{desk.url}/review")
    press(page, "u")
    expect(page.locator("[data-toast]")).to_contain_text("Undone")
    assert len(people(page, desk, "wei")) == 3
    page.goto(f"{desk.url}/review")
    asked(page, "Wei Zhang")
    press(page, "n")
    expect(page.locator("[data-toast]")).to_contain_text("apart")
    expect(page.locator(".pairwise h2", has_text="Wei")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_values_are_chosen_and_taken_back_with_the_join(desk: Served, sit_down: SitDown, scripts: bool) -> None:
    page = sit_down(desk, scripts=scripts)
    page.goto(f"{desk.url}/review")
    for _ in range(3):
        if page.locator(".pairwise h2", has_text="Bob").count():
            break
        with page.expect_navigation():
            page.get_by_role("link", name=LATER).click()
    if scripts:
        press(page, "e")
    else:
        page.locator("summary", has_text="Choose what to show").click()
    page.get_by_role("radio", name="Bob O'Neil").check()
    page.get_by_role("button", name="The same person, shown like this").click()
    expect(page.locator("[data-toast]")).to_contain_text("Bob O'Neil")
    assert people(page, desk, "neil") == ["Bob O'Neil"]
    page.goto(f"{desk.url}/history")
    page.get_by_role("link", name="Undo …").first.click()
    with page.expect_navigation():
        page.get_by_role("button", name="Undo it").click()
    assert sorted(people(page, desk, "neil")) == ["Bob O'Neil", "Robert O'Neil"]


def test_a_join_is_taken_back_and_what_was_done_stays_with_the_chosen_one(page: Page, desk: Served) -> None:
    asked(page, "Ana Souza")
    press(page, "y")
    expect(page.locator("[data-toast]")).to_contain_text("as one person")
    page.goto(f"{desk.url}/contacts?q=souza")
    page.get_by_role("link", name="Ana Souza").click()
    page.get_by_label("Add a note").fill("Wants to hear of the port.")
    with page.expect_navigation():
        page.get_by_role("button", name="Keep the note").click()
    page.goto(f"{desk.url}/history")
    page.locator("li", has_text="You joined").get_by_role("link", name="Undo …").click()
    expect(page.get_by_text("You wrote a note about Ana Souza.")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(2)
    expect(page.get_by_role("radio").first).to_be_checked()
    page.get_by_role("radio").nth(1).check()
    press(page, "Escape")
    with page.expect_navigation():
        page.get_by_role("button", name="Undo it").click()
    assert len(people(page, desk, "souza")) == 2
    noted = []
    for place in range(2):
        page.goto(f"{desk.url}/contacts?q=souza")
        with page.expect_navigation():
            page.get_by_role("link", name="Ana Souza").nth(place).click()
        words = page.locator("main").inner_text()
        noted.append(("Google Contacts" in words, "Wants to hear of the port." in words))
    assert sorted(noted) == [(False, False), (True, True)]


def test_all_strong_pairs_are_seen_before_they_are_joined(page: Page, desk: Served) -> None:
    page.get_by_role("link", name="Look at the strong pair").click()
    expect(page.get_by_text("One pair becomes one person.")).to_be_visible()
    expect(page.locator("main .rows > li")).to_have_count(1)
    page.get_by_role("button", name="Join this pair").click()
    expect(page.locator("[data-toast]")).to_contain_text("You joined the only strong pair.")
    assert len(people(page, desk)) == 8
    page.goto(f"{desk.url}/review")
    press(page, "u")
    expect(page.locator("[data-toast]")).to_contain_text("Undone")
    assert len(people(page, desk)) == 9


def test_records_are_split_and_their_address_is_shared(page: Page, desk: Served) -> None:
    page.goto(f"{desk.url}/contacts?q=ana.souza@globex.example")
    page.get_by_role("link", name="Ana Souza").click()
    page.get_by_role("checkbox").nth(1).check()
    page.get_by_role("button", name="The ticked ones are somebody else").click()
    expect(page.locator("[data-toast]")).to_contain_text("who share ana.souza@globex.example")
    shared = page.locator("details", has_text="Do several people use")
    expect(shared.get_by_text("shared", exact=True)).to_be_visible()
    page.goto(f"{desk.url}/settings")
    region = page.get_by_role("region", name="Addresses several people use")
    expect(region).to_contain_text("ana.souza@globex.example")
    assert len(people(page, desk, "souza")) == 3
    with page.expect_navigation():
        region.get_by_role("button", name="Not shared after all").click()
    assert len(people(page, desk, "souza")) == 2


def test_an_address_added_leaves_those_there(page: Page, desk: Served) -> None:
    page.goto(f"{desk.url}/contacts?q=ana.souza@globex.example")
    page.get_by_role("link", name="Ana Souza").click()
    field = page.locator(".field", has=page.get_by_role("heading", name="E-mail"))
    field.locator("summary").click()
    field.get_by_role("textbox").fill("ana@home.example")
    field.get_by_role("button", name="Save").click()
    expect(field.locator(".value")).to_have_count(2)


def test_somebody_goes_to_the_trash_and_comes_back(page: Page, desk: Served) -> None:
    page.goto(f"{desk.url}/contacts?q=maria")
    page.get_by_role("link", name="Maria Silva").click()
    page.get_by_role("button", name="Put in the trash").click()
    expect(page.locator("[data-toast]")).to_contain_text("You put Maria Silva in the trash.")
    assert people(page, desk, "maria") == []
    page.get_by_role("link", name="The trash").click()
    expect(page.get_by_text("here until")).to_contain_text("24 Dec")
    page.get_by_role("button", name="Bring back").click()
    expect(page.get_by_text("The trash is empty.")).to_be_visible()
    assert people(page, desk, "maria") == ["Maria Silva"]


def test_forgetting_says_what_it_means_and_an_import_says_forgotten(page: Page, desk: Served, tmp_path: Path) -> None:
    page.goto(f"{desk.url}/contacts?q=maria")
    page.get_by_role("link", name="Maria Silva").click()
    with page.expect_navigation():
        page.get_by_role("link", name="Forget at once").click()
    words = page.locator("main").inner_text()
    assert "Undo does not bring them back." in words
    assert "hold the person still" in words or "holds the person still" in words
    page.get_by_role("button", name="Forget them for good").click()
    expect(page.get_by_text("One person was forgotten.")).to_be_visible()
    expect(page.locator("[data-toast] button")).to_have_count(0)
    assert people(page, desk, "maria") == []
    page.goto(f"{desk.url}/imports")
    page.get_by_label("Files, or a zip").set_input_files(nine_people.write(tmp_path / "again")[1])
    expect(page.get_by_text("forgotten")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_every_page_fits(desk: Served, sit_down: SitDown, width: int, scheme: str) -> None:
    page = sit_down(desk, width=width, scheme=scheme)
    maria = legwork(desk.home, "contacts", "maria").split()[0]
    joao = legwork(desk.home, "contacts", "joão").split()[0]
    legwork(desk.home, "trash", joao)
    for path in ("/review", "/review/strong", "/review/decided", "/trash", f"/contacts/{maria}/forget"):
        page.goto(desk.url + path)
        page.evaluate("for (const menu of document.querySelectorAll('details')) menu.open = true")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
