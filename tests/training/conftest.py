"""A tiny evaluation: pairs, photos and weights that are made in a moment."""

import cv2
import numpy as np
import pytest

from ssidkd.core.network.config import NetworkConfig
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.picture import save_png
from ssidkd.core.weights import WeightsCard, save_weights


def photo(seed, height=96, width=200):
    """Return a blurred random picture, large enough for NIQE."""
    noise = np.random.default_rng(seed).integers(0, 200, (height, width, 3), np.uint8)
    return cv2.GaussianBlur(noise, (0, 0), 1.5)


def rainy(pixels, strength):
    streaks = np.random.default_rng(strength).random(pixels.shape[:2]) < 0.1
    return np.clip(pixels.astype(int) + strength * streaks[..., None], 0, 255).astype(np.uint8)


@pytest.fixture
def pairs_folder(tmp_path):
    """A folder laid out like data/val: norain/, rain_light/, rain_heavy/."""
    root = tmp_path / "val"
    for folder in ("norain", "rain_light", "rain_heavy"):
        (root / folder).mkdir(parents=True)
    for seed in range(2):
        clean = photo(seed)
        save_png(clean, root / "norain" / f"p-{seed}.png")
        save_png(rainy(clean, 30), root / "rain_light" / f"p-{seed}.png")
        save_png(rainy(clean, 90), root / "rain_heavy" / f"p-{seed}.png")
    return root


@pytest.fixture
def real_folder(tmp_path):
    """A folder of three photos without truth; the last is too small for NIQE."""
    root = tmp_path / "real"
    root.mkdir()
    for seed in range(2):
        save_png(rainy(photo(10 + seed), 60), root / f"r-{seed}.png")
    save_png(photo(12, 64, 64), root / "r-2.png")
    return root


@pytest.fixture
def make_weights(tmp_path):
    """Return a function that writes weights of a tiny network and returns their path."""

    def make(name="student", role="student"):
        network = DerainNet(NetworkConfig(channels=(2, 2, 2), units=(1, 1, 1))).eval()
        card = WeightsCard(
            role=role, variant="tiny", config=network.config, recipe="ours", data="noise",
            steps=1234, commit="abc1234",
        )  # fmt: skip
        path = tmp_path / f"{name}.safetensors"
        save_weights(network, card, path)
        return path

    return make
