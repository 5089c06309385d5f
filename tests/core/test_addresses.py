"""Requests go to public addresses, and inside only to hosts that the operator names."""

from ipaddress import ip_address

import pytest

from core import http
from core.addresses import Number, Unfit, check, internal_hosts, is_public, read
from core.settings import settings

CLOSED = """0.0.0.0 0.255.255.255 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.255
169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.171 192.0.2.1 192.31.196.1 192.52.193.1 192.88.99.1
192.168.0.1 192.168.255.255 192.175.48.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.255 224.0.0.1 239.255.255.255
240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:8.8.8.8 64:ff9b::7f00:1 64:ff9b::808:808
64:ff9b:1::1 100::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002::1
2002:7f00:1::1 2002:808:808::1 2620:4f:8000::1 3fff::1 5f00::1 fc00::1 fd12:3456::1 fe80::1 fe80::1%eth0
2600::1%eth0 fec0::1 ff02::1"""
OPEN = """1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.1 100.63.255.255 100.128.0.1 126.255.255.255 128.0.0.1 169.253.255.255
172.15.255.255 172.32.0.1 192.0.1.1 192.0.3.1 192.167.255.255 192.169.0.1 198.17.255.255 198.20.0.1 203.0.112.1
223.255.255.255 2001:200::1 2400:cb00::1 2606:4700::1111 2a00:1450:4001:80b::200e"""

ODD = """http://2130706433/ http://134744072/ http://0x7f000001/ http://0x7f.1/ http://0177.0.0.1/ http://010.8.8.8/
http://127.1/ http://127.0.1/ http://1.2.3.4.5/ http://127.0.0.0x1/ http://0/ http://256.1.1.1/ http://1.1.1.1%2e/
http://[fe80::1%25eth0]/ http://[::1 http://::1/ http://[8.8.8.8]/ http:///path http://./ http://a..b/ http://-/ http://a_.~/
http://127。0。0。1.1/ http://exa%6dple.com/ http://%31%32%37.0.0.1/ http://example.com:99999/ http://example.com:x/
http://user@example.com/ http://user:word@example.com/ http://@example.com/ http://example.com\\@127.0.0.1/
http://127.0.0.1\\.example.com/ ftp://example.com/ file:///etc/passwd gopher://example.com/ //example.com/ example.com
javascript:1 https:"""
ODDER = ["http://exam\tple.com/", "http://exam\nple.com/", " http://example.com/", "http://a/" + 2000 * "b"]


def test_no_request_goes_to_an_address_that_nobody_on_the_internet_has() -> None:
    assert [each for each in CLOSED.split() if is_public(ip_address(each))] == []


def test_requests_go_to_public_addresses() -> None:
    assert [each for each in OPEN.split() if not is_public(ip_address(each))] == []


@pytest.mark.parametrize("url", [*ODD.split(), *ODDER])
def test_an_address_is_spelled_in_the_usual_way_or_not_at_all(url: str) -> None:
    with pytest.raises(Unfit):
        read(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "https://[::1]/",
        "http://127.0.0.1./",
        "http://[::ffff:10.0.0.1]/",
        "http://１２７.0.0.1/",
        "http://127。0。0。1/",
        "http://169.254.169.254/latest/meta-data",
    ],
)
def test_a_number_inside_is_seen_before_anything_is_sent(url: str) -> None:
    with pytest.raises(Unfit):
        check(read(url), frozenset())


def test_an_address_is_read_once_and_for_all() -> None:
    place = read("HTTPS://Example.COM.:443/a%20b?c=d#e")
    assert (place.scheme, place.host, place.port, place.path) == ("https", "example.com", 443, "/a%20b?c=d")
    assert place.authority == "example.com"
    assert read("http://마당.kr:8080").authority == "xn--ok1b32k.kr:8080"
    assert read("http://[2606:4700::1111]:8080/").authority == "[2606:4700::1111]:8080"


def test_named_hosts_inside_are_named_exactly() -> None:
    named = internal_hosts("hooks.internal, LOCALHOST.:8123 ,[::1]:80")
    assert named == {"hooks.internal", "localhost:8123", "[::1]:80"}
    check(read("http://[::1]/"), named)
    with pytest.raises(Unfit):
        check(read("http://[::1]:81/"), named)
    for wrong in ("http://a", "a/b", "u@a", "1.2", "a:b"):
        with pytest.raises(Unfit):
            internal_hosts(wrong)


INSIDE, OUTSIDE = ip_address("10.0.0.7"), ip_address("8.8.8.8")


@pytest.mark.parametrize(
    ("answers", "named", "gone_to"),
    [
        ([OUTSIDE], "", [OUTSIDE]),
        ([INSIDE], "", None),
        ([OUTSIDE, INSIDE], "", None),
        ([ip_address("64:ff9b::808:808"), OUTSIDE], "", None),
        ([INSIDE], "other.test", None),
        ([INSIDE], "hooks.test:8080", None),
        ([INSIDE], "hooks.test", [INSIDE]),
        ([INSIDE], "hooks.test:80", [INSIDE]),
    ],
)
async def test_every_answer_of_the_resolver_is_looked_at(
    answers: list[Number], named: str, gone_to: list[Number] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def resolved(host: str, port: int) -> list[Number]:
        assert host == "hooks.test"
        return answers

    monkeypatch.setattr(http, "resolve", resolved)
    monkeypatch.setenv("MADANG_INTERNAL_HOSTS", named)
    settings.cache_clear()
    try:
        if gone_to is None:
            with pytest.raises(Unfit):
                await http._allowed(read("http://Hooks.test./"))
        else:
            assert await http._allowed(read("http://Hooks.test./")) == gone_to
    finally:
        monkeypatch.undo()
        settings.cache_clear()
