"""A call's answer comes after the page has heard that its last stream was closed."""

import json
import time
from types import SimpleNamespace

import gradio as gr
import httpx
import pytest
from starlette.middleware import Middleware

from ssidkd.ui.guard import joins
from ssidkd.ui.guard.joins import JoinsAfterCloses
from tests.ui.guard.conftest import JOIN

LEAD = 1.0
"""Seconds; more than any of the calls below takes by itself."""


@pytest.fixture(scope="module")
def page():
    """The address of a small page of Gradio's with one function, behind what is tested."""
    with gr.Blocks() as page:
        word = gr.Textbox()
        gr.Button().click(str.upper, word, word)
    layers = {"middleware": [Middleware(JoinsAfterCloses)]}
    _, url, _ = page.launch(prevent_thread_lock=True, quiet=True, ssr_mode=False, app_kwargs=layers)
    with httpx.Client(base_url=url) as client:
        yield client
    page.close()


@pytest.fixture(autouse=True)
def _long_lead(monkeypatch):
    monkeypatch.setattr(joins, "LEAD", LEAD)


def call(page, session):
    """Call the page's function; returns how long it took to be told that it was taken [s]."""
    begun = time.monotonic()
    answer = page.post(JOIN, json={"data": ["rain"], "fn_index": 0, "session_hash": session})
    assert answer.json()["event_id"]
    return time.monotonic() - begun


def results(page, session):
    """Read a session's stream until Gradio closes it; returns the values that came."""
    values = []
    with page.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as stream:
        for line in stream.iter_lines():
            message = json.loads(line.removeprefix("data: ")) if line else {}
            if message.get("msg") == "process_completed":
                values += message["output"]["data"]
            if message.get("msg") == "close_stream":
                return values
    raise AssertionError("The stream ended without its last word.")


def test_a_call_right_after_the_close_is_answered_later(page):
    assert call(page, "one") < LEAD
    assert results(page, "one") == ["RAIN"]
    assert call(page, "one") > 0.9 * LEAD
    assert results(page, "one") == ["RAIN"]


def test_nobody_waits_for_the_stream_of_another_one_or_for_one_closed_long_ago(page):
    call(page, "two")
    results(page, "two")
    assert call(page, "three") < LEAD / 2
    time.sleep(LEAD)
    assert call(page, "two") < LEAD / 2


def test_nothing_is_kept_of_streams_that_were_closed_long_ago(monkeypatch):
    layer = JoinsAfterCloses(app=None)
    times = iter([0, 0.5, 1.2, 9])
    clock = SimpleNamespace(monotonic=lambda: next(times))
    monkeypatch.setattr(joins, "time", clock)
    kept = []
    for session in ("a", "b", "c", "d"):
        layer._note_close(session)
        kept.append([*layer._closed])
    assert kept == [["a"], ["a", "b"], ["b", "c"], ["d"]]
