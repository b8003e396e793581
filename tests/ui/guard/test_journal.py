"""What the log tells of requests."""

import logging

import pytest

from ssidkd.services.logs import FIELDS
from ssidkd.ui.guard.journal import DAY, DailyNames, Journal
from ssidkd.ui.guard.paths import route_group
from tests.ui.guard.conftest import Guarded, echo_app


@pytest.mark.parametrize(
    ("path", "group"),
    [
        ("/", "/"),
        ("/zh", "/zh"),
        ("/assets/index-1.js", "/assets"),
        ("/owner/photos/12", "/owner"),
        ("/gradio_api/file=/tmp/gradio/0a/Maria.jpg", "/gradio_api/file"),
        ("/gradio_api/upload", "/gradio_api/upload"),
        ("/gradio_api/queue/join", "/gradio_api/queue/join"),
        ("/gradio_api/queue/Maria", "/gradio_api/queue"),
        ("/gradio_api/heartbeat/Maria", "/gradio_api/heartbeat"),
        ("/gradio_api/call/Maria/Maria", "/gradio_api/call"),
        ("/gradio_api/Maria", "other"),
        ("/gradio_apiMaria", "other"),
        ("/Maria.jpg", "other"),
    ],
)
def test_a_route_is_named_by_what_we_know_and_not_by_what_a_visitor_wrote(path, group):
    assert route_group(path) == group


def requests(app, *asked, **options):
    """Return what is told of requests."""
    served = Guarded()
    served.guard = Journal(app, **options)
    for method, path, more in asked:
        served.ask(method, path, **more)


def fields_of(caplog):
    return [getattr(record, FIELDS) for record in caplog.records if record.msg == "request"]


def test_a_request_is_told_by_method_route_status_and_time(caplog):
    caplog.set_level(logging.INFO)
    requests(
        echo_app(),
        ("GET", "/config?who=Maria", {"headers": {"x-name": "Maria"}}),
        ("MARIA", "/Maria", {}),
    )
    first, second = fields_of(caplog)
    assert {**first, "ms": 0, "visitor": ""} == {
        "method": "GET", "route": "/config", "status": 200, "ms": 0, "visitor": ""
    }  # fmt: skip
    assert (second["method"], second["route"], second["status"]) == ("other", "other", 405)
    assert first["ms"] >= 0
    assert "Maria" not in str(fields_of(caplog))
    assert "203.0.113" not in str(fields_of(caplog))


def test_a_failure_is_an_error_and_a_health_check_is_not_worth_a_line(caplog):
    async def app(scope, receive, send):
        raise KeyError("x")

    caplog.set_level(logging.INFO)
    with pytest.raises(KeyError):
        requests(app, ("GET", "/config", {}))
    requests(echo_app(), ("GET", "/healthz", {}), ("GET", "/readyz", {}))
    (record,) = [record for record in caplog.records if record.msg == "request"]
    assert (record.levelno, getattr(record, FIELDS)["status"]) == (logging.ERROR, 500)


def test_a_visitor_has_one_name_a_day_and_another_one_the_next():
    clock = [0.0]
    names, others = DailyNames(lambda: clock[0]), DailyNames(lambda: clock[0])
    first = names.of("203.0.113.7")
    clock[0] = DAY - 1
    assert names.of("203.0.113.7") == first
    assert names.of("203.0.113.8") != first
    assert others.of("203.0.113.7") != first  # another process, another salt
    clock[0] = DAY
    assert names.of("203.0.113.7") != first
