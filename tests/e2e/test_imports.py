"""An import from the drop to its undo, in a browser: narrow and wide, light and dark, without scripts, over a kill."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e.desks import Served, killed, serve
from e2e.test_axe import violations

pytestmark = pytest.mark.browser

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
CYRILLIC = f"{HEADER}Анна,Соколова,,anna@sokolova.example,Глобекс,Аналитик,12 Mar 2019\n,,,,=Hooli,Engineer,\n"


def large(path: Path, rows: int = 15_000) -> Path:
    """A file that takes some seconds."""
    people = (
        f"Ana{n},Souza{n % 977},https://www.linkedin.com/in/p{n},p{n}@h{n % 211}.example,Initech {n % 300},"
        f"Analyst of {n % 17},12 Apr 2021\n"
        for n in range(rows)
    )
    path.write_text(HEADER + "".join(people), encoding="utf-8")
    return path


def bring(page: Page, served: Served, *paths: Path | str, into: str = "#files") -> None:
    page.goto(f"{served.url}/imports")
    page.locator(into).set_input_files([str(path) for path in paths])
    page.wait_for_url(re.compile(r"/imports/j_"))


def says(page: Page, pattern: str) -> None:
    """Waits until the page says how far it is."""
    expect(page.locator("[data-said]")).to_have_text(re.compile(pattern), timeout=120_000)


def fits(page: Page) -> None:
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light")])
def test_from_the_drop_to_the_undo(
    desk: Served, sit_down: Callable[..., Page], exports: Path, tmp_path: Path, width: int, scheme: str
) -> None:
    page = sit_down(desk, width=width, scheme=scheme)
    book = tmp_path / "Знакомые.csv"
    book.write_bytes(CYRILLIC.encode("cp1251"))
    page.goto(f"{desk.url}/imports")
    expect(page.get_by_text("Drop files and folders anywhere on this page")).to_be_visible()
    fits(page)
    bring(page, desk, book, *sorted(exports.iterdir()))
    expect(page.get_by_text("Nothing is stored yet.")).to_be_visible()
    section = page.locator("section", has=page.get_by_role("heading", name="From Знакомые.csv"))
    section.get_by_label("If letters look wrong, read it as").select_option("cp1252")
    fits(page)
    section.get_by_role("button", name="Look inside again").click()
    expect(section.get_by_text("as you said")).to_be_visible()
    assert "Анна" not in section.inner_text()
    section.get_by_label("If letters look wrong, read it as").select_option("cp1251")
    section.get_by_role("button", name="Look inside again").click()
    expect(section.get_by_role("cell", name="Анна Соколова")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("heading", name="Who came")).to_be_visible()
    fits(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="1 row of Знакомые.csv").click()
    with download.value.path().open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [
            [*HEADER.strip().split(","), "Legwork: left out because"],
            ["", "", "", "", "'=Hooli", "Engineer", "", "refused: no name, no address, no profile"],
        ]
    page.get_by_role("link", name="Undo this import").click()
    expect(page.get_by_text("You have not touched anything it brought.")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_text("This import was undone; nothing of it is here now")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Redo this import").click()
    expect(page.get_by_role("link", name="Undo this import")).to_be_visible()


def test_a_folder_is_chosen_or_dropped_whole(desk: Served, sit_down: Callable[..., Page], tmp_path: Path) -> None:
    page = sit_down(desk)
    folder = tmp_path / "Brought"
    (folder / "Mail" / "cur").mkdir(parents=True)
    (folder / "Connections.csv").write_text(CYRILLIC, encoding="utf-8")
    letter = "From: Ana <ana@x.example>\nTo: me@own.example\nDelivered-To: me@own.example\nMessage-ID: <1@x>\n\nHi\n"
    (folder / "Mail" / "cur" / "1.M1P1.host:2,S").write_text(letter)
    bring(page, desk, folder, into="#folder")
    expect(page.get_by_role("rowheader", name="Mail A mailbox: a folder of messages")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Connections.csv LinkedIn")).to_be_visible()
    page.goto(f"{desk.url}/imports")
    page.evaluate(
        """(letter) => {
          // a folder as a drag would lend it: entries that know their path
          const file = new File([letter], "1.M1P1.host:2,S");
          const leaf = { isFile: true, fullPath: "/Brought/Mail/cur/1.M1P1.host:2,S", file: (done) => done(file) };
          let given = false;
          const readEntries = (done) => (done(given ? [] : [leaf]), (given = true));
          const folder = { isFile: false, createReader: () => ({ readEntries }) };
          const drop = new Event("drop", { bubbles: true, cancelable: true });
          drop.dataTransfer = { types: ["Files"], items: [{ webkitGetAsEntry: () => folder }], files: [] };
          document.body.dispatchEvent(drop);
        }""",
        letter,
    )
    page.wait_for_url(re.compile(r"/imports/j_"))
    expect(page.get_by_role("rowheader", name="Mail A mailbox: a folder of messages")).to_be_visible()


def test_more_files_than_a_page_can_send_are_said_before_they_are_sent(
    desk: Served, sit_down: Callable[..., Page], tmp_path: Path
) -> None:
    page = sit_down(desk)
    page.goto(f"{desk.url}/imports")
    page.locator("html[data-ready]").wait_for(state="attached")
    page.locator("#files").set_input_files(
        [{"name": f"{n}.eml", "mimeType": "message/rfc822", "buffer": b"x"} for n in range(1_000)]
    )
    expect(page.get_by_text("These are 1,000 files, more than a page can send at once.")).to_be_visible()
    assert page.url.endswith("/imports")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_large_import_moves_and_stopping_leaves_nothing(
    desk: Served, sit_down: Callable[..., Page], tmp_path: Path, scripts: bool
) -> None:
    page = sit_down(desk, scripts=scripts, width=360)
    page.goto(f"{desk.url}/imports")
    page.locator("#files").set_input_files(str(large(tmp_path / "large.csv")))
    if not scripts:
        page.get_by_role("button", name="Look inside").click()
    page.wait_for_url(re.compile(r"/imports/j_"))
    says(page, r"Reading: [\d,]+ rows, [\d.]+ of [\d.]+ MB")
    if scripts:
        fits(page)
    page.get_by_role("button", name="Import").click(timeout=120_000)
    says(page, r"Step 1 of 3\. Reading: [\d,]+ rows, [\d.]+ of")
    page.get_by_role("button", name="Stop").click()
    page.goto(f"{desk.url}/contacts")
    expect(page.get_by_text("No contacts yet.")).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["looking", "linking"])
def test_what_a_kill_interrupts_is_taken_up_by_the_next_start(
    sit_down: Callable[..., Page], tmp_path: Path, moment: str
) -> None:
    home = tmp_path / "home"
    with killed(home) as served:
        page = sit_down(served)
        bring(page, served, large(tmp_path / "large.csv", 6_000 if moment == "linking" else 12_000))
        if moment == "looking":
            says(page, r"Reading: [\d,]+ rows")
        else:
            page.get_by_role("button", name="Import").click(timeout=120_000)
            says(page, r"Step [23] of 3")
        job = page.url.removeprefix(served.url)
        page.goto("about:blank")
    with serve(home) as served:
        page = sit_down(served)
        page.goto(served.url + job)
        expect(page.get_by_text("Legwork was closed in the middle of this")).to_be_visible()
        if moment == "looking":
            expect(page.get_by_text("Nothing is stored yet.")).to_be_visible(timeout=120_000)
        else:
            page.get_by_role("button", name="Stop").click()
            expect(page.get_by_role("link", name="large.csv")).to_be_visible()
        page.wait_for_load_state()
        page.goto("about:blank")
