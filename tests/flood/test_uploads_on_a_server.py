"""The folder of uploads under a flood; SSIDKD_TEST_UPLOADS says how many, a tenth broken off."""

import io
import os
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from PIL import Image

from tests.browser.conftest import free_port, serving
from tests.flood.serve_swept import MOST_BYTES
from tests.page_services import make_assets, textured

SERVER = Path(__file__).with_name("serve_swept.py")
UPLOADS = int(os.environ.get("SSIDKD_TEST_UPLOADS", "300"))
AT_ONCE = 20  # files of one request
SIZE = 2000
PATIENCE = 120  # until a test is given up [s]
HEAD = (
    "POST /gradio_api/upload HTTP/1.1\r\nHost: {host}\r\nContent-Type: multipart/form-data; "
    "boundary=cut\r\nContent-Length: {length}\r\n\r\n--cut\r\nContent-Disposition: form-data; "
    'name="files"; filename="half.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
)


@pytest.fixture(scope="module")
def server(root, assets, tmp_path_factory):
    """Address and folder of a server whose folder of uploads takes few bytes."""
    folder = tmp_path_factory.mktemp("swept")
    (folder / "assets").mkdir()
    make_assets(folder / "assets", assets)
    port = free_port()
    command = [sys.executable, str(SERVER), str(folder / "assets"), str(folder), str(port)]
    with serving(command, port, folder / "log", PYTHONPATH=str(root)) as url:
        yield url, folder / "uploads"


def send(client, contents):
    files = [("files", (f"{n}.jpg", content, "image/jpeg")) for n, content in enumerate(contents)]
    answer = client.post("gradio_api/upload", files=files)
    assert answer.status_code == 200, answer.text
    return answer.json()


def break_off(url, folder, size=50_000):
    """Send half of an upload, and hang up when the server has begun to write it."""
    place, before = urlsplit(url), set(unfinished(folder))
    with socket.create_connection((place.hostname, place.port), timeout=PATIENCE) as half:
        half.sendall(HEAD.format(host=place.netloc, length=2 * size).encode() + bytes(size))
        until(lambda: set(unfinished(folder)) - before, folder, every=0.01)


def state(folder):
    """Return how many files and folders there are, and how many bytes; they may go meanwhile."""
    files, folders, size = 0, -1, 0
    for parent, _, names in os.walk(folder):
        folders += 1
        for name in names:
            with suppress(OSError):
                size += Path(parent, name).lstat().st_size
                files += 1
    return files, folders, size


def pictures(folder):
    """Return how many pictures there are that the page shows."""
    return sum(name.endswith(".png") for _, _, names in os.walk(folder) for name in names)


def until(is_so, folder, every=0.2):
    give_up = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < give_up, state(folder)
        time.sleep(every)


def unfinished(folder):
    return list(folder.glob("tmp*"))


def test_a_broken_off_upload_is_removed(server):
    url, folder = server
    log = folder.parent / "log"
    break_off(url, folder)
    until(lambda: not unfinished(folder), folder)
    assert "uploads: 1 files removed" in log.read_text()


def test_after_a_flood_of_uploads_no_more_is_left_than_may_be(server, record_property):
    url, folder = server
    broken, sent = UPLOADS // 10, 0
    with httpx.Client(base_url=url, timeout=PATIENCE) as client:
        kept = pictures(folder)  # what the page shows
        for start in range(0, UPLOADS - broken, AT_ONCE):
            count = min(AT_ONCE, UPLOADS - broken - start)
            send(client, [b"%d" % (start + n) + bytes(SIZE) for n in range(count)])
            sent += count
            for _ in range(count // 9 + (start % 9 == 0)):
                if broken:
                    break_off(url, folder)
                    broken -= 1
        until(lambda: state(folder)[2] <= MOST_BYTES and not unfinished(folder), folder)
        until(lambda: state(folder)[1] <= state(folder)[0], folder)  # no empty folders
        assert pictures(folder) == kept
        record_property("sent", sent)
        record_property("left: files, folders, bytes", state(folder))
        assert client.get("").status_code == 200
        photo = io.BytesIO()
        Image.fromarray(textured(96, 96)).save(photo, "PNG")
        path = send(client, [photo.getvalue()])[0]
        assert derained(client, path)


def derained(client, path):
    """Return what the server makes of an upload."""
    photo = {"path": path, "meta": {"_type": "gradio.FileData"}}
    asked = client.post("gradio_api/call/derain", json={"data": [photo, "student", True]})
    answer = client.get(f"gradio_api/call/derain/{asked.json()['event_id']}")
    return "event: complete" in answer.text


def test_nothing_of_it_is_an_error_of_the_server(server):
    log = (server[1].parent / "log").read_text()
    assert "could not be tidied" not in log
    assert "ERROR" not in log
