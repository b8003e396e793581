"""Tiny networks, photos and runs that the tests of learning share."""

import itertools

import numpy as np
import pytest
import torch

from ssidkd.core.network.config import NetworkConfig
from ssidkd.learning.batches import BatchMaker
from ssidkd.learning.config import TrainingConfig
from ssidkd.learning.loop import train
from ssidkd.learning.pairs import PairSource
from ssidkd.learning.schedule import Budget
from ssidkd.learning.state import fresh_state, new_network

CPU = torch.device("cpu")


def photo(seed, height=48, width=64):
    """A smooth coloured picture with a little texture."""
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[0:height, 0:width] / 20
    waves = [np.sin(a * rows + b * columns + c) for a, b, c in rng.uniform(-2, 2, (3, 3))]
    picture = 128 + 80 * np.stack(waves, axis=-1) + rng.normal(0, 8, (height, width, 3))
    return picture.clip(0, 255).astype(np.uint8)


@pytest.fixture(scope="session")
def photos():
    return [photo(seed) for seed in range(3)]


@pytest.fixture(scope="session")
def real_photos():
    return [photo(seed) for seed in (10, 11)]


@pytest.fixture
def config():
    """A run of six steps that takes less than a second."""
    return TrainingConfig(
        network=NetworkConfig(channels=(4, 4, 4), units=(1, 1, 1), scales=1, blocks=("mffb",)),
        steps=6,
        batch_size=2,
        crop=32,
        learning_rate=1e-3,
        warmup_steps=2,
        ema_decay=0.9,
        bf16=False,
    )


@pytest.fixture
def make_maker(photos, real_photos):
    """Return a function that makes the batches of a run."""

    def make(config, rank=0):
        source = PairSource(photos=photos, mixture=config.mixture)
        real = real_photos if config.stage == 2 else []
        return BatchMaker(source, real, seed=config.seed, augment=config.augment, rank=rank)

    return make


@pytest.fixture
def start():
    """Return a function that starts a run from nothing."""
    return lambda config: fresh_state(config, new_network(config), CPU)


@pytest.fixture
def run(make_maker):
    """Return a function that trains a state and gives what was reported."""

    def run_it(config, state, *, minutes=None, stop_after=None, **options):
        events = []
        calls = itertools.count(1)
        train(
            config,
            state,
            make_maker(config),
            device=CPU,
            budget=Budget(steps=config.steps, minutes=minutes),
            report=events.append,
            should_stop=lambda: next(calls) == stop_after,
            **options,
        )
        return events

    return run_it
