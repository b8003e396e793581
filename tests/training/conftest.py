"""What tests of the command lines share: pairs, photos, weights and ONNX networks, all tiny."""

import cv2
import numpy as np
import pytest

from ssidkd.core.network.config import NetworkConfig
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.picture import save_png
from ssidkd.core.weights import WeightsCard, save_weights
from tests.onnx_files import model, node, write_detector


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


@pytest.fixture
def colour_segmenter(tmp_path):
    """A network whose class is the strongest colour: 0 red, 1 green, 2 blue."""
    content = model(
        [node("Conv", ["picture", "weights"], "result")],
        {"weights": np.eye(3)[:, :, None, None]},
        (1, 3, 64, 64),
        (1, 3, 64, 64),
    )
    path = tmp_path / "colours.onnx"
    path.write_bytes(content)
    return path


@pytest.fixture
def make_detector(tmp_path):
    """Return a function that writes a detector of fixed boxes, see `write_detector`."""

    def make(rows, **options):
        return write_detector(tmp_path / "boxes.onnx", rows, **options)

    return make
