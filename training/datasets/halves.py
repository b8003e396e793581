"""Takes two pictures apart that lie side by side."""

import numpy as np

from ssidkd.core.picture import Pixels
from training.datasets.found import Side


def split_halves(both: Pixels, clean_side: Side) -> tuple[Pixels, Pixels]:
    """Return (rainy, clean) of a picture of even width."""
    middle = both.shape[1] // 2
    left = np.ascontiguousarray(both[:, :middle])
    right = np.ascontiguousarray(both[:, middle:])
    return (right, left) if clean_side == "left" else (left, right)
