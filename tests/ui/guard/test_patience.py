"""Requests that come slowly, through real sockets."""

import pytest

from ssidkd.ui.guard.admission import Admission, AdmissionLimits
from ssidkd.ui.guard.guard import Guard
from ssidkd.ui.guard.patience import Patience
from tests.ui.guard.conftest import JOIN, SMALL, UPLOAD, echo_app, served
from tests.ui.guard.sockets import connected, drip, head, is_closed, status_of

PATHS = (JOIN, UPLOAD, "/owner/decisions")


def port_of(**patience):
    """Serve an application that lets each visitor have one request at a time."""
    limits = {"silent_seconds": 60, "body_seconds": 60, "upload_seconds": 60, **patience}
    admission = Admission(AdmissionLimits(in_flight=1))
    return served(Guard(echo_app(), limits=SMALL, patience=Patience(**limits), admission=admission))


@pytest.fixture(scope="module")
def silent_port():
    with port_of(silent_seconds=0.5) as port:
        yield port


@pytest.fixture(scope="module")
def slow_port():
    with port_of(body_seconds=0.5, upload_seconds=0.5) as port:
        yield port


def asked(port):
    """Return the status of a request that comes at once."""
    with connected(port) as connection:
        connection.sendall(head("POST", JOIN, content_length=2, connection="close") + b"{}")
        return status_of(connection)


@pytest.mark.parametrize("path", PATHS)
def test_a_body_that_stops_coming_is_ended_and_its_place_is_free(silent_port, path):
    with connected(silent_port) as connection:
        connection.sendall(head("POST", path, content_length=100) + b"half of")
        assert status_of(connection) == 408
        assert is_closed(connection)
    assert asked(silent_port) == 200


@pytest.mark.parametrize("path", PATHS)
def test_a_body_that_drips_is_ended_and_its_place_is_free(slow_port, path):
    with connected(slow_port) as connection:
        connection.sendall(head("POST", path, content_length=1000))
        assert drip(connection) < 400
        assert status_of(connection) == 408
        assert is_closed(connection)
    assert asked(slow_port) == 200


def test_a_body_in_chunks_without_an_end_is_ended(slow_port):
    with connected(slow_port) as connection:
        connection.sendall(head("POST", JOIN, transfer_encoding="chunked"))
        drip(connection, b"1\r\nx\r\n")
        assert status_of(connection) == 408


def test_a_slow_request_holds_its_place_until_then():
    with port_of() as port, connected(port) as connection:
        connection.sendall(head("POST", JOIN, content_length=4))
        while asked(port) == 200:  # until the server has read the head
            pass
        assert asked(port) == 429
        connection.sendall(b"null")
        assert status_of(connection) == 200
        assert asked(port) == 200


def test_an_answer_may_take_longer_than_a_body(silent_port):
    """The news that an application waits for after a body have no limit of time."""
    with connected(silent_port) as connection:
        connection.sendall(head("POST", JOIN, content_length=2) + b"{}")
        assert status_of(connection) == 200
