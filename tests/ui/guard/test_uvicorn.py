"""The guard behind the real server of the page, whose own ideas of who asks must not matter."""

import threading
import time

import httpx
import pytest
import uvicorn

from ssidkd.ui.guard.admission import Admission, AdmissionLimits
from ssidkd.ui.guard.guard import Guard
from tests.ui.guard.conftest import JOIN, SMALL, UPLOAD, echo_app


@pytest.fixture
def url():
    """Address of a guarded application that lets each visitor ask three times a minute."""
    admission = Admission(AdmissionLimits(visitor_minute=3))
    guard = Guard(echo_app(), limits=SMALL, admission=admission)
    server = uvicorn.Server(uvicorn.Config(guard, port=0, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def test_a_header_that_changes_each_time_does_not_help(url):
    answers = [
        httpx.post(url + JOIN, headers={"x-forwarded-for": f"198.51.100.{last}"}).status_code
        for last in range(8)
    ]
    assert answers == [200] * 3 + [429] * 5


def test_a_body_without_a_length_is_counted(url):
    pieces = (b"x" * 1000 for _ in range(20))
    assert httpx.post(url + UPLOAD, content=pieces).status_code == 413
    assert httpx.post(url + UPLOAD, content=iter([b"x"] * 20)).json()["bytes"] == 20
