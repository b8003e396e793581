from dataclasses import replace

import pytest

from ssidkd.learning.config import TrainingConfig


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"steps": 0}, "steps and batch size"),
        ({"batch_size": 0}, "steps and batch size"),
        ({"crop_growth": ((0.5, 64, 0),)}, "steps and batch size"),
        ({"crop": 31}, "at least 32 px"),
        ({"crop_growth": ((0.5, 16, 1),)}, "at least 32 px"),
        ({"crop_growth": ((0.8, 64, 1), (0.5, 64, 1))}, "in order of progress"),
        ({"learning_rate": 0.0}, "learning rate"),
        ({"ema_decay": 1.0}, "EMA decay"),
        ({"pair_share": 1.5}, "share of fixed pairs"),
    ],
)
def test_values_no_run_can_have_are_refused(change, sentence):
    with pytest.raises(ValueError, match=sentence):
        replace(TrainingConfig(), **change)


def test_the_defaults_are_a_run():
    assert TrainingConfig().stage == 1
