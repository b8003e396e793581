"""Whether the server says truly that it is alive and ready."""

import pytest
from starlette.applications import Starlette

from ssidkd.ui.guard.health import FEWEST_BYTES, Readiness, health_routes, readiness
from tests.ui.guard.conftest import Guarded

READY = {"networks": "ready", "data_folder": True, "disk": True, "stays": True}
GOOD = Readiness(**READY)


def served(state):
    return Guarded(Starlette(routes=list(health_routes(lambda: state))))


def test_a_server_in_good_health_is_alive_and_ready():
    for path, content in (
        ("/healthz", {"alive": True}),
        ("/readyz", {"ready": True, **READY}),
    ):
        answer = served(GOOD).ask("GET", path)
        assert (answer.status_code, answer.json()) == (200, content)
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "change",
    [
        {"networks": "loading"},
        {"networks": "failed"},
        {"data_folder": False},
        {"disk": False},
        {"stays": False},
    ],
)
def test_a_server_that_lacks_something_is_alive_and_not_ready(change):
    lacking = Readiness(**{**READY, **change})
    answer = served(lacking).ask("GET", "/readyz")
    assert answer.status_code == 503
    assert answer.json().items() >= {"ready": False, **change}.items()
    assert served(lacking).ask("GET", "/healthz").status_code == 200


def test_the_data_folder_may_still_have_to_be_made_and_has_to_be_a_folder(tmp_path):
    assert readiness("ready", tmp_path / "a" / "b") == GOOD
    file = tmp_path / "file"
    file.touch()
    assert not readiness("ready", file).data_folder
    assert not readiness("ready", file / "a").data_folder


def test_a_full_disk_is_noticed(tmp_path):
    for free, is_enough in ((FEWEST_BYTES, True), (FEWEST_BYTES - 1, False)):
        assert readiness("ready", tmp_path, lambda _, free=free: free).disk is is_enough


def test_a_server_that_is_to_end_says_so(tmp_path):
    assert not readiness("ready", tmp_path, is_ending=True).is_ready
