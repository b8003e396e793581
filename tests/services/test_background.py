import threading
import time

import pytest

from ssidkd.services.background import events_of


def test_events_come_in_the_order_they_are_reported():
    def work(report, should_stop):
        for number in range(5):
            report(number)

    assert [event for event in events_of(work, threading.Event()) if event is not None] == [
        *range(5)
    ]


def test_an_error_comes_after_everything_that_was_reported():
    def work(report, should_stop):
        report("first")
        raise KeyError("lost")

    events = events_of(work, threading.Event())
    assert next(events) == "first"
    with pytest.raises(KeyError):
        next(events)


def test_silence_is_told_so_that_a_waiting_page_can_count():
    finish = threading.Event()
    events = events_of(
        lambda report, should_stop: finish.wait(10) and None, threading.Event(), 0.01
    )
    assert [next(events), next(events)] == [None, None]
    finish.set()


def test_work_is_asked_to_stop_when_nobody_listens_any_more():
    stopped = threading.Event()

    def work(report, should_stop):
        report("begun")
        while not should_stop():
            time.sleep(0.005)
        stopped.set()

    events = events_of(work, threading.Event())
    assert next(events) == "begun"
    events.close()
    assert stopped.wait(10)
