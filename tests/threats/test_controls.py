"""The control: without our guards, the same requests do what the other tests say they do not."""

import pytest

from tests.threats.conftest import AS_PUBLIC, FULL
from tests.threats.raw import raw
from tests.threats.server import running
from tests.threats.test_files import open_paths
from tests.threats.test_functions import failures
from tests.threats.test_requests import EVIL, JSON
from tests.threats.visitor import API, Visitor

pytestmark = pytest.mark.skipif(not FULL, reason="SSIDKD_TEST_THREATS=full starts another server")


@pytest.fixture(scope="module")
def unguarded(root, tmp_path_factory):
    """The app without its guards."""
    folder = tmp_path_factory.mktemp("unguarded")
    with running(root, folder, program="tests/threats/unguarded_app.py", **AS_PUBLIC) as server:
        yield server


def test_paths_are_open(unguarded, root):
    assert open_paths(unguarded, root)


def test_foreign_pages_and_names_and_large_bodies_pass(unguarded):
    body = b'{"data": [], "fn_index": 156, "session_hash": "a"}'
    assert raw(unguarded, f"{API}/queue/join", "POST", (*EVIL[:1], *JSON), body).status == 200
    assert raw(unguarded, "/", host="evil.example").status == 200
    large = body[:-1] + b', "x": "' + b"x" * 400_000 + b'"}'
    assert raw(unguarded, f"{API}/queue/join", "POST", JSON, large).status == 200


def test_functions_fail(unguarded, root):
    with Visitor(unguarded) as visitor:
        assert failures(unguarded, root, visitor, payloads=2)
