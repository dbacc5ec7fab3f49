"""The other calls: status, search, today, acts and their undo, imports."""

from __future__ import annotations

import io
import time

import pytest

from http_desk import EXTENSION, Caller
from legwork import __version__
from legwork.desk import importing
from legwork.desk.opening import Desk

CONNECTIONS = (
    b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"
    b"Ana,Sousa,https://www.linkedin.com/in/ana-sousa-example,,Initech,Hydrologist,20 Nov 2026\r\n"
    b"Bo,Lind,https://www.linkedin.com/in/bo-lind-example,,Globex,Engineer,19 Nov 2026\r\n"
)


def test_status_says_nothing_but_that_it_is_there(stranger: Caller, site: object) -> None:
    answer = stranger.get("/api/v1/status", Sec_Fetch_Site="none")
    assert answer.json == {"name": "legwork", "version": __version__, "api": 1, "paired": False}


def test_status_knows_a_good_token_from_another(extension: Caller, stranger: Caller) -> None:
    assert extension.get("/api/v1/status").json["paired"] is True
    assert stranger.get("/api/v1/status").json["paired"] is True
    assert stranger.get("/api/v1/status", Authorization="Bearer lwk_x").json["paired"] is False


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?q=a&url=https://x.example",
        "?q=",
        "?url=",
        "?url=javascript:x",
        "?q=%00",
        "?q=a&sort=name",
        "?q=" + "x" * 201,
        "?q=a&limit=1000000000",
        "?q=a&limit=0",
        "?q=a&limit=-1",
        "?q=a&offset=1e308",
        "?q=a&offset=-1",
        "?q=a&limit=1;drop",
    ],
)
def test_a_search_that_cannot_be_is_said(extension: Caller, query: str) -> None:
    answer = extension.get(f"/api/v1/contacts{query}")
    assert answer.status_code == 422
    assert answer.json["message"].endswith(".")


@pytest.mark.parametrize("text", ["'", "%", "_", "\\", '"', "NEAR(", "*", "' OR 1=1 --", "a" * 200, "𝒳", "{{7*7}}"])
def test_searches_are_taken_literally(extension: Caller, text: str) -> None:
    answer = extension("GET", "/api/v1/contacts", query_string={"q": text})
    assert (answer.status_code, answer.json) == (200, {"contacts": []})


@pytest.mark.parametrize(
    "number", ["1", "-1", "c_0", "c_-1", "c_9223372036854775808", "c_" + "9" * 60, "c_1x", "é", "%00"]
)
def test_an_id_of_nobody_is_not_found(extension: Caller, number: str) -> None:
    assert extension.get(f"/api/v1/contacts/{number}").status_code == 404
    assert extension.get(f"/api/v1/imports/{number}").status_code == 404
    assert extension("DELETE", f"/api/v1/acts/{number}").status_code == 404
    answer = extension("POST", f"/api/v1/cards/{number}/acts", json={"act": "sent"})
    assert answer.status_code == 404


def test_files_become_a_job_and_then_a_queue_to_act_on(desk: Desk, extension: Caller) -> None:
    answer = extension(
        "POST",
        "/api/v1/imports",
        {"Origin": EXTENSION},
        data={"files": [(io.BytesIO(CONNECTIONS), "Connections.csv")]},
    )
    assert answer.status_code == 202
    job = answer.json["id"]
    assert answer.json["state"] == "waiting"
    importing.work(desk, job)
    done = extension.get(f"/api/v1/imports/{job}").json
    assert done["state"] == "done", done["problem"]
    assert done["batch"].startswith("b_")
    assert done["report"]["files"][0]["new"] == 2
    assert set(done["progress"]) == {
        "stage", "done", "total", "rows", "bytes", "bytes_total", "seconds_left",
    }  # fmt: skip
    today = extension.get("/api/v1/today").json
    card = today["cards"][0]
    assert card["why"]
    acted = extension("POST", f"/api/v1/cards/{card['id']}/acts", json={"act": "sent"})
    assert acted.status_code == 201, acted.text
    after = [each["id"] for each in extension.get("/api/v1/today").json["cards"]]
    assert card["id"] not in after
    undone = extension("DELETE", f"/api/v1/acts/{acted.json['event']}")
    assert undone.status_code == 200
    assert extension.get("/api/v1/today").json == today


def test_an_act_that_is_none_is_a_sentence(desk: Desk, extension: Caller) -> None:
    for body in ({}, {"act": ""}, {"act": 7}, {"act": "sent", "at": "now"}, {"act": "x" * 3000}):
        assert extension("POST", "/api/v1/cards/new-c_1/acts", json=body).status_code == 422


@pytest.mark.parametrize("data", [{}, {"files": "text"}, {"other": (io.BytesIO(b"x"), "a.csv")}])
def test_an_import_without_files_is_none(extension: Caller, data: dict[str, object]) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"} if not data else {}
    kind = {} if not data else {"content_type": "multipart/form-data"}
    answer = extension("POST", "/api/v1/imports", headers, data=data or b"--x--\r\n", **kind)
    assert answer.status_code == 422


def test_broken_multipart_ends_quickly(extension: Caller) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n\r\n'
    bodies = {
        "no boundary": ("multipart/form-data", part),
        "5000 parts": ("multipart/form-data; boundary=x", part * 5000 + b"--x--"),
        "no end": ("multipart/form-data; boundary=x", part),
        "a long header": ("multipart/form-data; boundary=x", b"--x\r\nA: " + b"a" * 10_000_000),
        "nothing": ("multipart/form-data; boundary=x", b""),
    }
    for name, (kind, body) in bodies.items():
        began = time.process_time()
        answer = extension("POST", "/api/v1/imports", {"Content-Type": kind}, data=body)
        assert 400 <= answer.status_code < 500, name
        assert time.process_time() - began < 1, name


@pytest.mark.parametrize("name", ["..%2f..%2fetc%2fpasswd", "x" * 4096, "a\u202egnp.csv", "CON", "/etc/passwd"])
def test_a_file_is_kept_under_a_name_of_ours(desk: Desk, extension: Caller, name: str) -> None:
    answer = extension("POST", "/api/v1/imports", data={"files": [(io.BytesIO(CONNECTIONS), name)]})
    assert answer.status_code == 202
    kept = [path.name for path in desk.uploads.rglob("*") if path.is_file()]
    assert kept == ["00000"]
