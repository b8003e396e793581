"""The end of the server: in which order, and that nothing can hold it up."""

import signal
import threading

import pytest

from ssidkd.services.ending import Ending
from ssidkd.ui import winding_down
from ssidkd.ui.guard.traffic import Traffic
from ssidkd.ui.winding_down import CUT_OFF, cut_off_after, wind_down

RESULT = {"type": "http", "method": "GET", "headers": [], "client": ("203.0.113.7", 1)}
PATH = "/gradio_api/queue/data"


class Parking:
    """Services of which only the jobs matter here."""

    def __init__(self, said, waits_for=None):
        self.said, self.waits_for = said, waits_for

    def park(self, seconds):
        assert seconds == winding_down.WORK_SECONDS
        if self.waits_for is not None:
            self.waits_for.wait()
        self.said.append("parked")


@pytest.fixture(autouse=True)
def _no_cutting_off(monkeypatch):
    monkeypatch.setattr(winding_down, "cut_off_after", lambda _: None)


def test_nothing_ends_before_it_is_asked_for():
    said, ending = [], Ending()
    services = Parking(said)
    thread = threading.Thread(
        target=wind_down, args=(ending, services, Traffic(), lambda: said.append("stopped"))
    )
    thread.start()
    thread.join(0.5)
    assert thread.is_alive()
    assert said == []
    ending.ask()
    thread.join()
    assert said == ["parked", "stopped"]


def test_the_server_stops_once_results_have_come(monkeypatch):
    monkeypatch.setattr(winding_down, "WORK_SECONDS", 3600.0)
    said, ending, saved, traffic = [], Ending(), threading.Event(), Traffic()
    ending.ask()
    thread = threading.Thread(
        target=wind_down,
        args=(ending, Parking(said, saved), traffic, lambda: said.append("stopped")),
    )
    with traffic.hold(RESULT, PATH):
        thread.start()
        saved.set()
        thread.join(0.3)
        assert said == ["parked"]
    thread.join()
    assert said == ["parked", "stopped"]


def test_a_job_that_saves_holds_up_the_end_too(monkeypatch):
    monkeypatch.setattr(winding_down, "WORK_SECONDS", 3600.0)
    said, ending, saved = [], Ending(), threading.Event()
    ending.ask()
    services = Parking(said, saved)
    thread = threading.Thread(
        target=wind_down, args=(ending, services, Traffic(), lambda: said.append("stopped"))
    )
    thread.start()
    thread.join(0.5)
    assert said == []
    saved.set()
    thread.join()
    assert said == ["parked", "stopped"]


def test_a_result_that_does_not_come_is_not_waited_for_longer_than_said(monkeypatch):
    monkeypatch.setattr(winding_down, "WORK_SECONDS", 0.2)
    said, ending, traffic = [], Ending(), Traffic()
    ending.ask()
    with traffic.hold(RESULT, PATH):
        wind_down(ending, Parking(said), traffic, lambda: said.append("stopped"))
    assert said[-1] == "stopped"


def test_a_process_that_does_not_end_is_cut_off():
    codes, is_over = [], threading.Event()

    def exit_now(code):
        codes.append(code)
        is_over.set()

    cut_off_after(0.01, exit_now)
    assert is_over.wait(60)
    assert codes == [CUT_OFF]


def test_a_signal_is_heard_once_and_the_next_one_does_what_it_did_before():
    def before(*_):
        heard.append("before")

    heard = []
    kept = {number: signal.signal(number, before) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        ending = Ending()
        ending.listen()
        signal.raise_signal(signal.SIGTERM)
        assert (ending.is_asked, heard) == (True, [])
        signal.raise_signal(signal.SIGTERM)
        assert heard == ["before"]
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
