"""The one way out: a client that asks public hosts over https and nothing else.

A host's name is resolved once, every address it has must be public, and the connection goes to the address that was
judged, while TLS checks the name; so an answer of the directory that changes in between changes nothing. Redirects
are followed by hand, each judged anew. No proxy, cookie, password or netrc is ever used, and an answer that is too
large, too slow or of another kind is not taken.

The guard stands in the network backend, below what records and replays answers in tests: a replay never reaches it,
a real request always does.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import httpcore2
import httpx2

from legwork.errors import AddressRefused, AnswerRefused, NoAnswer
from legwork.sources.addresses import checked, is_public

MOST_BYTES: Final = 2_000_000
MOST_REDIRECTS: Final = 3
CONNECT_SECONDS: Final = 5.0
ANSWER_SECONDS: Final = 10.0
MOST_TRIES: Final = 2
MOVED: Final = frozenset({301, 302, 303, 307, 308})
FOR_GOOD: Final = frozenset({301, 308})
_KEPT: Final = (
    "content-type", "etag", "last-modified", "retry-after", "x-ratelimit-remaining", "x-ratelimit-reset",
    "ratelimit-remaining", "ratelimit-reset",
)  # fmt: skip
_CODINGS: Final = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})

Resolve = Callable[[str], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host said: `url` is where the answer came from in the end, `moved` whether it is there for good. Header
    names are in small letters, and only those that mean something here are kept."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    moved: bool = False


class Client:
    """Asks one address at a time. `agent` is who asks, for the User-Agent; an answer has at most `most_bytes`,
    unpacked.

    `transport` is another than the guarded one only where answers come from a stand-in on this machine.
    """

    def __init__(self, agent: str, transport: httpx2.BaseTransport | None = None, most_bytes: int = MOST_BYTES) -> None:
        self._agent = agent
        self._transport = transport or GuardedTransport()
        self._most_bytes = most_bytes

    def get(
        self,
        address: str,
        *,
        kinds: Collection[str],
        hosts: Collection[str] = (),
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """The answer of an address, whatever its status. A good answer's content type is one of `kinds`; `hosts` are
        the only hosts it, and what it redirects to, may have (empty: any public one).

        Raises:
            AddressRefused: this address, or one it leads to, may not be asked.
            NoAnswer: no connection, no answer in time, or none that is HTTP.
            AnswerRefused: it is too large, of another kind, or leads on too often.
        """
        url, moved = checked(address, hosts), True
        wanted = {"accept": ", ".join(kinds), "accept-encoding": "gzip", "user-agent": self._agent}
        for redirects in range(MOST_REDIRECTS + 1):
            # validators belong to the address they were given by, not to where it leads
            answer = self._ask(url, wanted | dict(headers or {}) if not redirects else wanted, kinds)
            if isinstance(answer, Answer):
                return Answer(answer.url, answer.status, answer.headers, answer.body, moved=moved and redirects > 0)
            status, location = answer
            moved = moved and status in FOR_GOOD
            url = checked(_joined(url, location), hosts)
        raise AnswerRefused("it leads on to another address too often")

    def close(self) -> None:
        self._transport.close()

    def _ask(self, url: httpx2.URL, headers: Mapping[str, str], kinds: Collection[str]) -> Answer | tuple[int, str]:
        """One request: an answer, or the status and place of a redirect."""
        seconds = {"connect": CONNECT_SECONDS, "read": ANSWER_SECONDS, "write": CONNECT_SECONDS, "pool": 1.0}
        request = httpx2.Request("GET", url, headers=headers, extensions={"timeout": seconds})
        try:
            response = self._transport.handle_request(request)
            try:
                location = response.headers.get("location", "")
                if response.status_code in MOVED and location:
                    return response.status_code, location
                return Answer(
                    url=str(url),
                    status=response.status_code,
                    headers={name: response.headers[name] for name in _KEPT if name in response.headers},
                    body=_body(response, kinds, self._most_bytes),
                )
            finally:
                response.close()
        except (httpx2.TimeoutException, TimeoutError) as problem:
            raise NoAnswer("the host was too slow") from problem
        except httpx2.DecodingError as problem:
            raise AnswerRefused("it is not packed as it says") from problem
        except (httpx2.ProtocolError, httpx2.InvalidURL) as problem:
            raise NoAnswer("what the host sent is no web page") from problem
        except (httpx2.TransportError, OSError) as problem:
            raise NoAnswer("the host could not be reached") from problem


def _joined(url: httpx2.URL, location: str) -> str:
    if len(location) > 2_000 or not location.isascii():
        raise AddressRefused("it leads on to something that is no plain web address")
    try:
        return str(url.join(location))
    except (httpx2.InvalidURL, ValueError) as problem:
        raise AddressRefused("it leads on to something that is no plain web address") from problem


def _body(response: httpx2.Response, kinds: Collection[str], most_bytes: int) -> bytes:
    """What the answer holds, unpacked and counted while it comes; none of a refused kind is read."""
    said = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if response.status_code == 200 and said not in kinds:
        raise AnswerRefused("it is of another kind than the source gives")
    if response.headers.get("content-encoding", "").strip().lower() not in _CODINGS:
        raise AnswerRefused("it is packed in a way that was not asked for")
    pieces, size, until = [], 0, time.monotonic() + ANSWER_SECONDS
    for piece in response.iter_bytes():
        size += len(piece)
        if size > most_bytes:
            raise AnswerRefused("it is too large")
        if time.monotonic() > until:
            raise TimeoutError
        pieces.append(piece)
    return b"".join(pieces)


class GuardedTransport(httpx2.HTTPTransport):
    """The library's transport with a network backend that judges addresses. A subclass, since what records answers
    in tests knows no other transports. A connection serves one request, and the machine's proxies count for nothing."""

    def __init__(
        self, backend: httpcore2.NetworkBackend | None = None, certificates: ssl.SSLContext | None = None
    ) -> None:
        limits = httpx2.Limits(max_keepalive_connections=0)
        super().__init__(verify=certificates or True, trust_env=False, limits=limits)
        # httpx2 has no argument for it; the version is held below 3 for this line, and a test watches it
        self._pool._network_backend = backend or GuardedBackend()  # noqa: SLF001  see above


