import sys

import pytest

from ssidkd.learning.loop import StepEvent
from training.trackers import MissingTrackerError, open_tracker, track


class Numbers:
    """A tracker that remembers."""

    def __init__(self):
        self.logged = {}

    def log(self, numbers, step):
        self.logged[step] = numbers

    def close(self):
        pass


def event(step):
    return StepEvent(
        step=step,
        progress=0.1,
        terms={"l1": 0.25, "kl": 0.5},
        learning_rate=1e-3,
        gradient_norm=2.0,
        skipped=3,
        elapsed_seconds=9.0,
        seconds=1.0,
        waiting_share=0.125,
    )


@pytest.mark.parametrize("name", ["tensorboard", "trackio"])
def test_a_missing_logger_is_said_with_the_way_to_get_it(name, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, "torch.utils.tensorboard", raising=False)
    with pytest.raises(MissingTrackerError, match=f"pip install {name}"):
        open_tracker(name, tmp_path)


def test_no_logger_is_always_there(tmp_path):
    tracker = open_tracker("none", tmp_path)
    track(tracker, event(10))
    tracker.close()
    assert not list(tmp_path.iterdir())


def test_every_tenth_step_is_logged():
    tracker = Numbers()
    for step in range(1, 31):
        track(tracker, event(step))
    assert list(tracker.logged) == [10, 20, 30]
    assert tracker.logged[10] == {
        "loss/l1": 0.25,
        "loss/kl": 0.5,
        "loss": 0.75,
        "learning_rate": 1e-3,
        "gradient_norm": 2.0,
        "skipped": 3,
        "seconds": 1.0,
        "waiting_share": 0.125,
    }
