"""Captures: once per key, linked at once, told what changed, undone exactly."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest_desk import capture_body, exported

from legwork.desk import acting, capturing, importing, undoing, viewing
from legwork.desk.opening import Desk
from legwork.errors import KeyReused, Refused

Exports = Callable[..., list[Path]]


def test_a_capture_of_someone_new_lands_in_the_inbox(desk: Desk) -> None:
    answer = capturing.capture(desk, capture_body(), "k1").answer
    assert answer["outcome"] == "created"
    assert answer["contact"]["name"] == "Ana Souza"
    assert answer["contact"]["state"] == "inbox"
    assert [line.name for line in viewing.inbox(desk)] == ["Ana Souza"]


def test_a_capture_joins_the_connection_with_that_profile_and_says_what_changed(desk: Desk, exports: Exports) -> None:
    importing.run(desk, exports("Connections.csv"))
    answer = capturing.capture(desk, capture_body(), "k1").answer
    assert answer["outcome"] == "joined"
    assert {"field": "company", "was": "Globex", "is": "Initech"} in answer["changes"]
    found = viewing.contacts(desk, "ana souza")
    assert len(found) == 1
    merged = viewing.contact(desk, found[0].id).merged
    assert [(change["from_company"], change["to_company"]) for change in merged["job_changes"]] == [
        ("Globex", "Initech")
    ]


def test_the_same_key_gives_the_same_answer_and_one_capture(desk: Desk) -> None:
    first = capturing.capture(desk, capture_body(), "k1")
    before = exported(desk)
    second = capturing.capture(desk, capture_body(), "k1")
    assert (first.replayed, second.replayed) == (False, True)
    assert first.answer == second.answer
    assert exported(desk) == before


def test_the_same_capture_under_another_key_changes_nothing(desk: Desk) -> None:
    capturing.capture(desk, capture_body(), "k1")
    before = exported(desk)
    assert capturing.capture(desk, capture_body(), "k2").answer["outcome"] == "unchanged"
    assert exported(desk) == before


def test_a_key_belongs_to_one_body(desk: Desk) -> None:
    capturing.capture(desk, capture_body(), "k1")
    with pytest.raises(KeyReused):
        capturing.capture(desk, capture_body(name="Someone Else"), "k1")


def test_one_key_at_once_from_many_sides_has_one_effect(desk: Desk) -> None:
    answers: list[object] = []

    def post() -> None:
        answers.append(capturing.capture(desk, capture_body(), "k1").answer)

    threads = [threading.Thread(target=post) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(answer == answers[0] for answer in answers)
    assert len(viewing.contacts(desk)) == 1


def test_same_name_on_another_page_stays_two_people(desk: Desk, exports: Exports) -> None:
    importing.run(desk, exports("Connections.csv"))
    body = capture_body(name="Wei Zhang", url="https://www.linkedin.com/in/wei-zhang-99", title="", company="")
    answer = capturing.capture(desk, body, "k1").answer
    assert answer["outcome"] == "created"
    assert answer["others_with_this_name"] == 2


def test_a_page_that_names_nobody_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused):
        capturing.capture(desk, {"url": "nonsense", "captured_at": "2026-11-20T10:00:00Z", "fields": {}}, "k1")


PAGES = [
    ({"url": "https://www.linkedin.com/company/acme", "name": "Acme"}, {}, None),
    ({"url": "https://www.linkedin.com/search/results/people/?keywords=ada", "name": ""}, {"note": "x"}, None),
    ({"url": "https://x.example/people", "name": ""}, {}, None),
    ({"url": "https://x.example/team", "name": ""}, {"selection": "Ada Ng, Buyer"}, "Our team"),
    ({"url": "https://x.example/blog", "name": ""}, {"why": "she wrote it"}, "Our team"),
    ({"url": "https://x.example/ada", "name": ""}, {"page_title": "", "note": "x"}, ""),
    ({"url": "https://x.example/ada", "name": "", "emails": ["ada@x.example"]}, {}, ""),
]


@pytest.mark.parametrize(("fields", "said", "name"), PAGES)
def test_a_page_means_the_same_however_it_arrives(
    tmp_path: Path, open_here: Callable[..., Desk], fields: dict[str, Any], said: dict[str, str], name: str | None
) -> None:
    by_call = open_here(f"sqlite:///{tmp_path / 'a.sqlite3'}", "a")
    by_file = open_here(f"sqlite:///{tmp_path / 'b.sqlite3'}", "b")
    body = capture_body(title="", company="", **fields) | {"page_title": "Our team"} | said
    path = tmp_path / "outbox.jsonl"
    path.write_text(json.dumps(body), encoding="utf-8")
    importing.run(by_file, [path])
    if name is None:
        with pytest.raises(Refused, match=r"not a person's; open the person's own page|type a name"):
            capturing.capture(by_call, body, "k1")
    else:
        capturing.capture(by_call, body, "k1")
    names = [[line.name for line in viewing.contacts(desk)] for desk in (by_call, by_file)]
    assert names == [[name], [name]] if name is not None else names == [[], []]


def test_a_contact_without_a_name_is_called_by_its_address_or_page(desk: Desk) -> None:
    page = capture_body(url="https://x.example/ada/", name="", title="", company="") | {"page_title": "", "note": "x"}
    mail = capture_body(url="https://x.example/bo", name="", emails=["bo@x.example"])
    for key, body in enumerate((page, mail)):
        capturing.capture(desk, body, f"key-{key}")
    assert sorted(line.called for line in viewing.contacts(desk)) == ["bo@x.example", "x.example/ada"]
    assert sorted(line.called for line in viewing.inbox(desk)) == ["bo@x.example", "x.example/ada"]
    sentences = [line.sentence for line in undoing.history(desk, 10)]
    assert sorted(sentences) == ["You saved bo@x.example from a page.", "You saved x.example/ada from a page."]


def test_a_capture_from_the_future_is_refused(desk: Desk) -> None:
    body = capture_body()
    for instant in ("2026-11-25T07:00:01Z", "2199-01-01T00:00:00Z", "9999-12-31T00:00:00Z", "1969-12-31T00:00:00Z"):
        with pytest.raises(Refused, match="captured_at"):
            capturing.capture(desk, body | {"captured_at": instant}, "k1")
    capturing.capture(desk, body | {"captured_at": "2026-11-25T07:00:00Z"}, "k1")


def test_undoing_a_capture_returns_to_the_bytes_before(desk: Desk, exports: Exports) -> None:
    importing.run(desk, exports("Connections.csv"))
    before = exported(desk)
    capturing.capture(desk, capture_body(), "k1")
    after = exported(desk)
    undone = undoing.undo(desk)
    assert exported(desk) == before
    undoing.undo(desk, undone.event)
    assert exported(desk) == after


def test_do_not_contact_outlives_undoing_and_importing_again(desk: Desk, exports: Exports) -> None:
    report = importing.run(desk, exports("Connections.csv"))
    ana = viewing.contacts(desk, "ana")[0].id
    acting.act(desk, ana, "do_not_contact")
    undoing.undo(desk, report["batch"])
    importing.run(desk, exports("Connections.csv"))
    answer = capturing.capture(desk, capture_body(), "k1").answer
    assert answer["contact"]["state"] == "do_not_contact"


def test_a_page_is_known_by_any_way_of_writing_its_address(desk: Desk, exports: Exports) -> None:
    importing.run(desk, exports("Connections.csv"))
    for url in ("http://pt.linkedin.com/in/ANA-souza-7/", "linkedin.com/in/ana-souza-7?trk=y"):
        assert [line.name for line in viewing.by_address(desk, url)] == ["Ana Souza"]
    assert viewing.by_address(desk, "https://www.linkedin.com/in/nobody") == []
