"""The model on this computer: asked at a loopback address alone; what it answers is a text, or not taken at all."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from legwork.errors import AddressRefused, AnswerRefused, NoAnswer
from legwork.sources import rewriting
from legwork.sources.rewriting import is_loopback, rewrite

HERE = ["http://127.0.0.1:11434/v1", "http://127.9.9.9", "http://localhost:1234/v1/", "http://[::1]:8080/v1"]
ELSEWHERE = [
    "https://127.0.0.1:11434/v1",
    "http://192.168.1.5:11434/v1",
    "http://10.0.0.1/",
    "http://0.0.0.0:11434/",
    "http://169.254.169.254/",
    "http://api.openai.com/v1",
    "http://localhost.evil.example/",
    "http://127.0.0.1.evil.example/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://[::ffff:8.8.8.8]/",
    "http://[fe80::1%25lo]/",
    "http://me:secret@127.0.0.1/",
    "http://evil.example@127.0.0.1/",
    "http://127.0.0.1:0/",
    "http://127.0.0.1:99999/",
    "http://127.0.0.1/v1?x=y",
    "http://127.0.0.1/v1#x",
    "http://127.0.0.1\\@evil.example/",
    "http://127.0.0.1/\r\nx: y",
    "http://lócalhost/",
    "http://[::1/",
    "file:///etc/passwd",
    "127.0.0.1:11434",
    "",
]


@contextmanager
def model(status: int, answer: bytes) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A program on this machine that answers so; gives its address and what it was sent."""
    sent: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            sent.append({"path": self.path, "host": self.headers["host"], **json.loads(body)})
            self.send_response(status)
            self.send_header("location", "http://127.0.0.1:9/")
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's signature
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", sent
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def said(text: object) -> bytes:
    return json.dumps({"choices": [{"message": {"content": text}}]}).encode()


@pytest.mark.parametrize("address", HERE)
def test_an_address_of_this_machine_is_one(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize("address", ELSEWHERE)
def test_any_other_is_not_and_is_never_asked(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(rewriting.HTTPConnection, "connect", never)
    assert not is_loopback(address)
    with pytest.raises(AddressRefused):
        rewrite(address, "m", "text")


def test_the_model_is_sent_the_text_and_nothing_else() -> None:
    with model(200, said("Shorter.")) as (address, sent):
        assert rewrite(address, "small", "A longer text.") == "Shorter."
    assert [(one["path"], one["model"], one["stream"]) for one in sent] == [("/v1/chat/completions", "small", False)]
    task, text = sent[0]["messages"]
    assert task["role"] == "system"
    assert "Add nothing" in task["content"]
    assert text == {"role": "user", "content": "A longer text."}


def test_what_a_model_thinks_aloud_is_left_out() -> None:
    with model(200, said("<think>Maria?\n\nNo.</think>\n\nShorter.")) as (address, _):
        assert rewrite(address, "m", "x") == "Shorter."


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (200, b"no json"),
        (200, b"[" * 100_000),
        (200, b"{}"),
        (200, b'{"choices": []}'),
        (200, b'{"choices": [{"message": null}]}'),
        (200, said("  ")),
        (200, said(["x"])),
        (200, said("x" * 300_000)),
        (302, said("x")),
        (404, said("x")),
        (500, b""),
    ],
)
def test_what_is_no_wording_is_refused(status: int, answer: bytes) -> None:
    with model(status, answer) as (address, _), pytest.raises(AnswerRefused):
        rewrite(address, "m", "x")


def test_nobody_there_or_too_slow_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        monkeypatch.setattr(rewriting, "SECONDS", 0.2)
        with pytest.raises(NoAnswer, match="too slow"):
            rewrite(f"http://127.0.0.1:{port}/v1", "m", "x")
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # taken, and listened at by nobody
        port = nobody.getsockname()[1]
        with pytest.raises(NoAnswer, match="no rewriter answers"):
            rewrite(f"http://127.0.0.1:{port}/v1", "m", "x")
