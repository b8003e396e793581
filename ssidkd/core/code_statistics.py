"""What a latent code says: how it is spread over channels, and its principal components.

Codes are (C, h, w) float32, C channels at h x w places. Source of the distributions: paper eq. 8;
`ssidkd.learning.losses.code_divergence` is the same number on the way to a gradient.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Code = NDArray[np.float32]
"""(C, h, w)."""
Shares = NDArray[np.float64]

_SMALLEST = 1e-12
"""Of a share before its logarithm is taken, as in the loss."""


@dataclass(frozen=True, kw_only=True, eq=False)
class PrincipalComponents:
    """The directions in which several codes vary most, all codes taken together."""

    maps: tuple[NDArray[np.float32], ...]
    """For each code (K, h, w): how far each place lies along each direction."""
    shares: Shares
    """(K,) part of the variance of all places that lies along each direction."""
    directions: Shares
    """(K, C) of length 1; the largest entry of each is positive."""


def channel_distribution(code: Code) -> Shares:
    """Return (C,): the softmax over channels, averaged over all places; it sums to 1."""
    values = code.reshape(len(code), -1).astype(np.float64)
    powers = np.exp(values - values.max(axis=0))
    shares: Shares = (powers / powers.sum(axis=0)).mean(axis=1)
    return shares


def divergence_terms(real: Shares, synthetic: Shares) -> Shares:
    """Return (C,): what each channel adds to KL(real || synthetic) [nats]; some are negative."""
    terms: Shares = real * (
        np.log(np.maximum(real, _SMALLEST)) - np.log(np.maximum(synthetic, _SMALLEST))
    )
    return terms


def principal_components(codes: Sequence[Code], count: int = 3) -> PrincipalComponents:
    """Return the first components of several codes with C channels, computed jointly.

    Args:
        codes: one or more; a component means the same in all of them.
        count: of components; no more than C are returned.
    """
    channels = len(codes[0])
    places = [code.reshape(channels, -1).astype(np.float64) for code in codes]
    together = np.concatenate(places, axis=1)
    mean = together.mean(axis=1, keepdims=True)
    centred = together - mean
    variances, vectors = np.linalg.eigh(centred @ centred.T / centred.shape[1])
    largest_first = np.argsort(variances)[::-1][: min(count, channels)]
    directions = _with_positive_peak(vectors[:, largest_first].T)
    total = float(variances.sum())
    shares = np.maximum(variances[largest_first], 0) / total if total > 0 else np.zeros(count)
    maps = (directions @ (values - mean) for values in places)
    return PrincipalComponents(
        maps=tuple(
            values.astype(np.float32).reshape(-1, *code.shape[1:])
            for values, code in zip(maps, codes, strict=True)
        ),
        shares=shares,
        directions=directions,
    )


def component_limits(components: PrincipalComponents, share: float = 0.99) -> Shares:
    """Return (K,): what a share of all places stays within, for each component; never 0."""
    flat = [np.abs(values.reshape(len(values), -1)) for values in components.maps]
    limits: Shares = np.quantile(np.concatenate(flat, axis=1), share, axis=1)
    return np.maximum(limits, 1e-9)


def _with_positive_peak(directions: Shares) -> Shares:
    """Return the directions (K, C), turned round where their largest entry is negative."""
    peaks = np.abs(directions).argmax(axis=1)
    signs = np.sign(directions[np.arange(len(directions)), peaks])
    turned: Shares = directions * signs[:, None]
    return turned