def resolved(host: str) -> list[str]:
    """Every address of a host, as the machine's directory gives them, in its order.

    Raises:
        OSError: it gives none.
    """
    found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class GuardedBackend(httpcore2.NetworkBackend):
    """Connects to addresses that were judged, at port 443 alone. `resolve` and `judge` are others only in tests."""

    def __init__(self, resolve: Resolve = resolved, judge: Callable[[str], bool] = is_public, port: int = 443) -> None:
        self._resolve = resolve
        self._judge = judge
        self._port = port

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """
        Raises:
            AddressRefused: one of the host's addresses is not public.
            httpcore2.ConnectError: none of them answers.
        """
        if port != 443:
            raise AddressRefused("the address names a port of its own")
        try:
            addresses = list(self._resolve(host))
        except (OSError, UnicodeError, RuntimeError) as problem:  # what blocks sockets has errors of its own
            raise httpcore2.ConnectError("no such host") from problem
        if not addresses:
            raise httpcore2.ConnectError("no such host")
        if not all(map(self._judge, addresses)):
            raise AddressRefused("the host's name leads to an address that is not public")
        last: Exception = httpcore2.ConnectError("no connection")
        for address in addresses[:MOST_TRIES]:
            try:
                stream = httpcore2.SyncBackend().connect_tcp(
                    address, self._port, timeout, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as problem:
                last = problem
            except RuntimeError as problem:
                raise httpcore2.ConnectError("no connection") from problem
            else:
                return _Timed(stream, time.monotonic() + ANSWER_SECONDS)
        raise last

    def connect_unix_socket(self, path: str, *_: Any, **__: Any) -> httpcore2.NetworkStream:  # noqa: ARG002  the base's
        raise AddressRefused("it is no web address")


class _Timed(httpcore2.NetworkStream):
    """A connection that ends at a given time, however slowly it goes: a limit for each single read would let a host
    send a byte now and then for ever."""

    def __init__(self, stream: httpcore2.NetworkStream, until: float) -> None:
        self._stream = stream
        self._until = until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, self._left(timeout)), self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def _left(self, timeout: float | None) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout
        return left if timeout is None else min(timeout, left)
