"""Which addresses may be asked: every spelling of a private one is refused before anything is resolved."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legwork.errors import AddressRefused
from legwork.sources.addresses import checked, is_named, is_public

PRIVATE = [
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
    *("169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1"),
    *("203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.88.99.1"),
    *("::", "::1", "fe80::1", "fec0::1", "fc00::1", "fd00::1", "fd00:ec2::254", "ff02::1", "100::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:169.254.169.254", "::127.0.0.1", "::ffff:0:127.0.0.1"),
    *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808", "2002:7f00:1::", "2002:a00:1::"),
    # Teredo of a public server and a client at 127.0.0.1, whose bits are turned over
    *("2001:0:808:808::80ff:fffe", "2001:2::1", "2001:10::1", "2001:20::1", "3fff::1", "5f00::1", "4000::1"),
    *("fe80::1%eth0", "2606:4700::1111%1"),
    *("127.1", "0x7f.1", "0x7f000001", "2130706433", "0177.0.0.1", "0", "localhost", "", "1.2.3", "1.2.3.4.5"),
]
PUBLIC = [
    *("93.184.215.14", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "223.255.255.255"),
    *("2606:4700::1111", "2a00:1450:4001::200e", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"),
]
REFUSED = [
    "http://example.com/",
    "ftp://example.com/",
    "file:///etc/passwd",
    "gopher://example.com/",
    "javascript:alert(1)",
    "data:text/html,x",
    "//example.com/",
    "example.com",
    "",
    "https://",
    "https:///x",
    "https://user@example.com/",
    "https://user:secret@example.com/",
    "https://example.com@evil.example/",
    "https://example.com:80/",
    "https://example.com:8443/",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://0x7f.1/",
    "https://0x7f000001/",
    "https://2130706433/",
    "https://0177.0.0.1/",
    "https://0/",
    "https://[::1]/",
    "https://[::ffff:7f00:1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[fd00::1]/",
    "https://100.64.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://93.184.215.14/",
    "https://localhost/",
    "https://x.localhost/",
    "https://printer.local/",
    "https://metadata.google.internal/",
    "https://router.home.arpa/",
    "https://x.onion/",
    "https://intranet/",
    "https://example.com./",
    "https://.example.com/",
    "https://a..b.example/",
    "https://example.1/",
    "https://-x.example/",
    f"https://{'a' * 64}.example/",
    f"https://{'a.' * 130}example/",
    "https://example.com\\@evil.example/",
    "https://example.com/\r\nHost: evil",
    "https://example.com/ x",
    "https://exämple.com/",
    "https://ex%61mple.com/",
    "https://１２７.0.0.1/",
    "https://[::1/",
    "https://example.com:99999/",
    f"https://example.com/{'a' * 2_000}",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_not_everybody_can_reach_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_not_plain_https_by_name_is_refused(address: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        checked(address)
    assert str(refused.value).startswith("Not asked: the address ")
    assert "example" not in str(refused.value)


def test_a_plain_address_passes_without_its_fragment() -> None:
    assert str(checked("https://Example.com:443/a?b=c#d")) == "https://example.com/a?b=c"
    assert str(checked("https://xn--exmple-cua.example/")) == "https://xn--exmple-cua.example/"


def test_a_source_keeps_to_its_hosts() -> None:
    assert checked("https://api.github.com/x", ["api.github.com"])
    for address in (
        "https://api.github.com.evil.example/",
        "https://evil.example/api.github.com",
        "https://github.com/",
    ):
        with pytest.raises(AddressRefused):
            checked(address, ["api.github.com"])


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_is_as_public_as_it_is_alone(address: object) -> None:
    assert isinstance(address, IPv4Address)
    number = int(address)
    for carrier in ("::ffff:0:0", "::ffff:0:0:0", "64:ff9b::"):
        assert is_public(str(IPv6Address(int(IPv6Address(carrier)) | number))) == is_public(str(address))
    assert is_public(str(IPv6Address(0x2002 << 112 | number << 80))) == is_public(str(address))


@given(st.ip_addresses(v=4))
def test_python_calls_nothing_public_less_public_than_we_do(address: object) -> None:
    assert isinstance(address, IPv4Address)
    assert not is_public(str(address)) or address.is_global


@settings(max_examples=40)
@given(st.text(max_size=60))
def test_no_text_breaks_the_check(text: str) -> None:
    is_public(text)
    is_named(text)
    for address in (text, f"https://{text}", f"https://example.com/{text}"):
        try:
            url = checked(address)
        except AddressRefused:
            continue
        assert url.scheme == "https"
        assert is_named(url.raw_host.decode())
