"""Memory, open files and file sizes run out under the real app; the next request finds it well."""

import resource
import socket

import pytest

from tests.faults.faults import address_space, limited, open_descriptors
from tests.faults.running_app import PATIENCE, png

MEGABYTE = 1 << 20
LARGE = 1024
"""Side of a photo [px] that takes more memory to derain than is left."""


def test_a_photo_that_finds_no_memory_is_a_sentence_and_the_next_one_is_derained(app):
    large = app.uploaded(png(LARGE))
    with limited(app.process, resource.RLIMIT_AS, address_space(app.process) + 40 * MEGABYTE):
        said, message = app.derain(large)
        assert app.client.get("/healthz").status_code == 200
    assert said == "error"
    assert "memory" in str(message)
    app.assert_derains()
    assert app.derain(large)[0] == "complete"


def test_when_no_file_can_be_opened_visitors_wait_and_are_served_again(app):
    most = open_descriptors(app.process) + 4
    with limited(app.process, resource.RLIMIT_NOFILE, most):
        idle = [socket.create_connection(("127.0.0.1", app.port)) for _ in range(40)]
        late = socket.create_connection(("127.0.0.1", app.port))
        late.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
        late.settimeout(1)
        with pytest.raises(TimeoutError):
            late.recv(1)
        for one in idle:
            one.close()
    late.settimeout(PATIENCE)
    assert late.recv(9).startswith(b"HTTP/1.")
    late.close()
    app.assert_derains()


def test_a_limit_on_the_size_of_files_is_met_as_a_full_disk(app, given):
    file, identity = app.uploaded(png(128)), given.pop()
    with limited(app.process, resource.RLIMIT_FSIZE, 100):
        said, message = app.derain(file)
        assert "error" in app.decide(identity, "accept")
    assert said == "error"
    assert "disk is full" in str(message)
    app.assert_derains()
    assert app.decide(identity, "accept")["photo"]["state"] == "reviewed"
