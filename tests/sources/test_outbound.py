"""The guarded client over real connections: what is resolved is judged, what was judged is connected to, and nothing
lasts or grows beyond its limit."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpcore2
import httpx2
import pytest
import trustme

from legwork.errors import AddressRefused, AnswerRefused, NoAnswer, Outside
from legwork.sources import outbound
from legwork.sources.contract import JSON
from legwork.sources.outbound import Client, GuardedBackend, GuardedTransport, resolved
from sources.standin import AGENT, Reply, StandIn

HOST, OTHER = "outside.example", "other.example"
THERE = f"https://{HOST}/"
OK = Reply(200, {"content-type": "application/json"}, b'{"a": 1}')


@pytest.fixture(scope="module")
def standin() -> Iterator[StandIn]:
    with StandIn({HOST, OTHER}).serving() as serving:
        yield serving


@pytest.fixture
def client(standin: StandIn) -> Client:
    standin.routes, standin.asked = {THERE: OK}, []
    return Client(AGENT, standin.transport, most_bytes=100_000)


def redirect(location: str, status: int = 302) -> Reply:
    return Reply(status, {"location": location}, b"")


def test_an_answer_comes_with_what_a_source_needs_of_it(standin: StandIn, client: Client) -> None:
    standin.routes = {THERE: Reply(200, {**OK.headers, "ETag": '"x"', "X-Secret": "y", "Set-Cookie": "a=b"}, OK.body)}
    answer = client.get(f"{THERE}#fragment", kinds=JSON)
    assert (answer.status, answer.url, answer.body, answer.moved) == (200, THERE, OK.body, False)
    assert answer.headers == {"content-type": "application/json", "etag": '"x"'}


def test_a_request_says_who_asks_and_nothing_of_the_user(
    standin: StandIn, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    standin.routes = {THERE: Reply(200, {**OK.headers, "Set-Cookie": "a=b; Path=/"}, OK.body)}
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "https_proxy", "SSL_CERT_FILE"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    client.get(THERE, kinds=JSON)
    client.get(THERE, kinds=JSON)
    sent = {"host": HOST, "accept": "application/json", "accept-encoding": "gzip", "user-agent": AGENT}
    assert [{**headers, "connection": ""} for _, headers in standin.asked] == [{**sent, "connection": ""}] * 2


def test_the_machines_proxy_counts_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    pool = GuardedTransport()._pool
    assert type(pool) is httpcore2.ConnectionPool
    assert isinstance(pool._network_backend, GuardedBackend)


@pytest.mark.parametrize(
    "location",
    [
        "http://outside.example/",
        "http://169.254.169.254/latest/",
        "https://169.254.169.254/latest/",
        "file:///etc/passwd",
        "ftp://outside.example/",
        "//127.0.0.1/",
        "https://[::1]/",
        "https://user:x@outside.example/",
        "https://outside.example:22/",
        "https://localhost/",
        "https://exämple.example/",
        f"/{'a' * 3_000}",
    ],
)
def test_a_redirect_is_judged_like_any_address(standin: StandIn, client: Client, location: str) -> None:
    answer = redirect(location.encode().decode("latin-1"))
    standin.routes = {THERE: answer}
    with pytest.raises(AddressRefused):
        client.get(THERE, kinds=JSON)
    assert len(standin.asked) == 1


def test_redirects_are_followed_three_times_and_validators_stay_behind(standin: StandIn, client: Client) -> None:
    hops = {f"{THERE}{number}": redirect(f"/{number + 1}", 301) for number in range(1, 4)}
    standin.routes = {**hops, f"{THERE}4": OK}
    answer = client.get(f"{THERE}1", kinds=JSON, headers={"if-none-match": '"x"'})
    assert (answer.url, answer.moved) == (f"{THERE}4", True)
    assert ["if-none-match" in headers for _, headers in standin.asked] == [True, False, False, False]
    standin.routes = {f"{THERE}0": redirect("/1"), **hops, f"{THERE}4": OK}
    with pytest.raises(AnswerRefused, match="too often"):
        client.get(f"{THERE}0", kinds=JSON)


def test_a_move_for_a_while_is_no_move(standin: StandIn, client: Client) -> None:
    standin.routes = {THERE: redirect("/a", 301), f"{THERE}a": redirect("/b", 307), f"{THERE}b": OK}
    assert not client.get(THERE, kinds=JSON).moved


def test_a_redirect_to_another_host_needs_leave(standin: StandIn, client: Client) -> None:
    standin.routes = {THERE: redirect(f"https://{OTHER}/"), f"https://{OTHER}/": OK}
    assert client.get(THERE, kinds=JSON).url == f"https://{OTHER}/"
    with pytest.raises(AddressRefused, match="another host"):
        client.get(THERE, kinds=JSON, hosts=[HOST])


@pytest.mark.parametrize("kind", ["text/html", "application/jsonx", "", "text/html; application/json"])
def test_an_answer_of_another_kind_is_not_taken(standin: StandIn, client: Client, kind: str) -> None:
    standin.routes = {THERE: Reply(200, {"content-type": kind}, OK.body)}
    with pytest.raises(AnswerRefused, match="another kind"):
        client.get(THERE, kinds=JSON)


def test_what_is_packed_is_counted_unpacked(standin: StandIn, client: Client) -> None:
    packed = {**OK.headers, "content-encoding": "gzip"}
    standin.routes = {THERE: Reply(200, packed, gzip.compress(OK.body))}
    assert client.get(THERE, kinds=JSON).body == OK.body
    bomb = gzip.compress(bytes(50_000_000))
    assert len(bomb) < 100_000
    standin.routes = {THERE: Reply(200, packed, bomb)}
    with pytest.raises(AnswerRefused, match="too large"):
        client.get(THERE, kinds=JSON)
    standin.routes = {THERE: Reply(200, packed, b"no gzip")}
    with pytest.raises(AnswerRefused, match="not packed as it says"):
        client.get(THERE, kinds=JSON)
    for coding in ("br", "zstd", "gzip, gzip"):
        standin.routes = {THERE: Reply(200, {**OK.headers, "content-encoding": coding}, OK.body)}
        with pytest.raises(AnswerRefused, match="was not asked for"):
            client.get(THERE, kinds=JSON)


def test_an_answer_as_large_as_allowed_is_taken_and_one_byte_more_is_not(standin: StandIn, client: Client) -> None:
    for size, fits in ((100_000, True), (100_001, False)):
        standin.routes = {THERE: Reply(200, OK.headers, b"a" * size)}
        if fits:
            assert len(client.get(THERE, kinds=JSON).body) == size
        else:
            with pytest.raises(AnswerRefused, match="too large"):
                client.get(THERE, kinds=JSON)
    assert outbound.MOST_BYTES == 2_000_000


def test_a_certificate_of_nobody_we_trust_is_no_answer(standin: StandIn) -> None:
    backend = GuardedBackend(lambda _: ["127.0.0.1"], lambda _: True, standin._server.server_port)
    with pytest.raises(NoAnswer):
        Client(AGENT, GuardedTransport(backend)).get(THERE, kinds=JSON)


def test_a_certificate_for_another_name_is_no_answer(standin: StandIn) -> None:
    trust = ssl.create_default_context()
    standin._authority.configure_trust(trust)
    backend = GuardedBackend(lambda _: ["127.0.0.1"], lambda _: True, standin._server.server_port)
    with pytest.raises(NoAnswer):
        Client(AGENT, GuardedTransport(backend, trust)).get("https://third.example/", kinds=JSON)


def reached(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that connections went to, none of which is made."""
    found: list[str] = []

    def connect(_self: object, host: str, *_: object, **__: object) -> None:
        found.append(host)
        raise httpcore2.ConnectError("not in a test")

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    return found


