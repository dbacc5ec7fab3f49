"""LinkedIn, Google and a mailbox brought in through the page: looked at, imported, compared, stopped and undone."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import fixture_a
from e2e.desks import Served, environment, serve
from legwork.config import Settings
from legwork.desk import preferring
from legwork.desk.opening import open_desk

pytestmark = pytest.mark.browser

SitDown = Callable[..., Page]


@pytest.fixture(scope="module")
def new_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a desk that knows whose it is and joins by identifiers alone: to be copied."""
    home = tmp_path_factory.mktemp("own") / "home"
    desk = open_desk(Settings.from_environment(environment(home)))
    preferring.prefer(desk, {"emails": fixture_a.ME, "merge_policy": "identifiers", "region": "PT"})
    desk.close()
    return home


@pytest.fixture
def desk(new_home: Path, tmp_path: Path) -> Iterator[Served]:
    with serve(shutil.copytree(new_home, tmp_path / "home")) as served:
        yield served


@pytest.fixture
def three(tmp_path: Path) -> list[Path]:
    return fixture_a.write(tmp_path / "exports")


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    path = tmp_path / "outbox"
    path.write_text(json.dumps(fixture_a.CAPTURE) + "\n", encoding="utf-8")
    return path


def look_inside(page: Page, desk: Served, *files: Path) -> None:
    page.goto(f"{desk.url}/imports")
    page.get_by_label("Files, or a zip").set_input_files(files)
    expect(page.get_by_text("This is a look inside. Nothing is stored yet.")).to_be_visible(timeout=120_000)
    page.wait_for_load_state()


def bring(page: Page, desk: Served, *files: Path) -> str:
    """Imports files; the address of their report."""
    look_inside(page, desk, *files)
    page.get_by_role("button", name="Import", exact=False).click()
    expect(page.get_by_role("heading", name="Who came")).to_be_visible()
    page.wait_for_load_state()
    return page.url


def counts(page: Page, file: str) -> list[int]:
    """Read, new, updated, unchanged, skipped and refused of a file."""
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=file))
    return [int(cell.replace(",", "")) for cell in row.get_by_role("cell").all_inner_texts()]


def names(page: Page, desk: Served) -> list[str]:
    page.goto(f"{desk.url}/contacts")
    return sorted(page.locator("a.who").all_inner_texts())


def test_three_files_by_any_name_are_looked_at_imported_and_asked_about(
    desk: Served, sit_down: SitDown, three: list[Path], outbox: Path
) -> None:
    page = sit_down(desk)
    look_inside(page, desk, *three)
    for kind in ("LinkedIn connections", "Google contacts", "Mail"):
        expect(page.locator("tbody .source").filter(has_text=kind)).to_have_count(1)
    assert counts(page, "Connections.csv") == [5, 4, 0, 0, 0, 1]
    assert counts(page, "people.txt") == [4, 4, 0, 0, 0, 0]
    assert counts(page, "old stuff.dat") == [5, 2, 0, 0, 3, 0]
    expect(page.get_by_role("heading", name="Who would come")).to_be_visible()
    assert names(page, desk) == []

    bring(page, desk, *three, outbox)
    left = page.get_by_role("region", name="Rows left out")
    for reason in ("no name, no address, no profile", "automatic sender", "one way: wrote to you, and you never"):
        expect(left.get_by_role("cell", name=reason)).to_be_visible()
    expect(page.get_by_text("Ad_Targeting.csv")).to_be_visible()
    assert names(page, desk) == [
        "Ana Souza", "Ana Souza", "Bob O'Neil", "João Silva", "Maria Silva", "Robert O'Neil",
        "Wei Zhang", "Wei Zhang", "Wei Zhang",
    ]  # fmt: skip

    page.goto(f"{desk.url}/review")
    asked = []
    for _ in range(3):
        asked.append(sorted(page.locator(".pairwise h2").all_inner_texts()))
        with page.expect_navigation():
            page.get_by_role("link", name="Later").click()
    # the third Wei Zhang is the other candidate, on the card of the likelier one
    assert asked == [["Ana Souza"] * 2, ["Bob O'Neil", "Robert O'Neil"], ["Wei Zhang"] * 3]


