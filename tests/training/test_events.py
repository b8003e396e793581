import json
import math

import pytest

from ssidkd.learning.loop import StepEvent
from training.events import EventLog


def step(number, loss=0.5):
    return StepEvent(
        step=number,
        progress=number / 10,
        terms={"l1": loss},
        learning_rate=1e-3,
        gradient_norm=loss,
        skipped=0,
        elapsed_seconds=float(number),
        seconds=1.0,
        waiting_share=0.25,
    )


@pytest.fixture
def path(tmp_path):
    return tmp_path / "events.jsonl"


def write(path, after, *events):
    log = EventLog(path, after=after)
    for event in events:
        log.step(event)
    log.close()


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_step_is_a_line_with_everything_it_has_to_tell(path):
    write(path, 0, step(1))
    (line,) = lines(path)
    assert line["step"] == 1
    assert line["terms"] == {"l1": 0.5}
    assert line["waiting_share"] == 0.25
    assert line.keys() == vars(step(1)).keys()


def test_a_line_can_be_read_as_soon_as_it_is_written(path):
    log = EventLog(path, after=0)
    log.happened("started", step=0, device="cpu")
    assert lines(path) == [{"event": "started", "step": 0, "device": "cpu"}]
    log.close()


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_numbers_that_are_not_finite_become_null(path, value):
    write(path, 0, step(1, value))
    (line,) = lines(path)
    assert (line["terms"]["l1"], line["gradient_norm"]) == (None, None)


def test_a_resumed_run_drops_what_came_after_its_checkpoint(path):
    write(path, 0, *map(step, (1, 2, 3, 4)))
    write(path, 2, *map(step, (3, 4, 5)))
    assert [line["step"] for line in lines(path)] == [1, 2, 3, 4, 5]


def test_a_half_written_last_line_is_dropped(path):
    write(path, 0, step(1))
    with path.open("a") as file:
        file.write('{"step": 2, "lo')
    write(path, 1, step(2))
    assert [line["step"] for line in lines(path)] == [1, 2]
    assert [file.name for file in path.parent.iterdir()] == [path.name]
