"""Failures: those that Gradio blames on itself and others, and those that have to be seen."""

import gradio as gr
import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route

from ssidkd.ui.guard.causes import note_errors_of, noted_errors
from tests.ui.guard.conftest import JOIN, UPLOAD, Guarded, run_apart, sentence


def get_fn(error=KeyError):
    """Fail as Gradio's function of this name does."""
    raise error(99)


def failing(path, function, *, below=""):
    """Return an application in which a function fails where a path is asked for."""

    async def fail(_request):
        function()

    inner = Starlette(routes=[Route(path, fail, methods=["POST"])])
    return Starlette(routes=[Mount(below, app=inner)]) if below else inner


@pytest.fixture(scope="module")
def gradio_app():
    """Gradio's own application around one function."""
    with gr.Blocks(analytics_enabled=False) as page:
        name = gr.Textbox()
        name.submit(lambda text: text, name, name, api_name="say")
    page.queue()
    page.max_file_size = None  # `launch` would set it
    return gr.routes.App.create_app(page)


def form(name, filename=None):
    file = "" if filename is None else f'; filename="{filename}"'
    head = f'Content-Disposition: form-data; name="{name}"{file}'
    content = f"--x\r\n{head}\r\nContent-Type: image/png\r\n\r\nabc\r\n--x--\r\n"
    return {
        "content": content.encode(),
        "headers": {"content-type": "multipart/form-data; boundary=x"},
    }


LONG = {"content-type": f"multipart/form-data; boundary={'y' * 500}"}


@pytest.mark.parametrize(
    ("path", "request_", "status"),
    [
        (JOIN, {"json": {"fn_index": 99, "data": [], "session_hash": "a"}}, 404),
        (JOIN, {"json": {"fn_index": -1, "data": [], "session_hash": "a"}}, 404),
        ("/gradio_api/run/predict", {"json": {"fn_index": 99, "data": []}}, 404),
        ("/gradio_api/run/nothing", {"json": {"data": []}}, 404),
        ("/gradio_api/api/nothing/", {"json": {"data": []}}, 404),
        ("/gradio_api/call/nothing", {"json": {"data": []}}, 404),
        ("/gradio_api/run/say%0A", {"json": {"data": []}}, 404),
        ("/gradio_api/call/v2/nothing", {"json": {}}, 404),
        ("/gradio_api/call/v2/say", {"json": {"fn_index": 1}}, 400),
        (
            "/gradio_api/component_server",
            {"json": {"session_hash": "a", "component_id": 99, "fn_name": "x", "data": 1}},
            404,
        ),
        (UPLOAD, form("files"), 400),
        (UPLOAD, {"content": b"x", "headers": LONG}, 400),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_gradio_fails_on_is_the_senders_fault(gradio_app, tmp_path, path, request_, status):
    gradio_app.uploaded_file_dir = str(tmp_path)
    for guarded in (Guarded(gradio_app), Guarded(Starlette(routes=[Mount("", app=gradio_app)]))):
        answer = guarded.post(path, **request_)
        assert answer.status_code == status
        assert sentence(answer).endswith(".")
    # Without the guard it is a failure of the server: once Gradio mends it, the entry can go.
    with pytest.raises(Exception) as failure:  # noqa: PT011
        Unguarded(gradio_app).post(path, **request_)
    assert not isinstance(failure.value, AssertionError)


class ServerFailureError(gr.Error):
    """As our own, for what nobody foresaw."""


def calling(function):
    """Return Gradio's application around one function of one value, as we set it up."""
    with gr.Blocks(analytics_enabled=False) as page:
        value = gr.Number()
        value.submit(function, value, value, api_name="call", queue=False)
    page.queue(api_open=False)
    note_errors_of(page)
    return gr.routes.App.create_app(page)


@pytest.mark.parametrize("route", ["run", "api"])
def test_a_call_that_is_refused_with_a_sentence_is_the_senders_fault(route):
    def refuse(_value):
        raise gr.Error("Only even numbers.", print_exception=False)

    answer = Guarded(calling(refuse)).post(f"/gradio_api/{route}/call", json={"data": [3]})
    assert (answer.status_code, sentence(answer)) == (422, "Only even numbers.")


@pytest.mark.parametrize("error", [ServerFailureError("Sorry."), KeyError("x"), ValueError("y")])
def test_a_call_that_fails_is_a_failure(error):
    def fail(_value):
        raise error

    answer = Guarded(calling(fail)).post("/gradio_api/run/call", json={"data": [3]})
    assert answer.status_code == 500
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_call_with_too_few_values_is_the_senders_fault():
    guarded = Guarded(calling(lambda value: value))
    assert guarded.post("/gradio_api/run/call", json={"data": [3]}).json()["data"] == [3]
    answer = guarded.post("/gradio_api/run/call", json={"data": []})
    assert (answer.status_code, sentence(answer)[:14]) == (422, "These are fewe")


def test_the_errors_of_one_call_are_not_those_of_another():
    with noted_errors() as outer:
        with noted_errors() as inner:
            pass
        assert outer is not inner
    assert outer == inner == []


class Unguarded(Guarded):
    """An application as it is."""

    def __init__(self, app):
        super().__init__(app)
        self.guard = app


@pytest.mark.parametrize("below", ["", "/gradio_api"])
@pytest.mark.parametrize(
    ("path", "function"),
    [
        ("/gradio_api/cancel", get_fn),  # another route
        (JOIN, lambda: {}["x"]),  # the same error from elsewhere
        (JOIN, lambda: get_fn(ValueError)),  # another error from there
        (UPLOAD, get_fn),
    ],
    ids=["route", "place", "error", "pair"],
)
def test_any_other_failure_is_a_failure_and_is_passed_on(path, function, below):
    guarded = Guarded(failing(path.removeprefix(below), function, below=below))
    with pytest.raises((KeyError, ValueError)):
        guarded.post(path)
    assert status_sent(guarded, path) == 500


def status_sent(guarded, path):
    """Return the status that a server would have sent before the failure reached it."""
    sent = []

    async def asked():
        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            sent.append(message)

        scope = {
            "type": "http", "method": "POST", "path": path, "headers": [], "query_string": b"",
            "root_path": "", "client": ("203.0.113.7", 1), "server": ("a", 80), "scheme": "http",
        }  # fmt: skip
        try:
            await guarded.guard(scope, receive, send)
        except (KeyError, ValueError):
            return
        raise AssertionError("the failure was swallowed")

    run_apart(asked)
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]
    return sent[0]["status"]


def test_an_answer_that_says_500_itself_arrives_whole():
    async def told(_request):
        return JSONResponse({"error": None}, 500)

    answer = Guarded(Starlette(routes=[Route("/told", told)])).ask("GET", "/told")
    assert (answer.status_code, answer.json()) == (500, {"error": None})