def test_a_new_job_stands_on_the_contact_with_its_days(
    desk: Served, sit_down: SitDown, three: list[Path], outbox: Path
) -> None:
    page = sit_down(desk)
    bring(page, desk, *three, outbox)
    page.get_by_role("region", name="Since the export before").get_by_role("link", name="Ana Souza").click()
    said = (
        "Their role went from Data Lead, Globex to Director of Data, Initech between 2 September and 20 November 2026."
    )
    expect(page.get_by_text(said)).to_be_visible()


def test_the_same_again_is_nothing_new_and_a_newer_list_is_one_new_job(
    desk: Served, sit_down: SitDown, three: list[Path], tmp_path: Path
) -> None:
    page = sit_down(desk)
    bring(page, desk, *three)
    bring(page, desk, *three)
    expect(page.get_by_text("14 rows read: nothing new.")).to_be_visible()
    for file in ("Connections.csv", "people.txt", "old stuff.dat"):
        assert counts(page, file)[1:3] == [0, 0]
    bring(page, desk, fixture_a.write_newer(tmp_path / "later"))
    assert counts(page, "Connections.csv") == [5, 0, 1, 3, 0, 1]
    news = page.get_by_role("region", name="Since the export before")
    expect(news.get_by_role("heading", name="1 person changed jobs")).to_be_visible()
    expect(news).to_contain_text(
        "from Product Manager, Initech to Product Manager, Hooli between 2 September and 21 November 2026"
    )
    news.get_by_role("link", name="Wei Zhang").click()
    expect(page.locator("h1 ~ p")).to_contain_text("Hooli")


def test_the_mailbox_is_undone_alone_and_done_again(
    desk: Served, sit_down: SitDown, three: list[Path], outbox: Path
) -> None:
    page = sit_down(desk)
    archive, google, mailbox = three
    bring(page, desk, archive, google, outbox)
    report = bring(page, desk, mailbox)
    page.goto(f"{desk.url}/contacts?q=globex.example")
    page.get_by_role("link", name="Ana Souza").click()
    expect(page.get_by_text("3 from you, 3 from them")).to_be_visible()
    ana = page.url
    page.goto(f"{report}?undo=1")
    expect(page.get_by_text("You have not touched anything it brought.")).to_be_visible()
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_text("This import was undone")).to_be_visible()
    assert "Bob O'Neil" not in names(page, desk)
    page.goto(ana)
    expect(page.get_by_role("heading", name="Ana Souza")).to_be_visible()
    expect(page.get_by_text("3 from you, 3 from them")).to_have_count(0)
    page.goto(report)
    page.get_by_role("button", name="Redo this import").click()
    expect(page.get_by_role("link", name="Undo this import")).to_be_visible()
    expect(page.get_by_text("This import was undone")).to_have_count(0)
    assert "Bob O'Neil" in names(page, desk)


def test_undoing_names_what_was_touched_since_and_it_stays(desk: Served, sit_down: SitDown, three: list[Path]) -> None:
    page = sit_down(desk)
    report = bring(page, desk, three[2])
    page.goto(f"{desk.url}/contacts?q=bob")
    page.get_by_role("link", name="Bob O'Neil").click()
    page.get_by_label("Add a note").fill("Asked about the harbour.")
    with page.expect_navigation():
        page.get_by_role("button", name="Keep the note").click()
    page.goto(f"{report}?undo=1")
    expect(page.get_by_role("region", name="Undo this import?")).to_contain_text("Bob O'Neil")
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_text("This import was undone")).to_be_visible()
    assert names(page, desk) == ["Bob O'Neil"]


def test_a_running_import_moves_and_stopping_leaves_everything_as_it_was(
    desk: Served, sit_down: SitDown, tmp_path: Path
) -> None:
    page = sit_down(desk)
    rows = (
        f"Given{number},Family{number % 700},https://www.linkedin.com/in/p-{number},,Firm {number % 300},Analyst,"
        f"{1 + number % 28:02} Mar 2021\n"
        for number in range(6_000)
    )
    path = tmp_path / "many.csv"
    path.write_text(fixture_a.HEADER + "".join(rows), encoding="utf-8")
    look_inside(page, desk, path)
    page.get_by_role("button", name="Import", exact=False).click()
    expect(page.locator("[data-said]")).to_contain_text(re.compile(r"[1-9]\d*"))
    page.get_by_role("button", name="Stop").click()
    page.goto(f"{desk.url}/imports")
    page.get_by_role("link", name="many.csv").first.click()
    expect(page.get_by_text("Left as it was. Nothing of it was stored.")).to_be_visible()
    assert names(page, desk) == []
