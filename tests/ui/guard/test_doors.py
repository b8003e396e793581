"""Paths, senders, names and headers: what is refused before anything is read."""

import pytest

from tests.ui.guard.conftest import JOIN, Guarded, sentence

CLOSED = [
    "/gradio_api/file=http://169.254.169.254/",
    "/gradio_api/file=https%3A%2F%2Fexample.com",
    "/gradio_api/file=HTTP://example.com",
    "/gradio_api/file=%20http://example.com",
    "/gradio_api/file=ftp://example.com",
    "/gradio_api/file=//example.com/a",
    "/gradio_api/file/http://example.com",
    "/gradio_api/proxy=https://example.com",
    "/proxy=https://example.com",
    "/gradio_api/monitoring",
    "/monitoring/summary",
    "/pwa_icon",
    "/pwa_icon/8000",
    "/gradio_api/dev/reload",
    "/gradio_api/vibe-edit/",
    "/gradio_api/profiling/traces",
    "/gradio_api/run-history/buckets",
    "/gradio_api/runs",
    "/gradio_api/stream/x",
    "/gradio_api/process_recording",
    "/gradio_api/custom_component/1/client/component/index.js",
    "/gradio_api/openapi.json",
    "/docs",
    "/Docs/",
    "/gradio_api//runs",
    "/docs/oauth2-redirect",
    "/redoc",
    "/openapi.json",
    "/.env",
    "/.git/config",
    "/static/.htpasswd",
    "/a/..%2f.ssh/id_rsa",
    "/%2eenv",
    "/assets/" + "a" * 256,
    "/static/" + "%C3%A9" * 128,
]
OPEN = [
    "/",
    "/config",
    "/theme.css",
    "/robots.txt",
    "/manifest.json",
    "/favicon.ico",
    "/assets/index-1.js",
    "/static/img/logo.svg",
    "/gradio_api/info",
    "/gradio_api/heartbeat/abc",
    "/gradio_api/file=/srv/.cache/app/assets/examples/street.jpg",
    "/gradio_api/file=C:/pictures/a.png",
    "/gradio_api/queue/data",
    "/login/huggingface",
    "/owner/",
    "/documents",
    "/assets/" + "a" * 255,
]


@pytest.mark.parametrize("path", CLOSED)
def test_a_closed_path_is_not_there_for_anybody(guarded, path):
    for method in ("GET", "HEAD", "POST", "PUT", "DELETE"):
        answer = guarded.ask(method, path)
        assert answer.status_code == 404, method
        assert bool(answer.content) == (method != "HEAD")
    assert sentence(guarded.ask("GET", path)) == "There is nothing here."


@pytest.mark.parametrize("path", OPEN)
def test_what_the_page_needs_is_there(guarded, path):
    assert guarded.ask("GET", path).status_code == 200


@pytest.mark.parametrize("path", ["/docs", "/gradio_api/proxy=x"])
def test_a_root_path_opens_nothing(guarded, path):
    async def below(scope, receive, send):
        await guarded.guard({**scope, "root_path": "/rain"}, receive, send)

    outer = Guarded(below)
    # Servers that put the root path before the path, and servers that do not.
    assert outer.ask("GET", f"/rain{path}").status_code == 404
    assert outer.ask("GET", path).status_code == 404
    assert outer.ask("GET", "/rain/config").status_code == 200


@pytest.mark.parametrize(
    ("headers", "is_ours"),
    [
        ({}, True),  # a program
        ({"origin": "http://rain.example"}, True),
        ({"origin": "http://RAIN.example"}, True),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "http://rain.example.evil.example"}, False),
        ({"origin": "http://rain.example:81"}, False),
        ({"origin": "null"}, False),
        ({"origin": ""}, False),
        ({"sec-fetch-site": "same-origin", "origin": "https://seen-by-the-proxy.example"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "same-site", "origin": "http://rain.example"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "http://rain.example"}, False),
    ],
    ids=str,
)
def test_only_our_own_page_may_change_something(guarded, headers, is_ours):
    for method in ("POST", "PUT", "DELETE"):
        answer = guarded.ask(method, JOIN, headers=headers)
        assert answer.status_code == (200 if is_ours else 403), method
    assert guarded.ask("GET", "/config", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("rain.example", 200),
        ("Rain.Example:7860", 200),
        ("rain.example.", 200),
        ("localhost:7860", 200),
        ("127.0.0.1", 200),
        ("[::1]:7860", 200),
        ("10.1.2.3:7860", 200),
        ("evil.example", 400),
        ("rain.example.evil.example", 400),
        ("8.8.8.8", 400),
        ("rain.example@evil.example", 400),
        ("[", 400),
        ("", 400),
    ],
)
def test_a_server_with_names_answers_to_no_other(guarded, host, status):
    named = Guarded(hosts=("rain.example",))
    assert named.ask("GET", "/config", headers={"host": host}).status_code == status
    assert guarded.ask("GET", "/config", headers={"host": host}).status_code == 200


def test_a_proxys_word_for_our_name_is_kept_only_if_it_is_ours():
    named = Guarded(hosts=("rain.example",))
    for told, kept in (("rain.example", True), ("evil.example", False), ("evil, rain.example", 0)):
        heard = named.ask("GET", "/", headers={"x-forwarded-host": told}).json()["headers"]
        assert ("x-forwarded-host" in heard) == bool(kept), told


def test_headers_have_a_limit_of_their_own(guarded):
    assert guarded.ask("GET", "/", headers={"x-long": "x" * 1000}).status_code == 200
    answer = guarded.ask("GET", "/", headers={"x-long": "x" * 2000})
    assert (answer.status_code, sentence(answer)) == (
        431, "The headers of this request are too large."
    )  # fmt: skip


def test_every_answer_has_our_headers_refusals_too(guarded):
    for answer in (guarded.ask("GET", "/"), guarded.ask("GET", "/docs")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
        policy = answer.headers["content-security-policy"].split("; ")
        assert "object-src 'none'" in policy
        assert "frame-ancestors 'self' https://huggingface.co https://*.hf.space" in policy


def test_a_stricter_policy_of_a_page_is_kept():
    async def app(scope, receive, send):
        headers = [(b"content-security-policy", b"default-src 'none'")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body"})

    answer = Guarded(app).ask("GET", "/owner/")
    assert answer.headers.get_list("content-security-policy") == ["default-src 'none'"]
