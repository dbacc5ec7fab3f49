"""A model on this machine that says the same in fewer words, through the interface that most such programs offer
(https://platform.openai.com/docs/api-reference/chat/create, as Ollama, llama.cpp and LM Studio speak it).

It is reached on the loopback address alone, without the directory, a proxy or a redirect.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from legwork.errors import AddressRefused, AnswerRefused, NoAnswer

SECONDS: Final = 60.0
MOST_BYTES: Final = 200_000
_TASK: Final = (
    "You rewrite a short message so that it is shorter and reads well. Keep its meaning, its language, its greeting "
    "and its closing. Add nothing: no name, number, date, address, place or fact that is not in the message. Ask for "
    "nothing that it does not ask for. Answer with the rewritten message alone."
)


def is_loopback(address: str) -> bool:
    """Whether an address is plain HTTP to this very machine, named in a way that needs no directory."""
    parts = _parts(address)
    return parts is not None and _host(parts) != ""


def rewrite(address: str, model: str, text: str) -> str:
    """The model's wording of a text. `address` is where the interface begins, such as http://127.0.0.1:11434/v1.

    Raises:
        AddressRefused: the address is not of this machine.
        NoAnswer: no program answers there, or not in a minute.
        AnswerRefused: what it answers is no wording.
    """
    parts = _parts(address)
    if parts is None or not _host(parts):
        raise AddressRefused("the rewriter's address is not on this computer")
    body = {
        "model": model,
        "messages": [{"role": "system", "content": _TASK}, {"role": "user", "content": text}],
        "temperature": 0,
        "stream": False,
    }
    answer = _sent(parts, body)
    try:
        said = answer["choices"][0]["message"]["content"]
    except (KeyError, IndexError, TypeError) as problem:
        raise AnswerRefused("the rewriter gave no wording") from problem
    if not isinstance(said, str) or not said.strip():
        raise AnswerRefused("the rewriter gave no wording")
    # models that think aloud do so between these marks
    return re.sub(r"<think>.*?</think>", "", said, flags=re.DOTALL).strip()


def _sent(parts: SplitResult, body: Mapping[str, Any]) -> Any:
    data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    connection = HTTPConnection(_host(parts), parts.port or 80, timeout=SECONDS)
    try:
        path = f"{parts.path.rstrip('/')}/chat/completions"
        connection.request("POST", path, data, {"Content-Type": "application/json", "Host": parts.netloc})
        response = connection.getresponse()
        said = response.read(MOST_BYTES + 1)
    except TimeoutError as problem:
        raise NoAnswer("the rewriter was too slow") from problem
    except (OSError, HTTPException, RuntimeError) as problem:
        raise NoAnswer("no rewriter answers at its address") from problem
    finally:
        connection.close()
    if response.status != 200 or len(said) > MOST_BYTES:
        raise AnswerRefused("the rewriter did not take the text")
    try:
        return json.loads(said)
    except (ValueError, RecursionError) as problem:
        raise AnswerRefused("the rewriter gave no wording") from problem


def _parts(address: str) -> SplitResult | None:
    if not address.isascii() or re.search(r"[\x00-\x20\x7f\\]", address):
        return None
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    plain = parts.scheme == "http" and "@" not in parts.netloc and not parts.query and not parts.fragment
    return parts if plain and port != 0 else None


def _host(parts: SplitResult) -> str:
    """The address to connect to; empty where the host is not this machine."""
    host = parts.hostname or ""
    if host == "localhost":
        return "127.0.0.1"
    try:
        return host if ip_address(host).is_loopback and "%" not in host else ""
    except ValueError:
        return ""
