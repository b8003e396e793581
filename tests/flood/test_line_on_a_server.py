"""The line before the networks, asked over HTTP as anybody could."""

import io
import json
import secrets
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from PIL import Image

from tests.browser.conftest import free_port, serving
from tests.page_services import make_assets, textured

SERVER = Path(__file__).with_name("serve_counted.py")
API = "gradio_api"
PLACES = 4
MOST_GROWTH = 64 << 20  # of the server's memory in a flood [bytes]
PATIENCE = 60  # until a test is given up [s]


class Caller:
    """Somebody who calls the server's programs directly."""

    def __init__(self, url, folder):
        self.folder = folder
        self.http = httpx.Client(base_url=url, timeout=PATIENCE)
        self.index = self._index_of("derain")
        self.photo = self._upload()

    def _index_of(self, name):
        config = self.http.get("config").json()
        return next(one["id"] for one in config["dependencies"] if one["api_name"] == name)

    def _upload(self):
        file = io.BytesIO()
        Image.fromarray(textured(96, 96)).save(file, "PNG")
        files = {"files": ("rain.png", file.getvalue(), "image/png")}
        path = self.http.post(f"{API}/upload", files=files).json()[0]
        return {"path": path, "meta": {"_type": "gradio.FileData"}}

    def join(self):
        """Ask for a picture; returns what is needed to cancel it."""
        session = secrets.token_hex(8)
        asked = {"data": [self.photo, "student", True], "session_hash": session}
        answer = self.http.post(f"{API}/queue/join", json={**asked, "fn_index": self.index})
        assert answer.status_code == 200, answer.text
        event = answer.json()["event_id"]
        return {"session_hash": session, "fn_index": self.index, "event_id": event}

    def cancel(self, event):
        self.http.post(f"{API}/cancel", json=event).raise_for_status()

    def answer(self, event):
        """Return what an event ends with."""
        stream = {"params": {"session_hash": event["session_hash"]}}
        with self.http.stream("GET", f"{API}/queue/data", **stream) as lines:
            for line in lines.iter_lines():
                message = json.loads(line.removeprefix("data:")) if line else {}
                if message.get("msg") == "process_completed":
                    return message
        raise AssertionError("the stream ended without an answer")

    def news(self):
        return json.loads((self.folder / "news.json").read_text())

    def until(self, **wanted):
        """Wait until the server's news say this."""
        give_up = time.monotonic() + PATIENCE
        while not wanted.items() <= self.news().items():
            assert time.monotonic() < give_up, self.news()
            time.sleep(0.05)

    @contextmanager
    def no_pass_ends(self):
        hold = self.folder / "hold"
        hold.touch()
        try:
            yield
        finally:
            hold.unlink()


@contextmanager
def counted_server(root, assets, folder, *options):
    (folder / "assets").mkdir()
    make_assets(folder / "assets", assets)
    port = free_port()
    command = [sys.executable, str(SERVER), str(folder / "assets"), str(folder), str(port)]
    with serving([*command, *options], port, folder / "log", PYTHONPATH=str(root)) as url:
        yield Caller(url, folder)


@pytest.fixture(scope="module")
def caller(root, assets, tmp_path_factory):
    folder = tmp_path_factory.mktemp("counted")
    with counted_server(root, assets, folder, str(PLACES)) as caller:
        yield caller


def flood(caller, times, each_works=False):
    """Ask and cancel again and again while no pass ends; returns the most there were at once.

    A call is cancelled when it has its place; with `each_works`, when its pass has begun.
    """
    arrived = caller.news()["arrived"]
    with caller.no_pass_ends():
        for number in range(1, times + 1):
            event = caller.join()
            caller.until(arrived=arrived + number, **({"running": number} if each_works else {}))
            caller.cancel(event)
    caller.until(running=0, taken=0)
    return caller.news()["most"]


def test_no_flood_of_cancelled_calls_makes_more_passes_run_at_once_or_takes_memory(caller):
    assert caller.answer(caller.join())["success"]
    before = caller.news()["pages"]
    assert flood(caller, 20) == 1
    assert (caller.news()["pages"] - before) * 4096 < MOST_GROWTH
    assert caller.answer(caller.join())["success"]


def test_without_the_line_every_cancelled_call_goes_on_beside_the_others(root, assets, tmp_path):
    with counted_server(root, assets, tmp_path, "1000", "unguarded") as caller:
        assert flood(caller, 20, each_works=True) == 20


def test_who_finds_no_place_is_told_at_once_when_to_come_back(caller):
    with caller.no_pass_ends():
        events = [caller.join() for _ in range(PLACES)]
        caller.until(taken=PLACES, working=1)
        refused = caller.answer(caller.join())
        assert not refused["success"]
        error = refused["output"]
        assert error["title"] == "Busy"
        assert error["error"].startswith("The server is busy. Try again in about ")
        assert f" {error['duration']} seconds." in error["error"]
    assert all(caller.answer(event)["success"] for event in events)


def test_a_call_that_is_cancelled_while_it_waits_gives_its_place_back(caller):
    with caller.no_pass_ends():
        events = [caller.join() for _ in range(PLACES)]
        caller.until(taken=PLACES, working=1)
        caller.cancel(events[-1])
        caller.until(taken=PLACES - 1)
    assert all(caller.answer(event)["success"] for event in events[:-1])
    caller.until(taken=0)


def test_nothing_of_it_is_an_error_of_the_server(caller):
    log = (caller.folder / "log").read_text()
    assert "Traceback" not in log
    assert "ERROR" not in log
