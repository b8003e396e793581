"""The whole of stage one works if it can learn one rainy picture by heart."""

from dataclasses import replace

import pytest
import torch

from ssidkd.core.metrics import psnr_rgb
from ssidkd.core.network.config import NetworkConfig
from ssidkd.core.picture import to_batch, to_pixels
from ssidkd.core.rain import PRESETS, add_rain
from ssidkd.learning.batches import BatchMaker
from ssidkd.learning.loop import train
from ssidkd.learning.pairs import PairSource
from ssidkd.learning.schedule import Budget
from ssidkd.learning.state import result_network

STEPS = 300


@pytest.mark.slow
def test_one_pair_is_learnt_to_40_decibels_in_300_steps(config, photos, start):
    clean = photos[0][:48, :48]
    made = add_rain(clean, PRESETS["heavy"], seed=1)
    config = replace(
        config,
        network=NetworkConfig(channels=(8, 8, 8), units=(1, 1, 1)),
        optimizer="muon",
        learning_rate=1e-2,
        steps=STEPS,
        batch_size=1,
        crop=48,
        warmup_steps=20,
        ema_decay=0.99,
    )
    state = start(config)
    train(
        config,
        state,
        BatchMaker(PairSource(pairs=[(made.rainy, made.clean)]), [], seed=0, augment=False),
        device=torch.device("cpu"),
        budget=Budget(steps=STEPS),
        report=lambda _event: None,
        should_stop=lambda: False,
    )
    with torch.no_grad():
        derained = to_pixels(result_network(state)(to_batch(made.rainy)).derained)
    assert psnr_rgb(made.rainy, made.clean) < 16
    assert psnr_rgb(derained, made.clean) > 40
