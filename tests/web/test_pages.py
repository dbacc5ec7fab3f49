"""The pages at a real desk, read without scripts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from legwork.desk import acting, editing, importing, preferring, undoing, viewing, visiting
from legwork.desk.opening import Desk
from web.sitting import Sitting, words

PAGES = (
    "/inbox",
    "/contacts",
    "/review",
    "/imports",
    "/history",
    "/settings",
    "/welcome",
    "/begin",
    "/people",
    "/employers",
    "/commands",
    "/boards",
    "/introduction",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_on_an_empty_desk(sitting: Sitting, path: str) -> None:
    page = sitting.get(path)
    assert page.count("<h1") == 1
    assert '<html lang="en">' in page
    assert "The clock stands still at Tuesday, 24 November 2026, 09:00." in page


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("path", ["/", *PAGES])
def test_every_page_opens_on_a_desk_with_people(sitting: Sitting, path: str) -> None:
    assert sitting.get(path).count("<h1") == 1


def test_a_new_desk_begins_with_a_welcome(sitting: Sitting) -> None:
    sitting.get("/", 302)
    assert "Find your way by talking to people." in words(sitting.get("/welcome"))
    assert "Whom do you know already?" in words(sitting.follow("/welcome", skip="1"))
    assert "Nothing more today." in words(sitting.get("/"))


def test_answers_are_kept_and_wrong_ones_explained(sitting: Sitting) -> None:
    sitting.get("/welcome")
    page = sitting.post("/welcome", 200, purpose="exploring", ask_minutes="500").text
    assert "Minutes to ask for: this must be a number from" in words(page)
    assert re.search(r'name="ask_minutes" value="500"[^>]* aria-invalid="true" autofocus', page)
    sitting.follow("/welcome", purpose="exploring", fields="climate data, health", ask_minutes="25")
    page = sitting.get("/settings")
    assert 'value="climate data, health"' in page
    assert re.search(r'value="exploring" checked', page)


def test_three_people_typed_in_wait_in_the_inbox(sitting: Sitting) -> None:
    sitting.get("/people")
    assert "at least one name" in words(sitting.post("/people", 200).text)
    page = sitting.follow("/people", friend="Ana Souza, Globex\nWei Zhang", alumni="Tom Reis")
    assert "Three people here" in words(page)


@pytest.mark.usefixtures("people")
def test_contacts_are_searched_and_paged(sitting: Sitting) -> None:
    page = words(sitting.get("/contacts"))
    assert "Ana Souza" in page
    assert "Lena Ortiz" not in words(sitting.get("/contacts?q=zhang"))
    assert "Wei Zhang" in words(sitting.get("/contacts?q=zhang"))
    assert "Nobody by that name yet." in words(sitting.get("/contacts?q=%25_nobody"))
    for strange in ("-1", "0", "x", "99999999999999999999", "1e308"):
        sitting.get(f"/contacts?page={strange}")


@pytest.mark.usefixtures("people")
def test_what_people_are_called_stays_text(sitting: Sitting) -> None:
    page = sitting.get("/contacts?q=berg")
    assert "<b>Mia</b>" not in page
    assert "&lt;b&gt;Mia&lt;/b&gt;" in page


@pytest.mark.usefixtures("people")
def test_a_contact_shows_sources_and_takes_changes(sitting: Sitting) -> None:
    link = re.search(r'class="who" href="(/contacts/c_\d+)"', sitting.get("/contacts?q=kofi"))
    assert link
    page = words(sitting.get(link[1]))
    assert "Head of Logistics" in page
    assert "people.vcf" in page
    page = words(sitting.follow(f"{link[1]}/field", field="company", value="Acme Shipping"))
    assert "Acme Shipping" in page
    assert "your word" in page
    page = words(sitting.follow(f"{link[1]}/note", text="Knows the port well."))
    assert "Knows the port well." in page
    page = words(sitting.follow("/act", card=link[1].rpartition("/")[2], act="do_not_contact", back=link[1]))
    assert "You asked not to write to" in page
    sitting.post("/act", 422, card=link[1].rpartition("/")[2], act="sent-to-everyone")
    sitting.post(f"{link[1]}/note", 422, text=" ")
    sitting.post(f"{link[1]}/split", 422)


def test_a_contact_shows_the_changes_of_their_role_with_their_days(
    desk: Desk, sitting: Sitting, tmp_path: Path
) -> None:
    importing.run(desk, [_connections(tmp_path / "Connections.csv")])
    capture = {
        "url": "https://www.linkedin.com/in/ana-souza-7",
        "page_title": "Ana",
        "captured_at": "2026-11-20T10:00:00Z",
        "fields": {"name": "Ana Souza", "title": "Director of Data", "company": "Umbrella"},
    }
    (tmp_path / "outbox.jsonl").write_text(json.dumps(capture) + "\n", encoding="utf-8")
    importing.run(desk, [tmp_path / "outbox.jsonl"])
    change = viewing.contacts(desk, "Ana Souza")[0]
    page = words(sitting.get(f"/contacts/{change.id}"))
    said = page.partition("Between you")[2].partition("Where this comes from")[0]
    roles = "from Data Lead, Globex to Director of Data, Umbrella"
    assert f"Their role went {roles} between 12 March 2019 and 20 November 2026." in said
    assert "Connected since 12 Mar 2019" in page
    assert not re.search(r"\d{4}-\d{2}-\d{2}", page.partition("Where this comes from")[0])


def _connections(path: Path) -> Path:
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    row = "Ana,Souza,https://www.linkedin.com/in/ana-souza-7,,Globex,Data Lead,12 Mar 2019\n"
    path.write_text(header + row, encoding="utf-8")
    return path


def test_what_is_said_of_signing_in_is_true(desk: Desk, sitting: Sitting) -> None:
    assert visiting.VISIT_SECONDS == 30 * 86400
    assert "It stays signed in for thirty days after its last visit." in words(sitting.get("/sign-in?code=x"))
    assert "It stays signed in for thirty days after its last visit." in words(sitting.get("/settings"))
    assert "legwork sign-in prints a new one, also while Legwork runs" in words(sitting.get("/sign-in", 403))
    assert visiting.new_link(desk)


@pytest.mark.parametrize(
    "path", ["/contacts/c_99999", "/contacts/-1", "/contacts/x", "/imports/j_x", "/history/e_x", "/nothing"]
)
def test_what_is_not_there_is_said_so_without_a_traceback(sitting: Sitting, path: str) -> None:
    page = sitting.get(path, 404)
    assert "Traceback" not in page
    assert "There is no such" in words(page)


@pytest.mark.usefixtures("people")
def test_a_card_is_done_and_undone(sitting: Sitting) -> None:
    page = sitting.get("/")
    card = re.search(r'data-card="([^"]+)"', page)
    assert card
    after = sitting.follow("/act", card=card[1], act="skip")
    assert f'data-card="{card[1]}"' not in after
    event = re.search(r'name="event" value="(e_[^"]+)"', after)
    assert event
    back = sitting.follow("/undo", event=event[1], back="/")
    assert f'data-card="{card[1]}"' in back
    assert "Undone" in words(back)
    assert "Redo" in words(back)


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("when", ["9999-12-31T23:59", "0001-01-01T00:00", "9999-12-31T23:59-12:00"])
def test_a_moment_out_of_all_reach_is_refused_and_harms_nothing(sitting: Sitting, when: str) -> None:
    link = re.search(r'class="who" href="/contacts/(c_\d+)"', sitting.get("/contacts?q=kofi"))
    assert link
    page = sitting.post("/act", 422, card=link[1], act="scheduled", when=when, minutes="20").text
    assert "is too far away; name a start between 2021-11-24 and 2036-11-24." in words(page)
    sitting.post("/act", 422, card=link[1], act="scheduled", when="2026-11-25T15:00", minutes="9" * 5000)
    sitting.get("/")


@pytest.mark.usefixtures("people")
def test_history_is_told_in_whole_sentences(desk: Desk, sitting: Sitting) -> None:
    kofi = viewing.contacts(desk, "kofi")[0].id
    for state in ("want", "sent", "replied", "held", "thanked", "do_not_contact", "may_contact", "closed"):
        acting.act(desk, kofi, state)
    undoing.undo(desk)
    editing.add_people(desk, ["bell hooks", "Ana Jr."])
    editing.note(desk, viewing.contacts(desk, "Ana Jr.")[0].id, "met at the fair")
    preferring.prefer(desk, {"name": "Priya Nair"})
    importing.run(desk, [_connections(desk.settings.home / "evil.csv")])
    page = sitting.get("/history")
    said = [words(line) for line in re.findall(r"<li><span[^>]*>(.*?)(?: <a |</span>)", page, re.DOTALL)]
    assert len(said) == 14
    assert all(re.fullmatch(r"[A-Z\d].*[^.]\.", line) for line in said), said
    assert "The file evil.csv was imported." in said
    assert "You wrote a note about Ana Jr." in said


@pytest.mark.parametrize(
    "back",
    [
        "//evil.example",
        "/\\evil.example",
        "https:evil",
        "/x\r\nSet-Cookie: a=b",
        " //x",
        "/x//evil.example",
        "/" + "a" * 190 + "!",  # a pattern that tried every way to divide it would not end
        "/" + "a/" * 95 + "!",
        "/" + "a" * 5000,
    ],
)
def test_the_way_back_stays_on_the_desk(sitting: Sitting, back: str) -> None:
    sitting.get("/people")
    sitting.follow("/people", friend="Ana Souza")
    answer = sitting.post("/undo", back=back)
    assert answer.location.startswith("/?done=")
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("back", ["/", "/contacts", "/contacts/", "/contacts/c_1", "/imports/j_0/rows"])
def test_the_way_back_leads_to_pages_of_the_desk(sitting: Sitting, back: str) -> None:
    sitting.get("/people")
    sitting.follow("/people", friend="Ana Souza")
    assert sitting.post("/undo", back=back).location.startswith(f"{back}?done=")


def test_a_browser_is_paired_and_sent_away(desk: Desk, sitting: Sitting) -> None:
    from legwork.desk import pairing  # noqa: PLC0415  only this test pairs

    assert "data-pairing-code" not in sitting.get("/pair")
    page = sitting.post("/pair", 200).text
    code = re.search(r"data-pairing-code>([A-Z0-9]{8})<", page)
    assert code
    device = pairing.pair(desk, code[1], "Firefox", "moz-extension://x")
    assert "Firefox" in words(sitting.get("/settings"))
    assert "Firefox" in words(sitting.get("/pair"))
    assert "No browser is paired." in words(sitting.post(f"/pair/{device.id}/revoke", 200).text)


def test_settings_are_saved_and_can_be_undone(sitting: Sitting) -> None:
    sitting.get("/settings")
    page = sitting.follow("/settings", name="Priya Nair", new_per_day="3")
    assert 'value="Priya Nair"' in page
    assert "The settings name and new per day were changed." in words(page)
    event = re.search(r'name="event" value="(e_[^"]+)"', page)
    assert event
    assert 'value="Priya Nair"' not in sitting.follow("/undo", event=event[1], back="/settings")


def test_a_wrong_setting_is_marked_in_its_field(sitting: Sitting) -> None:
    sitting.get("/settings")
    page = sitting.post("/settings", 200, region="Portugal", name="Priya Nair").text
    assert "Your country: this must be the two letters of a country" in words(page)
    assert re.search(r'id="wrong-region">Must be the two letters', page)
    assert re.search(r'value="Portugal"[^>]* aria-invalid="true" autofocus aria-describedby="wrong-region hint-', page)
    assert page.count("aria-invalid") == 1
    assert 'value="Priya Nair"' in page
    page = sitting.post("/settings", 200, source_wikidata="on").text
    assert "say first how you can be reached" in words(page)
    assert "aria-invalid" not in page


def test_names_that_are_too_many_stay_in_their_field(sitting: Sitting) -> None:
    sitting.get("/people")
    many = "\n".join(f"Ana Berg {number}" for number in range(51))
    page = sitting.post("/people", 200, friend="Bo Lin", family=many).text
    assert "people at once" in words(page)
    assert "Ana Berg 50" in page
    assert "Bo Lin" not in page
    assert "Bo Lin" in sitting.get("/inbox")


def test_a_refused_form_says_how_to_find_it_again(desk: Desk, sitting: Sitting) -> None:
    contact = editing.add_people(desk, ["Bo Lin"])[0]
    sitting.get(f"/contacts/{contact}")
    said = words(sitting.post(f"/contacts/{contact}/note", 422, text="").text)
    assert "Your browser's Back button takes you to the form" in said
    assert "Back button" not in words(sitting.get("/no-such-page", 404))


def test_a_command_to_type_is_marked_as_one(sitting: Sitting) -> None:
    answer = sitting.post("/sign-in", 403, link="used.before").text
    assert "<code>legwork sign-in</code> makes a new one" in answer, words(answer)


@pytest.mark.usefixtures("people")
def test_everything_can_be_taken_out(desk: Desk, sitting: Sitting) -> None:
    sitting.get("/settings")
    answer = sitting.post("/settings/export", 200, format="json")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.get_json(force=True)["contacts"]
    sitting.post("/settings/export", 404, format="exe")
    assert "Backed up" in words(sitting.post("/settings/backup", 200).text)
    assert any(path.is_file() for path in desk.backups.iterdir())
