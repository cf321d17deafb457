"""Which network addresses may be fetched from: those that anyone on the internet can reach, and no others.

A page could otherwise make us fetch from the user's own machine or network (server-side request forgery).
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import threading
from dataclasses import dataclass

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_REFUSED = tuple(
    (ipaddress.ip_network(network), name)
    for network, name in (
        ("0.0.0.0/8", "unspecified"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "reserved"),
        ("192.0.2.0/24", "reserved"),
        ("192.88.99.0/24", "reserved"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "reserved"),
        ("198.51.100.0/24", "reserved"),
        ("203.0.113.0/24", "reserved"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("100::/64", "reserved"),
        ("2001::/23", "reserved"),
        ("2001:db8::/32", "reserved"),
        ("3fff::/20", "reserved"),
        ("5f00::/16", "reserved"),
        ("fc00::/7", "private"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "private"),
        ("ff00::/8", "multicast"),
    )
)
"""The registries of special-purpose addresses (IANA), so that the answer does not change with Python's."""

_EMBEDDING = (
    (ipaddress.IPv6Network("::ffff:0:0/96"), 0),
    (ipaddress.IPv6Network("::ffff:0:0:0/96"), 0),
    (ipaddress.IPv6Network("::/96"), 0),
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),
    (ipaddress.IPv6Network("64:ff9b:1::/48"), 0),
    (ipaddress.IPv6Network("2002::/16"), 80),
)
"""Networks whose addresses hold an IPv4 address, and how far right of it they go on (bits): mapped,
translated, compatible, NAT64, 6to4."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A host's checked address, to be connected to as it is."""

    ip: str
    family: socket.AddressFamily


class Refused(Exception):
    """The host may not be fetched from, or does not exist; the text says why."""


def resolve(host: str, port: int, allow_private: bool, timeout: float = 30.0) -> Resolved:
    """The host's first address, after all of them were checked; `timeout` in seconds.

    Whatever the host is written as (a name, 2130706433, 0x7f.1), what counts is what it resolves to.

    Raises:
        Refused: no such host, one of its addresses is not public, or no answer in time.
    """
    found = _looked_up(host, port, timeout)
    if not found:
        raise Refused(f"no such host: {host}")
    for one in found:
        kind = None if allow_private else refusal(one.ip)
        if kind:
            raise Refused(f"{host} is at {one.ip}, a {kind} address")
    return found[0]


def _looked_up(host: str, port: int, timeout: float) -> list[Resolved]:
    """In a thread of its own, left behind when time is up: the system's look-up takes as long as it likes."""
    found: list[Resolved] = []

    def look_up() -> None:
        with contextlib.suppress(OSError, UnicodeError):  # no such host: nothing is found
            for answer in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
                found.append(Resolved(str(answer[4][0]), answer[0]))

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(timeout)
    if thread.is_alive():
        raise Refused(f"no answer to where {host} is")
    return found


def refusal(ip: str) -> str | None:
    """Why an address is not public ("loopback", "private" …), or None where it is."""
    address: Address
    try:
        address = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return "malformed"
    for network, kind in _REFUSED:
        if address.version == network.version and address in network:
            return kind
    if isinstance(address, ipaddress.IPv6Address):
        return _embedded_refusal(address)
    return None


def _embedded_refusal(address: ipaddress.IPv6Address) -> str | None:
    for network, right in _EMBEDDING:
        if address in network:
            return refusal(str(ipaddress.IPv4Address((int(address) >> right) & 0xFFFFFFFF)))
    # 2000::/3 is all that is given out so far.
    return None if int(address) >> 125 == 1 else "reserved"
