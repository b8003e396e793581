"""A small page mounted in an application of ours, asked without a network; and what listens."""

import socket

import gradio as gr
import pytest
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from ssidkd.services.settings import Settings
from ssidkd.ui import mounted
from ssidkd.ui.guard.guard import Guard
from ssidkd.ui.mounted import listen, mount_site, mounted_application
from ssidkd.ui.site import Site
from tests.ui.guard.conftest import Guarded

OURS, EVIL = "https://rain.example", "https://evil.example"
FILE = {"meta": {"_type": "gradio.FileData"}}


def small_site():
    """Return a page that gives a file back, with a route beside it."""

    async def beside(_request):
        return PlainTextResponse("beside")

    with gr.Blocks(analytics_enabled=False) as page:
        file = gr.File()
        file.upload(lambda path: path, file, file, api_name="same", queue=False)
    options = {"show_error": False, "run_history": False, "enable_monitoring": False}
    return Site(
        page=page.queue(api_open=False),
        options={**options, "max_file_size": 1000, "footer_links": []},
        guards=[Middleware(Guard, hosts=("rain.example",))],
        routes=[Route("/beside", beside)],
    )


@pytest.fixture(scope="module")
def page():
    """The page behind a guard of its own, as a visitor meets it."""
    guarded = Guarded()
    guarded.guard = mounted_application(small_site(), ("rain.example",))
    return guarded


def test_the_page_its_configuration_and_our_routes_are_served(page):
    assert "<!doctype html>" in page.ask("GET", "/").text
    config = page.ask("GET", "/config").json()
    assert (config["max_file_size"], config["footer_links"]) == (1000, [])
    assert page.ask("GET", "/beside").text == "beside"
    assert page.ask("GET", "/docs").status_code == 404


def test_only_our_own_names_may_read_answers(page):
    for origin, status in ((OURS, 200), (EVIL, 400), ("null", 400)):
        ask = {"origin": origin, "access-control-request-method": "POST"}
        preflight = page.ask("OPTIONS", "/gradio_api/queue/join", headers=ask)
        answer = page.ask("GET", "/config", headers=ask)
        assert preflight.status_code == status
        for one in (preflight, answer):
            allowed = one.headers.get("access-control-allow-origin")
            assert allowed == (origin if origin == OURS else None)
            assert "access-control-allow-credentials" not in one.headers


def test_a_file_that_is_no_upload_is_not_given_back(page, tmp_path):
    """Gradio 6.31 checks that only of a page that it has launched itself."""
    secret = tmp_path / "secret.txt"
    secret.write_text("canary")
    body = {"data": [{"path": str(secret), **FILE}]}
    answer = page.post("/gradio_api/run/same", json=body)
    assert answer.status_code >= 400
    assert "canary" not in answer.text
    assert "secret" not in answer.text


def test_without_a_port_the_first_free_one_is_taken(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setattr(mounted, "FIRST_PORT", port)
        with listen("127.0.0.1", None) as listener:
            assert port < listener.getsockname()[1] < port + mounted.PORTS
        with pytest.raises(OSError, match="in use"):
            listen("127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "begin"),
    [
        ("127.0.0.1", "http://127.0.0.1:"),
        ("0.0.0.0", "http://localhost:"),
        ("[::1]", "http://[::1]:"),
    ],
)
def test_the_address_is_one_that_a_browser_opens(host, begin):
    settings = Settings.from_environment({"SSIDKD_HOST": host})
    try:
        address, listener, _ = mount_site(small_site(), settings)
    except OSError:
        assert ":" in host, "only IPv6 may be missing on a machine"
        pytest.skip("this machine has no IPv6")
    listener.close()
    assert address.startswith(begin)
