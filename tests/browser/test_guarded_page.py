"""The guard before the whole page: what the page needs works; raw requests, no browser."""

import gzip
import io
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from PIL import Image

from tests.page_services import textured

API = "/gradio_api"


@pytest.fixture(scope="module")
def page(page_url):
    """A client of a page in a process of its own; its address is its base."""
    # A connection is not used again: a server that refuses a body does not read the rest of it.
    with httpx.Client(base_url=page_url, timeout=60, headers={"connection": "close"}) as client:
        yield client


@pytest.fixture
def canary():
    """A server that nobody is to ask; yields its address and who asked."""
    asked = []

    class Canary(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


def png():
    """Return the bytes of a small picture."""
    file = io.BytesIO()
    Image.fromarray(textured(64, 64, seed=3)).save(file, "png")
    return file.getvalue()


def uploaded(page):
    """Upload a picture; returns its path on the server."""
    answer = page.post(f"{API}/upload", files={"files": ("rain.png", png(), "image/png")})
    assert answer.status_code == 200
    (path,) = answer.json()
    return path


def told(page, function, *data):
    """Call a function through the queue; returns the last thing it says, and the data of it."""
    answer = page.post(f"{API}/call/{function}", json={"data": list(data)})
    assert answer.status_code == 200, answer.text
    event = answer.json()["event_id"]
    lines = page.get(f"{API}/call/{function}/{event}").text.strip().splitlines()
    return lines[-2], json.loads(lines[-1].removeprefix("data: "))


def test_the_page_its_parts_and_the_owners_page_are_served(page):
    start = page.get("/")
    assert start.status_code == 200
    (script,) = re.findall(r'src="\./(assets/[^"]+\.js)"', start.text)
    for path, kind in (
        (script, "javascript"),
        ("theme.css", "text/"),
        ("config", "json"),
        ("gradio_api/info", "json"),
        ("gradio_api/startup-events", "json"),
        ("?__lang=zh", "html"),
        ("manifest.json", "json"),
        ("static/img/logo.svg", "svg"),
        ("owner/login", "html"),
        ("owner/static/api.js", "javascript"),
    ):
        answer = page.get(path)
        assert (answer.status_code, kind in answer.headers["content-type"]) == (200, True), path
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert page.head("/").status_code == 200
    assert page.get("owner/").status_code == 401


def test_gradios_page_gets_our_policy_and_the_owners_page_keeps_its_stricter_one(page):
    policies = [
        page.get(path).headers.get_list("content-security-policy") for path in ("/", "owner/login")
    ]
    assert ["unsafe-inline" in one for (one,) in policies] == [True, False]


def test_the_page_asks_for_nothing_that_its_policy_forbids(page):
    """Every script, style and picture that the page itself names is on this server."""
    named = re.findall(
        r'<(?:script|link|img|iframe)[^>]+(?:src|href)="([^"]+)"', page.get("/").text
    )
    assert named
    assert [one for one in named if re.match(r"(?:https?:)?//", one)] == []


def test_a_picture_goes_up_through_the_queue_and_comes_back(page):
    path = uploaded(page)
    sent = {"path": path, "meta": {"_type": "gradio.FileData"}}
    said, (picture, facts) = told(page, "derain", sent, "student", False)
    assert (said, facts["model"]) == ("event: complete", "student")
    shown = page.get(picture["url"])
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/png")
    # The page sends what it was given: a path, and the address under which it was shown.
    assert picture["url"].startswith("http")
    again = {**sent, "url": f"{page.base_url}gradio_api/file={path}"}
    said, _ = told(page, "derain", again, "student", False)
    assert said == "event: complete"


def test_the_server_is_alive_and_ready_and_tells_no_more(page):
    assert page.get("healthz").json() == {"alive": True}
    ready = {"ready": True, "networks": "ready", "data_folder": True, "disk": True, "stays": True}
    assert page.get("readyz").json() == ready


def test_the_server_opens_no_address_whatever_a_request_names(page, canary):
    address, asked = canary
    path = uploaded(page)
    kind = {"meta": {"_type": "gradio.FileData"}}
    for file in (
        {"path": f"{address}/path.png"},
        {"path": path, "url": f"{address}/url.png"},
        {"path": path, "url": f"{address}/gradio_api/file={path}"},
        {"path": path, "url": "data:image/png;base64,AAAA"},
    ):
        body = {"data": [{**file, **kind}], "session_hash": "abc"}
        for place in ("call/derain", "run/derain", "api/derain", "call/v2/derain"):
            page.post(f"{API}/{place}", json=body)
        for index in range(3):
            page.post(f"{API}/queue/join", json={**body, "fn_index": index})
    for route in ("file=", "proxy=", "file/"):
        assert page.get(f"{API}/{route}{address}/x").status_code == 404
    assert asked == []
    httpx.get(f"{address}/heard")
    assert asked == ["/heard"]


@pytest.mark.parametrize("place", ["queue/join", "run/predict", "call/derain", "component_server"])
def test_too_large_or_foreign_or_nonsense_is_refused(page, place):
    url = f"{API}/{place}"
    assert page.post(url, content=b"x" * 300_000).status_code == 413
    pieces = (b"x" * 50_000 for _ in range(6))
    assert page.post(url, content=pieces).status_code == 413
    evil = {"origin": "https://evil.example"}
    assert page.post(url, json={}, headers=evil).status_code == 403
    for body in (
        b"",
        b"[1,2",
        b"[]",
        b"[" * 99_999,
        b"\xff",
        b"NaN",
        gzip.compress(b"{}"),
        b"null",
    ):
        answer = page.post(url, content=body, headers={"content-type": "application/json"})
        assert 400 <= answer.status_code < 500, body[:9]


@pytest.mark.parametrize(
    ("place", "body", "status"),
    [
        ("queue/join", {"fn_index": 9999, "data": [], "session_hash": "a"}, 404),
        ("run/predict", {"fn_index": 9999, "data": []}, 404),
        ("run/nothing", {"data": []}, 404),
        ("call/nothing", {"data": []}, 404),
        ("call/v2/derain", {"nothing": 1}, 400),
        ("component_server", {"session_hash": "a", "component_id": 9999, "fn_name": "x"}, 400),
    ],
)
def test_what_does_not_exist_is_the_senders_fault_and_no_failure(page, place, body, status):
    answer = page.post(f"{API}/{place}", json=body)
    assert answer.status_code == status
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("form", "status"),
    [
        (b'--x\r\nContent-Disposition: form-data; name="files"\r\n\r\na\r\n--x--\r\n', 400),
        (b"--x\r\nbroken", 200),  # Gradio finds no file in it, and keeps none
        (b"--x--\r\n", 200),
    ],
)
def test_a_form_without_a_named_file_keeps_nothing(page, form, status):
    headers = {"content-type": "multipart/form-data; boundary=x"}
    answer = page.post(f"{API}/upload", content=form, headers=headers)
    assert answer.status_code == status
    assert status == 400 or answer.json() == []


@pytest.mark.parametrize("boundary", ["", "; boundary=", f"; boundary={'y' * 5000}"])
def test_a_form_without_a_usable_boundary_is_refused(page, boundary):
    headers = {"content-type": f"multipart/form-data{boundary}"}
    assert page.post(f"{API}/upload", content=b"x", headers=headers).status_code == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "NONSENSE"])
@pytest.mark.parametrize("path", ["/", "/config", f"{API}/upload", f"{API}/queue/join", "/readyz"])
def test_another_method_is_refused(page, method, path):
    assert page.request(method, path).status_code in (404, 405)
