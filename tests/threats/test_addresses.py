"""T2: the server opens no address for anybody."""

import httpx
import pytest

from tests.threats.raw import raw
from tests.threats.visitor import API, as_json, file_data

ROUTES = ("file=", "file/", "proxy=", "FILE=", "Proxy=", "file=/../proxy=")
PLACES = ("call/derain", "run/derain", "api/derain", "call/v2/derain")


def spellings(address):
    """Return an address in the forms that get past filters which look for one of them."""
    port = address.rsplit(":", 1)[1]
    hosts = "LOCALHOST 2130706433 0x7f000001 0177.0.0.1 127.1 0 [::ffff:127.0.0.1] a@127.0.0.1"
    schemes = "https ftp gopher file hf s3 HTTP"
    return [
        f"{address}/x",
        *(f"http://{host}:{port}/x" for host in hosts.split()),
        *(f"{scheme}://127.0.0.1:{port}/x" for scheme in schemes.split()),
        *(f"http:/127.0.0.1:{port}/x", f"//127.0.0.1:{port}/x", f"http:\\\\127.0.0.1:{port}\\x"),
        *(f"\thttp://127.0.0.1:{port}/x", f"http%3a%2f%2f127.0.0.1:{port}/x"),
    ]


ELSEWHERE = (
    "http://169.254.169.254/latest/meta-data/",
    "http://metadata.google.internal/",
    "https://example.com/",
    "http://[::1]/",
    "http://0.0.0.0/",
    "https://huggingface.co/robots.txt",
)


def test_no_route_opens_an_address(server, canary):
    address, asked = canary
    for place in (*spellings(address), *ELSEWHERE):
        for route in ROUTES:
            target = f"{API}/{route}{place}".replace("\t", "%09")
            for method in ("GET", "HEAD"):
                assert raw(server, target, method).status in (400, 403, 404), target
    assert asked == []


@pytest.mark.parametrize("field", ["path", "url", "both", "deep"])
def test_no_call_opens_an_address(server, visitor, canary, field):
    address, asked = canary
    own = visitor.upload("rain.png", b"\x89PNG\r\n\x1a\n")
    for place in spellings(address):
        file = {
            "path": file_data(place),
            "url": file_data(own, url=place),
            "both": file_data(place, url=place),
            "deep": {"image": [[file_data(place, url=place)]], "caption": place},
        }[field]
        body = {"data": [file, "student", False], "session_hash": visitor.session, "file": file}
        for name in PLACES:
            assert visitor.post(f"{API}/{name}", **as_json(body)).status_code < 500
        for index in (0, 1, 8):
            answer = visitor.post(f"{API}/queue/join", **as_json({**body, "fn_index": index}))
            assert answer.status_code < 500
    assert asked == []


def test_headers_open_none(server, canary):
    address, asked = canary
    for name in ("X-Direct-Url", "X-Forwarded-Host", "X-Original-Url", "Referer", "Origin"):
        raw(server, "/config", headers=(f"{name}: {address}/{name}".encode(),))
        raw(server, f"{API}/proxy=", headers=(f"{name}: {address}/{name}".encode(),))
    assert asked == []


def test_the_canary_would_have_heard(canary):
    address, asked = canary
    httpx.get(f"{address}/heard")
    assert asked == ["/heard"]
