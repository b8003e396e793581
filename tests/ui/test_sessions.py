"""Sessions of a real page: what they cost, and whom the bound forgets."""

from dataclasses import dataclass

import gradio as gr
import numpy as np
import pytest
from gradio.routes import App

from ssidkd.ui.sessions import MOST_SESSIONS, bytes_of, forget_beyond, lighten_sessions

KILOBYTE = np.zeros(1024, np.uint8)


@dataclass(frozen=True)
class Pictures:
    one: np.ndarray
    others: tuple


class Unchanging(Pictures):
    """Pictures that are never changed, so that a copy can be the same."""

    def __deepcopy__(self, _):
        return self


@pytest.fixture
def page():
    """A small page with two states, served by an application that nobody asks."""
    with gr.Blocks() as page:
        page.picture, page.word = gr.State(None), gr.State("word")
        page.text = gr.Textbox("hello", label="Text")
        page.text.change(lambda text: text, page.text, page.picture)
    return page


@pytest.fixture
def served(page):
    lighten_sessions(page)
    App.create_app(page)
    return page


def keep(page, session, pictures):
    page.state_holder[session][page.picture._id] = pictures


def kept(page, session):
    return page.state_holder.session_data[session].state_data.get(page.picture._id)


def test_a_session_describes_no_part_of_the_page_and_the_page_still_does(page):
    described = page.get_config_file()["components"]
    lighten_sessions(page)
    App.create_app(page)
    session = page.state_holder["someone"]
    session[page.text._id] = page.text
    session._update_value_in_config(page.text._id, "changed")
    assert not any(session.config_values.values())
    assert page.get_config_file()["components"] == described


def test_without_it_a_session_describes_every_part(page):
    App.create_app(page)
    assert all(page.state_holder["someone"].config_values.values())


def test_a_sessions_parts_and_states_are_its_own(served):
    first, second = served.state_holder["first"], served.state_holder["second"]
    first[served.text._id] = "another part"
    first[served.picture._id] = "a picture"
    assert second[served.text._id] is served.text
    assert second[served.picture._id] is None
    assert first[served.word._id] == "word"


def test_there_are_no_more_sessions_than_agreed(served):
    for number in range(MOST_SESSIONS + 5):
        served.state_holder[f"visitor {number}"]
    assert len(served.state_holder.session_data) == MOST_SESSIONS
    assert "visitor 4" not in served.state_holder
    assert "visitor 5" in served.state_holder


def test_whoever_has_been_away_longest_is_forgotten_first(served):
    for name in "abcd":
        keep(served, name, KILOBYTE.copy())
    served.state_holder["a"]  # comes back
    assert forget_beyond(served, 2 * 1024) == 2 * 1024
    assert [name for name in "abcd" if kept(served, name) is not None] == ["a", "d"]
    assert served.state_holder["b"][served.word._id] == "word"


def test_within_the_bound_nobody_is_forgotten(served):
    for name in "abcd":
        keep(served, name, KILOBYTE.copy())
    assert forget_beyond(served, 4 * 1024) == 4 * 1024
    assert all(kept(served, name) is not None for name in "abcd")


def test_the_last_visitor_keeps_even_what_is_too_large(served):
    keep(served, "a", KILOBYTE.copy())
    keep(served, "b", np.zeros(4096, np.uint8))
    assert forget_beyond(served, 2048) == 4096
    assert kept(served, "a") is None
    assert kept(served, "b") is not None


def test_what_all_sessions_share_counts_for_none(page):
    page.picture.value = Unchanging(KILOBYTE, ())
    lighten_sessions(page)
    App.create_app(page)
    for name in "abcd":
        assert page.state_holder[name][page.picture._id] is page.picture.value
    assert forget_beyond(page, 0) == 0


def test_whoever_is_forgotten_finds_the_page_as_at_first(page):
    page.picture.value = Unchanging(KILOBYTE, ())
    lighten_sessions(page)
    App.create_app(page)
    for name in "ab":
        keep(page, name, np.zeros(4096, np.uint8))
    before = list(page.state_holder["a"].state_data), page.state_holder["b"]
    forget_beyond(page, 0)
    assert kept(page, "a") is page.picture.value
    assert list(page.state_holder["a"].state_data) == before[0]  # Gradio may be looking through


def test_a_page_that_nobody_has_asked_yet_keeps_nothing(page):
    assert forget_beyond(page, 0) == 0


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, 0),
        ("a word", 0),
        ({"a": KILOBYTE, "b": [KILOBYTE.copy()]}, 2048),
        ((KILOBYTE, KILOBYTE), 1024),
        (Pictures(KILOBYTE, (KILOBYTE.copy(), {"c": KILOBYTE.copy()})), 3072),
        (Pictures, 0),
    ],
)
def test_arrays_are_counted_wherever_they_lie(value, expected):
    assert bytes_of(value) == expected
