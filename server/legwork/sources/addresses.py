"""Which addresses may be asked at all: https, by name, and at public addresses only.

The networks are written out, after IANA's registries of special-purpose addresses (RFC 6890), since what Python calls
global differs from version to version.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

import httpx2

from legwork.errors import AddressRefused

LONGEST: Final = 2_000

_CLOSED_4: Final = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
_OPEN_6: Final = IPv6Network("2000::/3")
_CLOSED_6: Final = tuple(IPv6Network(text) for text in ("2001::/23", "2001:db8::/32", "3fff::/20"))
# IPv6 addresses that stand for an IPv4 one in their last 32 bits: mapped, compatible, translated, NAT64.
_CARRIERS: Final = tuple(IPv6Network(text) for text in ("::ffff:0:0/96", "::/96", "::ffff:0:0:0/96", "64:ff9b::/96"))
_SIX_TO_FOUR: Final = IPv6Network("2002::/16")
_TEREDO: Final = IPv6Network("2001::/32")
_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
# Names that no public directory gives out (RFC 6761, RFC 6762, RFC 8375, RFC 7686, and ICANN's reservation).
_PRIVATE_NAMES: Final = frozenset(
    {"localhost", "local", "internal", "intranet", "lan", "home", "corp", "arpa", "onion", "invalid", "test"}
)
_BAD: Final = re.compile(r"[\x00-\x20\x7f\\]")


def is_public(address: str) -> bool:
    """Whether an IP address, as a resolver writes it, is one that anybody on the internet can reach."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return _open_4(found) if isinstance(found, IPv4Address) else _open_6(found)


def checked(address: str, hosts: Collection[str] = ()) -> httpx2.URL:
    """The address as it will be asked, without its fragment. `hosts` names the only hosts it may have; empty lets
    every public one pass.

    Raises:
        AddressRefused: it is not https, has another port or a password in it, or does not name a public host.
    """
    if len(address) > LONGEST or _BAD.search(address) or not address.isascii():
        raise AddressRefused("the address is no plain web address")
    try:
        url = httpx2.URL(address).copy_with(fragment=None)
    except (httpx2.InvalidURL, ValueError, TypeError) as problem:
        raise AddressRefused("the address is no plain web address") from problem
    if url.scheme != "https":
        raise AddressRefused("the address does not begin with https")
    if url.userinfo:
        raise AddressRefused("the address holds a name or a password")
    if url.port not in {None, 443}:
        raise AddressRefused("the address names a port of its own")
    host = url.raw_host.decode("ascii")
    if not is_named(host):
        raise AddressRefused("the address does not name a public host")
    if hosts and host not in hosts:
        raise AddressRefused("the address leads to another host than the source's")
    return url


def is_named(host: str) -> bool:
    """Whether a host, in small ASCII letters, is a name of the public directory: nothing that a resolver might take
    for a number (127.1, 0x7f.1, 2130706433), and no name of a local network."""
    labels = host.split(".")
    if len(labels) < 2 or len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        return False
    return not labels[-1][0].isdigit() and labels[-1] not in _PRIVATE_NAMES


def _open_4(address: IPv4Address) -> bool:
    return not any(address in network for network in _CLOSED_4)


def _open_6(address: IPv6Address) -> bool:
    if address.scope_id is not None:
        return False
    inner = _inside(address)
    if inner:
        return all(map(_open_4, inner))
    return address in _OPEN_6 and not any(address in network for network in _CLOSED_6)


def _inside(address: IPv6Address) -> tuple[IPv4Address, ...]:
    """The IPv4 addresses that an IPv6 address stands for."""
    if address in _TEREDO and address.teredo is not None:
        return address.teredo
    if address in _SIX_TO_FOUR and address.sixtofour is not None:
        return (address.sixtofour,)
    if any(address in network for network in _CARRIERS):
        return (IPv4Address(int(address) & 0xFFFFFFFF),)
    return ()
