"""The page of the research note: every line with its place, the user's word on it, another question, and Markdown."""

from __future__ import annotations

import html
import re

from legwork.desk import editing, noting, viewing
from legwork.desk.opening import Desk
from web.sitting import Sitting, words


def ana(desk: Desk) -> str:
    return viewing.contacts(desk, "Ana")[0].id


def test_it_is_reached_from_the_contact_and_every_link_leads_somewhere(
    sitting: Sitting, people: None, desk: Desk
) -> None:
    contact = ana(desk)
    assert f'href="/contacts/{contact}/note"' in sitting.get(f"/contacts/{contact}")
    assert f'href="/contacts/{contact}/note"' in sitting.get(f"/contacts/{contact}/questions")
    assert f'href="/contacts/{contact}/note"' in sitting.get(f"/contacts/{contact}/brief")
    page = sitting.get(f"/contacts/{contact}/note")
    made = noting.noted(desk, contact).note
    assert made.statements
    for one in made.statements:
        assert html.escape(one.text) in page
        path, _, anchor = one.ref.partition("#")
        assert f'href="{one.ref}"' in page
        assert f'id="{anchor}"' in sitting.get(path)
    for label in ("Three questions", "Check first", "Looked, and where"):
        assert label in words(page)


def test_what_is_wrong_goes_with_a_button_and_comes_back_with_undo(sitting: Sitting, people: None, desk: Desk) -> None:
    contact = ana(desk)
    one = noting.noted(desk, contact).note.statements[0]
    sitting.get(f"/contacts/{contact}/note?past=skills.1")
    page = sitting.follow(f"/contacts/{contact}/facts", fact=one.mark, said="wrong", past="skills.1")
    assert one.text not in words(page).partition("Wrong?")[0]
    assert "is wrong." in words(page)
    assert 'name="past" value="skills.1"' in page
    event = re.search(r'name="event" value="([^"]+)"', page)
    assert event
    assert f'id="{event[1]}"' in sitting.get(f"/contacts/{contact}")
    sitting.post("/undo", event=event[1], back=f"/contacts/{contact}/note")
    assert one.text in words(sitting.get(f"/contacts/{contact}/note"))
    sitting.post(f"/contacts/{contact}/facts", code=404, fact="0" * 16, said="wrong")
    sitting.post(f"/contacts/{contact}/facts", code=422, fact=one.mark, said="perhaps")


def test_another_question_moves_on_and_the_same_address_shows_the_same(
    sitting: Sitting, people: None, desk: Desk
) -> None:
    address = f"/contacts/{ana(desk)}/note"
    first = questions(page := sitting.get(address))
    seen = set(first)
    for _ in range(3):
        link = re.search(r'<a class="screen" href="([^"]+)#ask">Another', page)
        assert link
        address = html.unescape(link[1])
        page = sitting.get(address)
        now = questions(page)
        assert now == questions(sitting.get(address))
        assert now[0] not in seen
        assert now[1:] == first[1:]
        seen |= set(now)
    assert questions(sitting.get(f"{address},<script>,{'x' * 3000}")) == now


def questions(page: str) -> list[str]:
    found = re.findall(r'<ol class="body ask">(.*?)</ol>', page, re.DOTALL)
    return re.findall(r"<li><bdi>(.*?)</bdi>", found[0])


def test_the_markdown_is_a_file_of_one_page_with_links_to_this_desk(sitting: Sitting, people: None, desk: Desk) -> None:
    contact = ana(desk)
    answer = sitting.client.get(f"/contacts/{contact}/note.md", base_url="http://127.0.0.1:8765")
    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="note.md"'
    assert answer.text.startswith("# Ana Souza\n")
    assert f"](<http://127.0.0.1:8765/contacts/{contact}#record-" in answer.text


def test_nothing_known_markup_and_names_in_other_scripts(sitting: Sitting, desk: Desk) -> None:
    (contact,) = editing.add_people(desk, ["<b>עדה</b> 🎉 كريم, <script>alert(1)</script> Works"])
    page = sitting.get(f"/contacts/{contact}/note")
    assert "<script>alert" not in page
    assert "עדה" in page
    assert "🎉" in page
    assert words(page).count("A general question that everyone may get") == 3
    assert "Nothing." in words(page)
    sitting.get("/contacts/c_999999/note", code=404)
