"""T21, N-20: a crawl of every route with every method; nothing fails, nothing tells."""

import re
from pathlib import Path

import pytest
from gradio import routes as routes_of_gradio

from tests.threats.conftest import FULL
from tests.threats.leaks import leaks
from tests.threats.raw import raw
from tests.threats.visitor import API

METHODS = (
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "NONSENSE",
)
OURS = (
    "/healthz", "/readyz", "/owner", "/owner/", "/owner/login", "/owner/logout", "/owner/photos",
    "/owner/decisions", "/owner/figures", "/owner/static/api.js", "/zh", "/zh/",
)  # fmt: skip
FILLED = {
    "path": "x", "path_or_url": "x", "url_path": "http://x", "api_name": "derain", "event_id": "x",
    "session_hash": "x", "run": "1", "component_id": "1", "segment_id": "x", "ext": "ts", "id": "x",
    "environment": "client", "type": "component", "file_name": "x.js", "size": "8", "key": "x",
    "endpoint": "x", "record_id": "x", "asset_id": "x", "page": "zh",
}  # fmt: skip
STREAMS = ("/heartbeat/", "/queue/data", "/upload_progress", "/call/")
"""Answer for as long as somebody listens."""


def gradios_routes():
    """Return the paths of all routes that this version of Gradio declares, filled in."""
    source = Path(routes_of_gradio.__file__).read_text(encoding="utf-8")
    found = set()
    declared = re.findall(r'@(app|router)\.(?:get|post|head)\(\s*"([^"]+)"', source)
    for owner, path in declared:
        for name, value in FILLED.items():
            path = path.replace(f"{{{name}}}", value).replace(f"{{{name}:path}}", value)
        found.add(path if owner == "app" else f"{API}{path}")
    return found


@pytest.fixture(scope="module")
def routes():
    found = gradios_routes()
    assert len(found) > 60
    assert not [path for path in found if "{" in path]
    return sorted(found | set(OURS))


@pytest.mark.skipif(not FULL, reason="SSIDKD_TEST_THREATS=full does this as well")
def test_no_route_fails_or_tells_whatever_the_method(server, root, routes):
    for path in routes:
        for method in METHODS:
            if method == "GET" and any(stream in path for stream in STREAMS):
                continue
            answer = raw(server, path, method)
            said = answer.body.decode("latin-1") + str(answer.headers)
            assert answer.status < 500, (method, path, said[:200])
            assert leaks(server, root, said) == [], (method, path)
            if method not in ("GET", "HEAD", "POST", "OPTIONS"):
                assert answer.status in (0, 400, 401, 403, 404, 405), (method, path)


def test_no_stream_tells(server, root):
    for path in ("/queue/data?session_hash=x", "/upload_progress?upload_id=x", "/call/derain/x"):
        answer = raw(server, f"{API}{path}", "HEAD")
        assert answer.status in (200, 404, 405, 422)
        assert leaks(server, root, answer.body.decode("latin-1")) == []


FORCED = [
    ("GET", "/" + "x" * 4000),
    ("GET", "/%ff%fe"),
    ("GET", "/config?x=" + "y" * 8000),
    ("GET", "/theme.css/../../app.py"),
    ("GET", "/static/%00"),
    ("GET", "/assets/" + "a/" * 500),
    ("GET", f"{API}/info?all_endpoints=" + "x" * 500),
    ("GET", f"{API}/info?all_endpoints=true"),
    ("GET", f"{API}/queue/data"),
    ("GET", f"{API}/upload_progress"),
    ("GET", f"{API}/file="),
    ("GET", f"{API}/file=/"),
    ("GET", f"{API}/file=" + "/x" * 3000),
    ("GET", "/zh?__theme=%00&view=%ff"),
    ("GET", "/?__lang=" + "x" * 3000),
    ("GET", "/?job=../../etc/passwd&tab=finetune"),
    ("GET", "/config?deep_link=x"),
    ("GET", "/?deep_link=../../x"),
    ("GET", "/logout"),
    ("GET", "/login/huggingface"),
    ("GET", "/login/callback"),
    ("POST", f"{API}/cancel"),
    ("POST", f"{API}/reset"),
    ("POST", "/owner/login"),
    ("POST", f"{API}/queue/join"),
    ("POST", f"{API}/upload"),
    ("POST", f"{API}/component_server"),
    ("GET", f"{API}/app_id"),
    ("GET", f"{API}/heartbeat"),
    ("GET", "/robots.txt"),
    ("GET", "/favicon.ico"),
    ("GET", "/manifest.json"),
]


@pytest.mark.parametrize(("method", "target"), FORCED)
def test_an_error_tells_no_secret(server, root, method, target):
    answer = raw(server, target, method)
    said = answer.body.decode("latin-1") + str(answer.headers)
    assert answer.status < 500
    assert leaks(server, root, said) == []


def test_the_pages_configuration_tells_no_secret(server, root, visitor):
    for target in (
        "/",
        "/zh",
        "/config",
        f"{API}/info",
        f"{API}/startup-events",
        "/readyz",
    ):
        answer = visitor.get(target)
        assert answer.status_code == 200, target
        assert leaks(server, root, answer.text) == [], target
    assert visitor.get("/config").json()["show_error"] is False
