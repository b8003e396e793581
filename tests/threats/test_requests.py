"""T8, T20, T23, N-12 to N-20: requests that are too large, too many, foreign, or malformed."""

import json
import socket
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from tests.threats.leaks import leaks
from tests.threats.raw import raw
from tests.threats.visitor import API, Visitor, as_json, file_data

POSTED = [
    *(
        f"{API}/{place}"
        for place in (
            *(
                "queue/join",
                "run/predict",
                "api/predict",
                "call/derain",
                "call/v2/derain",
                "cancel",
            ),
            *("reset", "component_server", "upload", "process_recording", "vibe-edit", "stream/a"),
        )
    ),
    *("/login", "/owner/login", "/owner/logout", "/owner/decisions", "/nothing"),
]
EVIL = (b"Origin: https://evil.example", b"Content-Type: text/plain")
JSON = (b"Content-Type: application/json",)


@pytest.mark.parametrize("target", POSTED)
def test_another_page_changes_nothing(server, target):
    for headers in (
        EVIL,
        (*EVIL, b"Cookie: a=b"),
        (b"Sec-Fetch-Site: cross-site",),
        (b"Origin: null",),
    ):
        answer = raw(server, target, "POST", headers, b"{}")
        assert answer.status in (403, 404), (target, headers)
        assert answer.headers.get("access-control-allow-origin") in (None, "null") or (
            answer.status == 403
        )


@pytest.mark.parametrize("target", [f"{API}/queue/join", f"{API}/upload", "/owner/decisions"])
def test_a_preflight_of_another_page_is_not_the_yes_that_a_change_needs(server, target):
    asks = (*EVIL, b"Access-Control-Request-Method: POST")
    answer = raw(server, target, "OPTIONS", asks)
    assert answer.status < 500
    assert raw(server, target, "POST", EVIL, b"{}").status == 403  # whatever the preflight said


@pytest.mark.parametrize("size", [600_000, 50_000_000])
@pytest.mark.parametrize("target", [one for one in POSTED if "upload" not in one and one != "/"])
def test_a_body_that_is_too_large_is_refused_unread(server, target, size):
    place = urlsplit(server.url)
    head = f"POST {target} HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Length: {size}\r\n"
    with socket.create_connection((place.hostname, place.port), 60) as sent:
        sent.sendall(head.encode() + b"Content-Type: application/json\r\n\r\n")
        status = int(sent.recv(100).split()[1])  # though nothing of the body was sent
    assert status in (404, 413) or (target.startswith("/owner") and status in (401, 413, 403)), (
        target
    )


def test_a_body_without_a_length_is_counted(server, visitor):
    for place in ("queue/join", "call/derain", "component_server", "run/predict"):
        pieces = (b"x" * 50_000 for _ in range(10))
        assert visitor.post(f"{API}/{place}", content=pieces).status_code == 413


def test_more_than_a_thousand_files_at_once_are_refused(server, visitor):
    files = [("files", (f"{n}.png", b"x")) for n in range(1001)]
    assert visitor.post(f"{API}/upload", files=files).status_code == 400


def form(filename, content=b"x"):
    """Return a form with one file."""
    head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\n\r\n'
    return head % filename + content + b"\r\n--x--\r\n"


