"""The guard behind the real server of the page, whose own ideas of who asks must not matter."""

import httpx
import pytest

from ssidkd.ui.guard.admission import Admission, AdmissionLimits
from ssidkd.ui.guard.guard import Guard
from tests.ui.guard.conftest import JOIN, SMALL, UPLOAD, echo_app, served


@pytest.fixture
def url():
    """Address of a guarded application that lets each visitor ask three times a minute."""
    admission = Admission(AdmissionLimits(visitor_minute=3))
    guard = Guard(echo_app(), limits=SMALL, admission=admission)
    with served(guard) as port:
        yield f"http://127.0.0.1:{port}"


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
