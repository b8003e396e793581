"""The page is written once for all visitors who ask for it in the same way."""

import gradio as gr
import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from ssidkd.ui.guard.front_pages import FrontPages
from ssidkd.ui.guard.guard import Guard
from tests.ui.guard.conftest import Guarded

KEPT = 8


class Counting:
    """An application that says how often it was asked, and each time something new."""

    def __init__(self, status=200, headers=None):
        self.asked = 0
        self._status, self._headers = status, headers
        self.app = Starlette(
            routes=[Route("/{path:path}", self._answer, methods=["GET", "POST", "HEAD"])],
            middleware=[Middleware(Guard), Middleware(FrontPages)],
        )

    async def _answer(self, _request):
        self.asked += 1
        return PlainTextResponse(str(self.asked), self._status, self._headers)

    def ask(self, path="/", method="GET", **headers):
        """Return what is answered."""
        served = Guarded()
        served.guard = self.app
        return served.ask(method, path, headers=headers).text


@pytest.mark.parametrize("path", ["/", "/zh", "/config"])
def test_the_second_visitor_gets_what_the_first_one_got(path):
    counting = Counting()
    assert [counting.ask(path) for _ in range(3)] == ["1", "1", "1"]


@pytest.mark.parametrize(
    "different",
    [
        {"path": "/?deep_link=a"},
        {"path": "/owner"},
        {"path": "/healthz"},
        {"method": "POST"},
        {"cookie": "a=b; access-token-unsecure-1=c"},
        {"authorization": "Bearer a"},
        {"range": "bytes=0-1"},
    ],
)
def test_what_may_be_for_one_visitor_is_asked_for_each_time(different):
    counting = Counting()
    counting.ask()
    assert [counting.ask(**different), counting.ask(**different)] == ["2", "3"]
    assert counting.ask() == "1"


@pytest.mark.parametrize(
    "other",
    [
        {"host": "another.example"},
        {"x-forwarded-host": "another.example"},
        {"x-forwarded-proto": "https"},
        {"x-gradio-server": "http://another.example"},
        {"accept-encoding": "br"},
        {"path": "/zh"},
    ],
)
def test_another_address_or_packing_has_an_answer_of_its_own(other):
    counting = Counting()
    assert [counting.ask(), counting.ask(**other), counting.ask(**other)] == ["1", "2", "2"]


@pytest.mark.parametrize(
    ("status", "headers"), [(503, {}), (404, {}), (200, {"set-cookie": "visitor=1"})]
)
def test_refusals_and_answers_with_a_cookie_are_not_kept(status, headers):
    counting = Counting(status, headers)
    assert [counting.ask(), counting.ask()] == ["1", "2"]


def test_names_that_a_caller_makes_up_fill_no_memory():
    counting = Counting()
    for number in range(KEPT + 1):
        counting.ask(host=f"{number}.example")
    assert counting.ask(host=f"{KEPT}.example") == str(KEPT + 1)
    assert counting.ask(host="0.example") == str(KEPT + 2)


def test_the_guards_headers_are_there_once_each_time():
    counting = Counting()
    served = Guarded()
    served.guard = counting.app
    answers = [served.ask("GET", "/") for _ in range(3)]
    assert answers[0].headers.multi_items() == answers[2].headers.multi_items()
    assert len(answers[2].headers.get_list("x-content-type-options")) == 1


def test_gradios_own_page_is_the_same_kept_and_written_anew():
    with gr.Blocks() as page:
        gr.Button()
    layers = {"middleware": [Middleware(FrontPages)]}
    _, url, _ = page.launch(prevent_thread_lock=True, quiet=True, ssr_mode=False, app_kwargs=layers)
    with httpx.Client(base_url=url) as client:
        for path in ("/", "/config"):
            first, kept, anew = (client.get(path + query) for query in ("", "", "?anew=1"))
            assert first.status_code == kept.status_code == 200
            assert first.content == kept.content == anew.content
    page.close()
