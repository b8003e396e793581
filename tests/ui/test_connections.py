"""Connections without a request, through real sockets."""

import pytest
import uvicorn

from ssidkd.ui import connections
from ssidkd.ui.connections import CONNECTIONS, HEAD_BYTES, PatientProtocol, limit_connections
from tests.ui.guard.conftest import echo_app, served
from tests.ui.guard.sockets import connected, drip, head, is_closed, status_of


@pytest.fixture
def port(monkeypatch):
    """A server that waits half a second for a request's head, and long for the next one."""
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.5)
    with served(echo_app(), http=PatientProtocol, timeout_keep_alive=3600) as port:
        yield port


@pytest.mark.parametrize("begun", [b"", b"GE", b"GET / HTTP/1.1\r\nhost: a\r\nx-long: "])
def test_a_connection_without_a_request_is_closed(port, begun):
    with connected(port) as connection:
        connection.sendall(begun)
        assert is_closed(connection)


def test_a_head_that_drips_is_closed(port):
    with connected(port) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nx-long: ")
        assert drip(connection) < 400


def test_a_second_head_that_drips_is_closed_too(port):
    with connected(port) as connection:
        connection.sendall(head("GET", "/"))
        assert status_of(connection) == 200
        drip(connection, b"G")
        assert is_closed(connection)


def test_a_request_that_takes_its_time_to_come_keeps_its_connection(port):
    """Its body is the guard's: see tests/ui/guard/test_patience.py."""
    with connected(port) as connection:
        connection.sendall(head("POST", "/", content_length=30))
        sent = drip(connection, b"x", most=30)
        assert sent == 30
        assert status_of(connection) == 200


def test_both_forms_of_serving_get_the_same_limits():
    config = uvicorn.Config(echo_app())
    limit_connections(config)
    assert config.limit_concurrency == CONNECTIONS
    assert config.h11_max_incomplete_event_size == HEAD_BYTES
    assert config.timeout_graceful_shutdown == connections.CLOSE_SECONDS