KIND = b"Content-Type: multipart/form-data"
FORMS = {
    "no boundary": ((KIND,), form(b"a.png")),
    "empty boundary": ((KIND + b"; boundary=",), form(b"a.png")),
    "another boundary": ((KIND + b"; boundary=y",), form(b"a.png")),
    "boundary of 30 kB": ((KIND + b"; boundary=" + b"y" * 30_000,), form(b"a.png")),
    "boundary of 1 MB": ((KIND + b"; boundary=" + b"y" * 1_000_000,), b""),
    "a part without an end": ((KIND + b"; boundary=x",), form(b"a.png")[:-9]),
    "a part's header of 64 kB": ((KIND + b"; boundary=x",), form(b"a" * 65_536)),
    "a name that is not UTF-8": ((KIND + b"; boundary=x",), form(b"\xff\xfe.png")),
    "no form at all": ((b"Content-Type: text/plain",), b"x"),
    "no body": ((KIND + b"; boundary=x",), b""),
    "nothing in the name": ((KIND + b"; boundary=x",), form(b"")),
    "dashes without end": ((KIND + b"; boundary=x",), b"--x" * 30_000),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_broken_form_is_no_failure(server, root, name):
    headers, body = FORMS[name]
    answer = raw(server, f"{API}/upload", "POST", headers, body)
    assert answer.status in (0, 200, 400, 413, 422, 431), answer
    assert leaks(server, root, answer.body.decode("latin-1")) == []


BODIES = [
    b"", b"{", b"[1,2", b"[]", b"null", b"7", b'"text"', b"\xff\xfe", b"NaN", b"{}", b'{"data": 7}',
    b'{"data": {}, "fn_index": 0}', b'{"data": null, "fn_index": null, "session_hash": null}',
    b'{"data": [NaN, Infinity, -Infinity], "fn_index": 0, "session_hash": "a"}',
    b'{"data": [1e400], "fn_index": 0, "session_hash": "a"}',
    b'{"data": [' + b"[" * 5000 + b"]" * 5000 + b"]}", b'{"a":' * 5000,
    b'{"fn_index": ' + b"9" * 5000 + b', "data": [], "session_hash": "a"}',
    b'{"data": ["\\ud800"], "fn_index": 0, "session_hash": "\\ud800"}',
    b'{"data": [], "data": [], "__proto__": {}, "fn_index": 0, "session_hash": "a"}',
    b'{"data": [], "fn_index": 0, "session_hash": "a", "trigger_id": [], "event_data": 7}',
    b'{"data": [], "fn_index": 0, "session_hash": "a", "event_data": {"__class__": "x"}}',
]  # fmt: skip


@pytest.mark.parametrize("place", [one.removeprefix(f"{API}/") for one in POSTED[:8]])
def test_nonsense_in_place_of_json_is_no_failure(server, root, place):
    for body in BODIES:
        answer = raw(server, f"{API}/{place}", "POST", JSON, body)
        assert answer.status < 500, body[:60]
        assert leaks(server, root, answer.body.decode("latin-1")) == []


@pytest.mark.parametrize(
    "session", [None, "", "x" * 100_000, "\u96e8\u202e", "../../x", [], {}, 7, "a\nb"]
)
def test_a_strange_session_is_no_failure(server, root, visitor, session):
    for place in ("queue/join", "run/predict"):
        body = {"fn_index": 156, "data": [], "session_hash": session}
        answer = visitor.post(f"{API}/{place}", **as_json(body))
        assert answer.status_code < 500, (place, session)
        assert leaks(server, root, answer.text) == []


def test_sessions_do_not_see_each_other(server):
    """Who has another's session can listen to it; nobody can find it out from the server."""
    with Visitor(server) as one, Visitor(server) as other:
        (rain,) = [each for each in one.functions() if each["api_name"] == "machine_until_ready"][
            :1
        ]
        status, _ = one.call(rain, [])
        assert status == 200
        for target in (
            "/config",
            f"{API}/queue/status",
            f"{API}/info",
            "/readyz",
            f"{API}/startup-events",
        ):
            assert one.session not in other.get(target).text


def test_what_a_visitor_says_about_their_address_does_not_help(server):
    """The right-most entry counts, which the one proxy before this server would have written."""
    limit = 32  # of `AdmissionLimits.in_flight`
    place = urlsplit(server.url)
    with ExitStack() as held:

        def begin(forwarded):
            sent = held.enter_context(socket.create_connection((place.hostname, place.port), 60))
            head = f"POST {API}/upload HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Length: 1000\r\n"
            head += f"X-Forwarded-For: {forwarded}\r\n"
            sent.sendall(head.encode() + KIND + b"; boundary=x\r\n\r\n--x\r\n")
            return sent

        for n in range(limit):
            begin(f"203.0.113.{n}, 198.51.100.7")
        refused = begin("192.0.2.1, 198.51.100.7").recv(2000)
        assert b" 429 " in refused.split(b"\r\n")[0]
        assert b"retry-after" in refused.lower()
        other = Visitor(server, "198.51.100.8")
        assert other.upload("a.png", b"x")
        other.client.close()


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "rain.example.evil.example", "", "a b", "x" * 5000],
)
def test_another_name_is_refused(server, host):
    assert raw(server, "/", host=host).status in (0, 400)


