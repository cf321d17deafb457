"""Which addresses may be fetched from."""

from __future__ import annotations

import ipaddress
import socket

import pytest

from sayso.readers import networks

REFUSED = {
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback",
    "0.0.0.0": "unspecified",
    "10.1.2.3": "private",
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.168.1.1": "private",
    "169.254.169.254": "link-local",
    "100.64.0.1": "carrier-grade NAT",
    "192.0.2.1": "reserved",
    "198.18.0.1": "reserved",
    "198.51.100.7": "reserved",
    "203.0.113.7": "reserved",
    "224.0.0.1": "multicast",
    "240.0.0.1": "reserved",
    "255.255.255.255": "reserved",
    "::": "unspecified",
    "::1": "loopback",
    "fe80::1": "link-local",
    "fe80::1%eth0": "link-local",
    "fc00::1": "private",
    "fd12:3456::1": "private",
    "fec0::1": "private",
    "ff02::1": "multicast",
    "2001:db8::1": "reserved",
    "2001::1": "reserved",
    "4000::1": "reserved",
    "::ffff:127.0.0.1": "loopback",
    "::ffff:0:10.0.0.1": "private",
    "::10.0.0.1": "private",
    "64:ff9b::7f00:1": "loopback",
    "64:ff9b::a9fe:a9fe": "link-local",
    "64:ff9b:1::192.168.0.1": "private",
    "2002:7f00:1::": "loopback",
    "2002:a00:1::5": "private",
    "no address": "malformed",
}
ALLOWED = [
    "8.8.8.8",
    "172.32.0.1",
    "100.128.0.1",
    "192.167.1.1",
    "2606:4700::1",
    "64:ff9b::808:808",
    "2002:808:808::1",
]


@pytest.mark.parametrize(("ip", "kind"), REFUSED.items())
def test_addresses_that_are_not_public(ip: str, kind: str) -> None:
    assert networks.refusal(ip) == kind


@pytest.mark.parametrize("ip", ALLOWED)
def test_public_addresses(ip: str) -> None:
    assert networks.refusal(ip) is None


def test_never_laxer_than_the_standard_library() -> None:
    for first in range(256):
        for second in range(0, 256, 5):
            ip = ipaddress.ip_address(f"{first}.{second}.0.1")
            if not ip.is_global or ip.is_multicast:
                assert networks.refusal(str(ip)) or str(ip).startswith("192.0.0."), ip


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "localhost", "::1"]
)
def test_every_way_to_write_loopback_is_refused(host: str) -> None:
    with pytest.raises(networks.Refused, match="loopback"):
        networks.resolve(host, 80, allow_private=False)


def _answers(monkeypatch: pytest.MonkeyPatch, *ips: str) -> None:
    def answer(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ips]

    monkeypatch.setattr(socket, "getaddrinfo", answer)


def test_one_bad_address_among_good_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    _answers(monkeypatch, "8.8.8.8", "192.168.0.1")
    with pytest.raises(networks.Refused, match=r"news\.example is at 192\.168\.0\.1, a private address"):
        networks.resolve("news.example", 80, allow_private=False)
    assert networks.resolve("news.example", 80, allow_private=True).ip == "8.8.8.8"


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a" * 300, "", "\udcff"])
def test_hosts_that_do_not_exist(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if host == "":
        _answers(monkeypatch)
    with pytest.raises(networks.Refused, match="no such host"):
        networks.resolve(host, 80, allow_private=False)
