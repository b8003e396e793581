"""T5, T32: what visitors sent is served as a picture or as a download, never as a page."""

import pytest

from tests.threats.raw import raw
from tests.threats.visitor import API

SCRIPT = b"<script>alert(document.domain)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
HOSTILE = {
    "page.html": SCRIPT,
    "page.png": SCRIPT,
    "page.jpg": b"<!DOCTYPE html><html><body>" + SCRIPT,
    "drawing.svg": SVG,
    "drawing.png": SVG,
    "script.js": b"alert(1)",
    "sheet.css": b"body{background:url(javascript:alert(1))}",
    "page.xhtml": b'<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>',
    "feed.xml": b'<?xml version="1.0"?><x xmlns="http://www.w3.org/1999/xhtml">' + SCRIPT + b"</x>",
    "comment.jpg": b"\xff\xd8\xff\xfe\x00\x2c" + SCRIPT + b"\xff\xd9",
    "app.mhtml": b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + SCRIPT,
    "paper.pdf": b"%PDF-1.4\n" + SCRIPT,
    "noending": SCRIPT,
    "<img src=x onerror=alert(1)>.png": SCRIPT,
}
SAFE = ("image/png", "image/jpeg", "image/webp", "image/gif", "image/avif")


@pytest.mark.parametrize("name", HOSTILE)
def test_an_upload_is_served_as_a_picture_or_to_be_saved(server, visitor, name):
    path = visitor.upload(name, HOSTILE[name])
    answer = visitor.get(f"{API}/file={path}")
    assert answer.status_code == 200
    assert answer.headers["x-content-type-options"] == "nosniff"
    is_picture = answer.headers["content-type"].split(";")[0] in SAFE
    assert is_picture or answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.browser
def test_a_browser_runs_nothing_of_an_upload(server, visitor, browser):
    context = browser.new_context()
    page = context.new_page()
    heard = []
    page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    for name, content in HOSTILE.items():
        path = visitor.upload(name, content)
        page.goto("about:blank")
        page.evaluate(
            "address => { location.href = address }", f"{server.url}gradio_api/file={path}"
        )
        page.wait_for_timeout(100)
    page.goto("about:blank")
    with page.expect_event("dialog"):
        page.evaluate("setTimeout(() => alert('the control'))")
    context.close()
    assert heard == ["the control"]


@pytest.mark.parametrize("target", ["/", "/zh", "/config", "/owner/login", "/healthz", "/nothing"])
def test_only_the_hub_may_lay_the_page_into_another(server, target):
    policy = raw(server, target).headers["content-security-policy"]
    (ancestors,) = [part for part in policy.split(";") if "frame-ancestors" in part]
    allowed = set(ancestors.split()[1:])
    assert allowed <= {"'self'", "https://huggingface.co", "https://*.hf.space"}
    if target.startswith("/owner"):
        assert "https://*.hf.space" not in allowed
