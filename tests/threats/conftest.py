"""One server for all threats, strangers before it, and one that nobody may call."""

import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.threats.server import running
from tests.threats.visitor import Visitor

FULL = os.environ.get("SSIDKD_TEST_THREATS") == "full"
"""Whether every function is tried with everything; without, with a part that fits into minutes."""


@pytest.fixture(scope="session")
def server(root, tmp_path_factory):
    """The app as strangers meet it."""
    folder = tmp_path_factory.mktemp("threats")
    with running(root, folder, **AS_PUBLIC) as server:
        yield server


AS_PUBLIC = {"SSIDKD_PUBLIC": "yes", "SSIDKD_PROXIES": "1", "SSIDKD_HOSTS": "rain.example"}
"""Behind one proxy, so that tests can be many visitors."""


@pytest.fixture
def visitor(server):
    """Somebody with an address of their own."""
    with Visitor(server) as visitor:
        yield visitor


@pytest.fixture(autouse=True)
def _it_still_serves(request):
    """Whatever a test did, the next visitor is served, and no secret came into the log."""
    yield
    if "server" not in request.fixturenames:
        return
    server = request.getfixturevalue("server")
    with Visitor(server) as next_one:
        assert next_one.get("/healthz").json() == {"alive": True}
    said = server.log.read_text(errors="replace")
    assert not [secret for secret in server.secrets if secret in said]


@pytest.fixture
def canary():
    """A web server that nobody is to ask; yields its address and who asked."""
    asked = []

    class Canary(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def do_HEAD(self):
            self.do_GET()

        def do_POST(self):
            self.do_GET()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()
