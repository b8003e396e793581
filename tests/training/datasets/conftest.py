"""Pictures to build miniature data sets from."""

import numpy as np
import pytest

from ssidkd.core.picture import save_png


@pytest.fixture
def make_pair():
    """Return a function that makes a rainy and a clean picture of (24, 32, 3) from a number."""

    def make(number):
        rng = np.random.default_rng(number)
        clean = rng.integers(0, 150, (6, 8, 3), np.uint8).repeat(4, axis=0).repeat(4, axis=1)
        rain = rng.integers(0, 40, clean.shape[:2], np.uint8)[..., None]
        return clean + rain, clean

    return make


@pytest.fixture
def save():
    """Return a function that writes a picture, and the folders above it."""

    def write(pixels, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        save_png(pixels, path)  # what a file is called is never asked by those who read it

    return write
