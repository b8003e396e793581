"""A real server in a child process, and pages of it in a real browser."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.page_services import make_assets

SERVER = Path(__file__).with_name("serve_page.py")
# Gradio 6.31's own: it warns of what a browser without a display does not have.
KNOWN_CONSOLE = ("Method not implemented.",)
# And what it says of its open connections when the whole page is left for another address.
KNOWN_ON_LEAVING = (
    "AbortError: signal is aborted",
    "Unexpected error Connection errored out.",
    "Failed to load resource: net::ERR_INCOMPLETE_CHUNKED_ENCODING",
    "TypeError: network error",
)
START_SECONDS = 120


@pytest.fixture(scope="session")
def page_url(root, assets, tmp_path_factory):
    """Address of a page whose networks are tiny."""
    with tiny_page(root, assets, tmp_path_factory.mktemp("page")) as url:
        yield url


@contextmanager
def tiny_page(root, assets, folder):
    """Serve a page with tiny networks from a new process; yields its address."""
    made = folder / "assets"
    made.mkdir()
    make_assets(made, assets)
    port = free_port()
    places = [str(made), str(folder / "pictures"), str(port), str(folder / "data")]
    command = [sys.executable, str(SERVER), *places]
    with serving(command, port, folder / "server.log", PYTHONPATH=str(root)) as url:
        yield url


@contextmanager
def serving(command, port, log, **variables):
    """Run a server until the end of the block; yields its address once it answers."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", **variables}
    url = f"http://127.0.0.1:{port}/"
    with log.open("w") as output:
        server = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
        try:
            wait_until_up(url, server, log)
            yield url
        finally:
            server.terminate()
            server.wait(30)


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_until_up(url, server, log):
    until = time.monotonic() + START_SECONDS
    while not is_up(url):
        assert server.poll() is None, log.read_text()
        assert time.monotonic() < until, log.read_text()
        time.sleep(0.25)


def is_up(url):
    try:
        urllib.request.urlopen(url, timeout=5).close()
    except OSError:
        return False
    return True


@pytest.fixture
def open_page(browser, page_url):
    """Opens the page in a window of its own; anything it complains of fails the test."""
    complaints, contexts, visits = [], [], []

    def heard(message):
        if message.type in ("error", "warning") and message.text not in KNOWN_CONSOLE:
            complaints.append(message.text)

    def open_page(width=1280, height=900, path="", **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: visits.append(request.is_navigation_request()))
        page.goto(page_url + path, wait_until="domcontentloaded")
        page.locator("#pane-student .picture img").wait_for(state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    if sum(visits) > len(contexts):
        complaints = [one for one in complaints if not one.startswith(KNOWN_ON_LEAVING)]
    assert complaints == []


@pytest.fixture
def page(open_page):
    """The page in a desktop's window."""
    return open_page()


@pytest.fixture
def fresh_url(root, assets, tmp_path):
    """Address of another server process with the same assets, made anew."""
    with tiny_page(root, assets, tmp_path) as url:
        yield url