def asked_of(addresses: Callable[[str], list[str]], monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], Outside]:
    """The addresses a request connected to, and how it ended."""
    found = reached(monkeypatch)
    with pytest.raises(Outside) as ended:
        Client(AGENT, GuardedTransport(GuardedBackend(addresses))).get(THERE, kinds=JSON)
    return found, ended.value


@pytest.mark.parametrize(
    "private", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:7f00:1", "64:ff9b::7f00:1", "fd00::1"]
)
@pytest.mark.parametrize("beside", [[], ["8.8.8.8"]])
def test_one_private_address_among_a_hosts_addresses_refuses_it_whole(
    private: str, beside: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for addresses in ([*beside, private], [private, *beside]):
        found, ended = asked_of(lambda _, given=addresses: given, monkeypatch)
        assert found == []
        assert isinstance(ended, AddressRefused)


def test_a_directory_that_changes_its_answer_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def changing(host: str) -> list[str]:
        asked.append(host)
        return ["8.8.8.8"] if len(asked) == 1 else ["127.0.0.1"]

    found, _ = asked_of(changing, monkeypatch)
    assert (asked, found) == ([HOST], ["8.8.8.8"])


def test_two_addresses_are_tried_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    found, ended = asked_of(lambda _: ["8.8.8.8", "8.8.4.4", "1.1.1.1"], monkeypatch)
    assert found == ["8.8.8.8", "8.8.4.4"]
    assert isinstance(ended, NoAnswer)


def test_a_host_without_addresses_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(host: str) -> list[str]:
        raise socket.gaierror(-2, f"{host} is unknown")

    for resolve in (none, lambda _: []):
        found, ended = asked_of(resolve, monkeypatch)
        assert (found, type(ended)) == ([], NoAnswer)
        assert HOST not in str(ended)


def test_the_machines_directory_is_asked_once_for_all_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []

    def answer(*what: object, **_: object) -> list[tuple[int, int, int, str, tuple[object, ...]]]:
        asked.append(what)
        return [(2, 1, 6, "", (address, 443)) for address in ("8.8.8.8", "8.8.4.4", "8.8.8.8")]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    assert resolved(HOST) == ["8.8.8.8", "8.8.4.4"]
    assert asked == [(HOST, 443)]


def test_no_other_port_and_no_socket_in_the_file_system() -> None:
    with pytest.raises(AddressRefused):
        GuardedBackend().connect_tcp(HOST, 80)
    with pytest.raises(AddressRefused):
        GuardedBackend().connect_unix_socket("/run/docker.sock")


@contextmanager
def dripping(head: bytes, drop: bytes, *, every: float = 0.05) -> Iterator[GuardedTransport]:
    """A TLS server that says `head` and then `drop` again and again."""
    authority, over = trustme.CA(), threading.Event()
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST).configure_cert(server)
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        plain, _ = listening.accept()
        try:
            with server.wrap_socket(plain, server_side=True) as line:
                line.recv(4_096)
                line.sendall(head)
                while not over.wait(every):
                    line.sendall(drop)
        except OSError:
            return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield GuardedTransport(
            GuardedBackend(lambda _: ["127.0.0.1"], lambda _: True, listening.getsockname()[1]), trust
        )
    finally:
        over.set()
        thread.join()
        listening.close()


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n", b" "),
        (b"HTTP/1.1 200 OK\r\nx: ", b"a"),
        (b"", b""),
    ],
)
def test_however_slowly_an_answer_drips_it_ends_in_time(
    head: bytes, drop: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbound, "ANSWER_SECONDS", 0.4)
    with dripping(head, drop) as transport:
        began = time.monotonic()
        with pytest.raises(NoAnswer, match="too slow"):
            Client(AGENT, transport).get(THERE, kinds=JSON)
        assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("head", "drop", "every"),
    [
        (b"HTTP/1.1 200 OK\r\n", b"x: " + b"a" * 60_000 + b"\r\n", 0.001),
        (b"SSH-2.0-OpenSSH_9.2\r\n", b"x", 0.05),
    ],
)
def test_headers_without_end_and_what_is_no_http_are_no_answer(
    head: bytes, drop: bytes, every: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbound, "ANSWER_SECONDS", 0.6)
    with dripping(head, drop, every=every) as transport, pytest.raises(NoAnswer):
        Client(AGENT, transport).get(THERE, kinds=JSON)


def test_the_seam_is_below_what_replays_answers() -> None:
    """The library's transport must stay the one that is replayed, and its pool the one that connects."""
    assert issubclass(GuardedTransport, httpx2.HTTPTransport)
    assert "handle_request" not in vars(GuardedTransport)
