import threading

import numpy as np
import pytest

from ssidkd.core.dark_channel import measure_dark_channel
from ssidkd.core.derainer import DerainCancelled
from ssidkd.core.metrics import niqe
from ssidkd.services import comparing as comparing_module
from ssidkd.services.comparing import ComparingService, Pane
from tests.page_services import textured, tiny_deraining


@pytest.fixture
def comparing():
    return ComparingService(tiny_deraining(), niqe)


def test_input_comes_first_then_teacher_then_student(comparing):
    pixels = textured(96, 192)
    events = comparing.compare(pixels, threading.Event())
    panes = {event.name: event for event in events if isinstance(event, Pane)}
    assert list(panes) == ["input", "teacher", "student"]
    np.testing.assert_array_equal(panes["input"].pixels, pixels)
    for role in ("teacher", "student"):
        alone = comparing.deraining.derainer(role).derain(pixels).derained
        np.testing.assert_array_equal(panes[role].pixels, alone)
        assert panes[role].niqe == niqe(alone).value
        assert panes[role].dark.mean == measure_dark_channel(alone).mean
        assert (panes[role].work.variant, panes[role].work.device) == ("tiny", "cpu")


def test_a_picture_without_niqe_says_why(comparing):
    pane = next(comparing.compare(textured(64, 64), threading.Event()))
    assert pane.niqe is None
    assert "too small" in pane.niqe_reason


def test_a_stopped_comparison_ends_before_its_results(comparing):
    stop = threading.Event()
    events = comparing.compare(textured(96, 96), stop)
    assert next(events).name == "input"
    stop.set()
    with pytest.raises(DerainCancelled):
        list(events)


def test_a_stop_is_answered_while_a_forward_pass_goes_on(comparing, monkeypatch):
    begun, finish, stop = threading.Event(), threading.Event(), threading.Event()

    def derain(*_arguments):
        begun.set()
        finish.wait(60)

    monkeypatch.setattr(comparing.deraining, "derain", derain)
    events = comparing.compare(textured(96, 96), stop)
    next(events)
    assert begun.wait(60)
    stop.set()
    with pytest.raises(DerainCancelled):
        list(events)
    assert not finish.is_set()
    finish.set()


def test_what_the_network_gave_is_kept_beside_its_picture(comparing):
    pixels = textured(96, 192)
    events = comparing.compare(pixels, threading.Event())
    panes = {event.name: event for event in events if isinstance(event, Pane)}
    assert panes["input"].rain is None
    for role in ("teacher", "student"):
        alone = comparing.deraining.derainer(role).derain(pixels)
        np.testing.assert_array_equal(panes[role].rain, alone.rain)
        np.testing.assert_array_equal(panes[role].code, alone.code)


def test_what_the_network_gave_of_a_large_picture_is_not_kept(comparing, monkeypatch):
    monkeypatch.setattr(comparing_module, "KEEP_LAYERS", 96 * 192 - 1)
    events = comparing.compare(textured(96, 192), threading.Event())
    assert all(event.rain is None for event in events if isinstance(event, Pane))
