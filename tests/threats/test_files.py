"""T1, T29, T30: files of the server are nobody's, whatever a path looks like."""

from itertools import product
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from tests.threats.leaks import leaks
from tests.threats.raw import raw
from tests.threats.visitor import API

NOT_SERVED = (400, 401, 403, 404, 405)
SPELLINGS = (
    "{path}", "/{path}", "//{path}", "file://{path}", "{up}{path}", "./{up}{path}", "{dots}{path}",
    "{dots2}{path}", "{mixed}{path}", "{path}%00", "{path}%00.png", "{path}/", "{path}/.",
    "{path}?x=1", "{path};a", "%2e{path}", "C:{path}", "..\\..\\..{path}", "{quoted}", "{quoted2}",
    " {path}", "{path}%20", "~{path}",
)  # fmt: skip
SCANNED = (Path(__file__).with_name("scanned.txt")).read_text().split()
"""What scanners of the whole Internet ask every server for, and what Gradio could have open."""
HARMLESS = {
    "gradio_api/token": b'{"token":null,"user":null}',
    "gradio_api/user": b"null",
    "gradio_api/app_id": None,
}
"""Of Gradio: who is signed in, which is nobody, and a random number; with what they say."""


def targets(server, root):
    """Return files that are there and have something to hide."""
    collection, job = server.data / "collection", server.data / "jobs" / server.others.job
    return [
        *("/etc/passwd", "/etc/hosts", "/proc/self/environ", "/proc/self/cmdline"),
        f"/proc/{server.process}/environ",
        *(root / name for name in ("app.py", "pyproject.toml", "assets/style")),
        *(server.others.secret, server.others.photo, server.log),
        *(collection / "collection.sqlite", collection / "donor.key"),
        *(job / "config.json", job / "result.safetensors"),
        server.pictures / "guessed" / "rain.png",
    ]


def paths(server, root):
    """Return the paths that are asked for, as they stand in the request line."""
    asked = [f"/{one}" for one in SCANNED]
    for target, spelling in product(targets(server, root), SPELLINGS):
        path = str(target)
        filled = spelling.format(
            path=path,
            up="../" * 12,
            dots="%2e%2e/" * 12,
            dots2="%252e%252e%252f" * 12,
            mixed="..%2f" * 12,
            quoted=quote(path, safe=""),
            quoted2=quote(quote(path, safe=""), safe=""),
        )
        asked.append(f"{API}/file={filled}")
    routes = (f"{API}/FILE=", f"{API}/file%3d", "/file=", f"{API}//file=", f"/zh{API}/file=")
    for route in (*routes, "/static/", "/assets/"):
        asked += [f"{route}/etc/passwd", f"{route}{server.others.secret}"]
    return asked


def open_paths(server, root, method="GET", headers=()):
    """Return the paths that were answered, and those whose answer holds what it may not."""
    found = []
    for target in paths(server, root):
        answer = raw(server, target, method, headers)
        said = answer.body.decode("latin-1") + str(answer.headers)
        told = HARMLESS.get(target[1:], b"")
        is_harmless = (
            answer.status == 200 and target[1:] in HARMLESS and told in (None, answer.body)
        )
        is_closed = answer.status in NOT_SERVED or is_harmless
        asked = unquote(unquote(target))  # Gradio repeats it in its refusal
        if not is_closed or [one for one in leaks(server, root, said) if one not in asked]:
            found.append((target, answer.status, said[:200]))
    return found


@pytest.mark.parametrize("method", ["GET", "HEAD", "Range"])
def test_no_file_but_uploads_results_and_examples_is_served(server, root, method):
    assert len(paths(server, root)) >= 120
    headers = (b"Range: bytes=0-99",) if method == "Range" else ()
    assert open_paths(server, root, "HEAD" if method == "HEAD" else "GET", headers) == []


def test_what_was_uploaded_is_served_so_the_form_of_the_paths_is_right(server, visitor):
    path = visitor.upload("rain.png", b"\x89PNG\r\n\x1a\n only its beginning")
    answer = raw(server, f"{API}/file={path}")
    assert (answer.status, answer.body[1:4]) == (200, b"PNG")
    assert raw(server, f"{API}/file={path}", headers=(b"Range: bytes=1-3",)).body == b"PNG"


def test_a_link_among_the_uploads_is_not_followed(server, root, visitor):
    """Somebody with a hand on this disk may lay one there; the page does not carry it out."""
    own = visitor.upload("rain.png", b"\x89PNG\r\n\x1a\n")
    folder = server.pictures / "laid-there"
    folder.mkdir(exist_ok=True)
    for number, target in enumerate(("/etc/passwd", server.others.secret)):
        link = folder / f"link{number}.png"
        link.symlink_to(target)
        answer = raw(server, f"{API}/file={link}")
        assert answer.status in NOT_SERVED, link
        assert leaks(server, root, answer.body.decode("latin-1")) == []
        link.unlink()
    assert raw(server, f"{API}/file={own}").status == 200
