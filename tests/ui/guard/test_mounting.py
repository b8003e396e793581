"""Which guards a machine gets from its settings."""

import pytest
from starlette.applications import Starlette

from ssidkd.services.settings import Settings
from ssidkd.ui.guard.front_pages import FrontPages
from ssidkd.ui.guard.guard import Guard
from ssidkd.ui.guard.joins import JoinsAfterCloses
from ssidkd.ui.guard.journal import Journal
from ssidkd.ui.guard.limits import RequestLimits
from ssidkd.ui.guard.mounting import guards
from tests.ui.guard.conftest import JOIN, Guarded, echo_app

SPACE = {"SPACE_ID": "a/b", "SPACE_HOST": "a-b.hf.space"}


def server(**environ):
    """Return the small application as a machine with these settings would serve it."""
    settings = Settings.from_environment(environ)
    app = Starlette(routes=echo_app().routes, middleware=list(guards(settings)))
    served = Guarded()
    served.guard = app
    return served


@pytest.mark.parametrize("environ", [{}, {"SSIDKD_PUBLIC": "yes"}])
def test_every_machine_has_the_guard_with_its_full_limits(environ):
    most = RequestLimits().body_bytes
    served = server(**environ)
    assert served.post(content=b"x" * most).status_code == 200
    assert served.post(content=b"x" * (most + 1)).status_code == 413
    assert served.ask("GET", "/docs").status_code == 404


def test_strangers_are_counted_and_the_owner_of_a_laptop_is_not():
    def has_limits(**environ):
        guard = next(one for one in guards(Settings.from_environment(environ)) if one.cls is Guard)
        return guard.kwargs["admission"] is not None

    assert [has_limits(), has_limits(SSIDKD_PUBLIC="yes"), has_limits(**SPACE)] == [0, 1, 1]


def test_a_space_answers_to_its_name_and_to_health_checks_only():
    hosts = ("a-b.hf.space", "10.20.30.40:7860", "127.0.0.1:7860", "evil.example")
    statuses = [server(**SPACE).post(JOIN, headers={"host": host}).status_code for host in hosts]
    assert statuses == [200, 200, 200, 400]
    assert server().post(JOIN, headers={"host": "evil.example"}).status_code == 200


def test_requests_are_written_down_where_the_log_is_for_machines():
    def layers(**environ):
        return [one.cls for one in guards(Settings.from_environment(environ))]

    inner = [Guard, JoinsAfterCloses, FrontPages]
    assert layers() == inner
    assert layers(SSIDKD_PUBLIC="yes") == layers(SSIDKD_LOG="json") == [Journal, *inner]
