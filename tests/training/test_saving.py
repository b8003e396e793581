import math
from dataclasses import replace

import pytest
import torch

from ssidkd.core.network.config import NetworkConfig
from ssidkd.core.weights import load_weights
from ssidkd.core.weights.errors import NonFiniteWeightsError
from ssidkd.learning.config import TrainingConfig
from ssidkd.learning.loop import StepEvent
from ssidkd.learning.state import fresh_state, load_checkpoint, new_network
from training.options import parse_options
from training.run_folder import RunFolder
from training.saving import Saver, weights_card

CPU = torch.device("cpu")
CONFIG = TrainingConfig(network=NetworkConfig(channels=(2, 2, 2), units=(1, 1, 1)))
DATA = ["--clean", "clean", "photos", "--layers", "rain200h", "--run", "run"]
NOW = StepEvent(
    step=7,
    progress=0.1,
    terms={"l1": 0.25},
    learning_rate=1e-3,
    gradient_norm=2.0,
    skipped=0,
    elapsed_seconds=9.0,
    seconds=1.0,
    waiting_share=0.0,
)


class Watch:
    seconds = 0.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def state():
    state = fresh_state(CONFIG, new_network(CONFIG), CPU)
    state.step = 7
    return state


@pytest.fixture
def folder(tmp_path):
    return RunFolder(tmp_path)


@pytest.fixture
def saver(folder, state, watch):
    card = weights_card(parse_options(["ours-lite", *DATA]), CONFIG)
    return Saver(folder, state, CONFIG, card, minutes=3, clock=watch)


def test_it_saves_when_the_minutes_are_over_and_then_waits_again(saver, folder, watch):
    for seconds, expected in ((179, False), (180, True), (359, False), (360, True)):
        watch.seconds = seconds
        saver.step(NOW)
        assert folder.checkpoint.exists() == expected
        folder.checkpoint.unlink(missing_ok=True)


def test_checkpoint_and_weights_are_of_the_same_step(saver, folder, state):
    saver.save()
    assert load_checkpoint(folder.checkpoint, CONFIG, CPU).step == 7
    loaded = load_weights(folder.result)
    assert loaded.card.steps == 7
    assert torch.equal(loaded.network.tail[0].bias, state.ema["tail.0.bias"])


@pytest.mark.parametrize("trouble", ["skips", "loss"])
def test_a_state_in_trouble_is_not_saved(saver, folder, state, watch, trouble):
    watch.seconds = 1000
    state.recent_skips = int(trouble == "skips")
    saver.step(replace(NOW, terms={"l1": math.nan}) if trouble == "loss" else NOW)
    assert not folder.checkpoint.exists()


def test_broken_weights_never_replace_a_good_checkpoint(saver, folder, state):
    saver.save()
    good = folder.checkpoint.read_bytes(), folder.result.read_bytes()
    state.ema["tail.0.bias"][0] = math.nan
    with pytest.raises(NonFiniteWeightsError):
        saver.save()
    assert (folder.checkpoint.read_bytes(), folder.result.read_bytes()) == good


def test_the_card_says_what_the_weights_saw_and_what_they_may_be_used_for():
    options = parse_options(["ours-lite", *DATA, "--licence", "CC0-1.0"])
    card = weights_card(options, CONFIG)
    assert (card.role, card.variant, card.recipe) == ("teacher", "custom", "ours-lite")
    assert (card.data, card.licence) == ("clean, photos, rain200h", "CC0-1.0")
    options = parse_options(["ours-lite-student", *DATA, "--real", "real275"])
    card = weights_card(options, replace(CONFIG, stage=2))
    assert (card.role, card.data) == ("student", "clean, photos, rain200h, real275")
