"""Jobs with tiny networks, photos and assets, for the tests of learning and of services."""

from dataclasses import replace
from hashlib import sha256

import cv2
import numpy as np
import torch
from PIL import Image

from ssidkd.core.examples import MANIFEST, input_file
from ssidkd.core.network.config import NetworkConfig
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.picture import save_png
from ssidkd.core.weights import WeightsCard, save_weights
from ssidkd.learning.finetune.config import FinetuneConfig
from ssidkd.learning.finetune.folder import JobFolder

TINY = NetworkConfig(channels=(2, 2, 2), units=(1, 1, 1), scales=1, blocks=("mffb",))
_COLUMNS = "name,photo,title,description,author,licence,source,changes,preset,seed"


def photo(seed, height=96, width=200):
    """Return a blurred random picture, large enough for NIQE."""
    noise = np.random.default_rng(seed).integers(0, 200, (height, width, 3), np.uint8)
    return cv2.GaussianBlur(noise, (0, 0), 1.5)


def tiny_network(seed, network=TINY):
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        made = DerainNet(network).eval()
    with torch.no_grad():  # close to leaving the picture as it is, as a trained network is
        for name, value in made.named_parameters():
            if name.startswith("tail."):
                value.mul_(0.05)
    return made


def write_tiny_weights(path, role="student", seed=1, network=TINY, **changes):
    card = WeightsCard(
        role=role, variant="tiny", config=network, recipe="none", data="noise", steps=7, commit=""
    )
    save_weights(tiny_network(seed, network), replace(card, **changes), path)
    return path


def write_assets(folder):
    """Fill an assets folder with what a job needs: two clean photos and two guard photos."""
    for number, place in enumerate(("clean", "guard")):
        (folder / place).mkdir(parents=True)
        rows = [f"{place}{n},{place}{n}.jpg,T,D,A. Uthor,CC0-1.0,,,," for n in range(2)]
        text = "\n".join([_COLUMNS, *rows]) + "\n"
        (folder / place / MANIFEST).write_text(text, encoding="utf-8")
        for n in range(2):
            pixels = photo(100 + 10 * number + n, 64, 64)
            Image.fromarray(pixels).save(input_file(folder / place, f"{place}{n}"), quality=95)
    return folder


def write_job(root, photos=3, **options):
    """Make the folder of a job of a few short steps, as the service would."""
    folder = JobFolder(root)
    folder.photos.mkdir(parents=True)
    names = tuple(f"photo-{number:03d}.png" for number in range(photos))
    for number, name in enumerate(names):
        save_png(photo(number), folder.photos / name)
    write_tiny_weights(folder.start, seed=1)
    settings = {
        "photos": names,
        "start_sha256": digest(folder.start),
        "steps": 6,
        "batch_size": 1,
        "crop": 32,
        "measure_every": 2,
        "checkpoint_every": 1,
    }
    folder.config.write_text(FinetuneConfig(**settings | options).to_json())
    return folder


def digest(path):
    return sha256(path.read_bytes()).hexdigest()
