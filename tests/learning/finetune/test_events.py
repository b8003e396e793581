import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssidkd.learning.finetune.events import (
    LARGEST_READING,
    JobLog,
    current_events,
    read_all_events,
    read_events,
)

EVENTS = [{"event": "step", "step": number, "text": "é\n" * number} for number in range(4)]


def write(path, events):
    log = JobLog(path)
    for event in events:
        log.append(**event)
    log.close()


def test_what_was_written_is_read_in_order(tmp_path):
    write(tmp_path / "events", EVENTS)
    assert read_all_events(tmp_path / "events") == EVENTS


def test_a_page_that_comes_back_reads_on_from_where_it_was(tmp_path):
    write(tmp_path / "events", EVENTS[:2])
    first = read_events(tmp_path / "events")
    assert read_events(tmp_path / "events", first.offset).events == ()
    write(tmp_path / "events", EVENTS[2:])
    assert [*first.events, *read_events(tmp_path / "events", first.offset).events] == EVENTS


def test_a_file_that_is_not_there_has_no_events(tmp_path):
    assert read_events(tmp_path / "events", 7).events == ()
    assert read_all_events(tmp_path / "events") == []


@given(cut=st.integers(0, 200), more=st.integers(1, 3))
def test_a_torn_last_line_costs_itself_and_nothing_else(tmp_path_factory, cut, more):
    path = tmp_path_factory.mktemp("log") / "events"
    write(path, EVENTS)
    whole = path.read_bytes()
    path.write_bytes(whole[: max(len(whole) - cut, 0)])
    seen = read_events(path)
    assert list(seen.events) == EVENTS[: len(seen.events)]
    write(path, EVENTS[:more])
    assert list(read_events(path, seen.offset).events) == EVENTS[:more]
    assert read_all_events(path) == [*seen.events, *EVENTS[:more]]


def test_a_torn_line_longer_than_a_block_is_cut_off(tmp_path):
    path = tmp_path / "events"
    path.write_bytes(b'{"event": "a"}\n' + b"x" * 10_000)
    write(path, EVENTS[:1])
    assert [event["event"] for event in read_all_events(path)] == ["a", "step"]
    path.write_bytes(b"x" * 10_000)
    write(path, EVENTS[:1])
    assert read_all_events(path) == EVENTS[:1]


def test_lines_that_are_no_events_are_left_out(tmp_path):
    path = tmp_path / "events"
    path.write_text(
        'nonsense\n[1]\n\n{"step": 3}\n{"event": "step"}\n'
        '{"event": "step", "step": "9"}\n{"event": "step", "step": 1.5}\n{"event": 7}\n'
    )
    assert read_all_events(path) == [{"event": "step"}]


def test_a_long_log_is_read_in_pieces(tmp_path):
    path = tmp_path / "events"
    line = json.dumps({"event": "step", "text": "x" * 1000}) + "\n"
    count = 2 * LARGEST_READING // len(line)
    path.write_text(line * count)
    assert len(read_events(path).events) < count
    assert len(read_all_events(path)) == count


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_numbers_that_are_not_finite_become_null(tmp_path, value):
    write(tmp_path / "events", [{"event": "step", "terms": {"l1": value}, "list": (1.0, value)}])
    assert read_all_events(tmp_path / "events") == [
        {"event": "step", "terms": {"l1": None}, "list": [1.0, None]}
    ]


def test_steps_that_were_taken_again_count_once():
    def step(number):
        return {"event": "step", "step": number}

    begins = [{"event": "started", "step": at} for at in (0, 2)]
    events = [begins[0], step(1), step(2), step(3), begins[1], step(3), step(4)]
    kept = [event["step"] for event in current_events(events) if event["event"] == "step"]
    assert kept == [1, 2, 3, 4]