def test_a_name_that_is_ours_is_answered_and_a_forwarded_one_is_written_nowhere(server, visitor):
    evil = ("X-Forwarded-Host", "X-Host", "X-Forwarded-Server", "Forwarded", "X-Forwarded-Prefix")
    headers = [f"{name}: evil.example".encode() for name in evil]
    for target in (
        "/",
        "/config",
        "/zh",
        "/owner/login",
        "/owner",
        "/manifest.json",
        f"{API}/info",
    ):
        answer = raw(server, target, headers=headers, host="rain.example")
        assert answer.status in (200, 307)
        assert b"evil.example" not in answer.body + str(answer.headers).encode()
    path = visitor.upload("rain.png", b"x")
    (derain,) = [one for one in visitor.functions() if one["api_name"] == "derain"]
    _, said = visitor.call(derain, [file_data(path), "student", False])
    assert "evil.example" not in said


def test_headers_are_not_broken_apart_and_not_too_long(server):
    long = raw(server, "/", headers=(b"X-Long: " + b"y" * 60_000,))
    assert long.status in (0, 400, 431)
    many = raw(server, "/", headers=[b"X-%d: y" % n for n in range(5000)])
    assert many.status in (0, 400, 431)
    for target in (
        "/%0d%0aX-Injected:%20yes",
        f"{API}/file=%0d%0aX-Injected:yes",
        "/owner?%0d%0aX-Injected:yes",
    ):
        answer = raw(server, target)
        assert "x-injected" not in answer.headers


LINES = (b"GET", b"\0\1\2", b"GET / HTTP/9", b"GET http://evil.example/ HTTP/1.1", b"A" * 70_000)


@pytest.mark.parametrize("line", LINES)
def test_a_line_that_is_no_request_is_no_failure(server, line):
    place = urlsplit(server.url)
    with socket.create_connection((place.hostname, place.port), 60) as sent:
        sent.sendall(line + b"\r\nHost: evil.example\r\n\r\n")
        sent.shutdown(socket.SHUT_WR)
        answer = sent.recv(200)
    assert b" 5" not in answer.split(b"\r\n")[0][:13]


def test_words_of_visitors_stay_on_one_line_of_the_log(server, visitor):
    lure = "SECOND LINE"
    names = (f"a\r\n{lure}.png", f"a\n{lure}", f"\x1b[2J{lure}", f"\u2028{lure}", f"\u202e{lure}")
    for name in names:
        content = form(name.encode().replace(b'"', b""))
        raw(server, f"{API}/upload", "POST", (KIND + b"; boundary=x",), content)
        body = {"fn_index": 0, "data": [name], "session_hash": name}
        for place in ("queue/join", f"call/{json.dumps(name)[1:-1].replace(' ', '')}"):
            visitor.post(f"{API}/{place}", **as_json(body))
        raw(server, f"/{lure.replace(' ', '%0a')}%0aSECOND%20LINE%1b[2J")
    lines = server.log.read_bytes()
    assert b"\x1b" not in lines
    assert not [line for line in lines.splitlines() if line.startswith(lure.encode())]
