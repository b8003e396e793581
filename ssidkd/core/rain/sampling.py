"""Random rain for training: kinds of rain with the shares a run asks for."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ssidkd.core.rain.parameters import RainParameters


@dataclass(frozen=True, kw_only=True)
class RainMixture:
    """How often each kind of rain falls on a training crop. Shares are relative."""

    none: float = 0.12
    """No rain at all: a clean photo has to pass unharmed."""
    soft: float = 0.34
    """Tapered streaks, from drizzle to heavy (Rain200L looks like its light end)."""
    sharp: float = 0.2
    """Dense hard-edged lines (Rain200H looks like this)."""
    taken: float = 0.2
    """Streak layers taken off real training pairs; falls back to `sharp` where there are none."""
    wild: float = 0.14
    """Everything else: veil, night, long thin streaks, near drops, screen blending, noise, JPEG."""

    def choose(self, rng: np.random.Generator) -> str:
        """Draw the name of one kind."""
        names = ["none", "soft", "sharp", "taken", "wild"]
        shares = np.array([getattr(self, name) for name in names])
        return str(rng.choice(names, p=shares / shares.sum()))


def _between(rng: np.random.Generator, low: float, high: float) -> float:
    """Draw log-uniformly, so that small values are as common as large ones."""
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def soft_rain(rng: np.random.Generator) -> RainParameters:
    """Draw tapered streaks of any strength."""
    return RainParameters(
        amount=_between(rng, 0.02, 0.35),
        length=_between(rng, 10, 70),
        width=_between(rng, 0.7, 2.2),
        brightness=rng.uniform(0.25, 0.9),
        wind=float(np.clip(rng.normal(0, 14), -45, 45)),
        spread=_between(rng, 0.3, 5),
        layers=int(rng.integers(1, 4)),
        defocus=float(rng.choice([0.0, rng.uniform(0, 2)])),
    )


def sharp_rain(rng: np.random.Generator) -> RainParameters:
    """Draw dense lines with hard edges."""
    return RainParameters(
        amount=_between(rng, 0.1, 1.5),
        length=_between(rng, 20, 110),
        width=_between(rng, 0.8, 2.2),
        brightness=rng.uniform(0.15, 0.5),
        wind=float(np.clip(rng.normal(0, 12), -45, 45)),
        spread=_between(rng, 0.3, 4),
        layers=int(rng.integers(1, 6)),
        profile="sharp",
        defocus=float(rng.choice([0.0, rng.uniform(0, 1)])),
    )


def wild_rain(rng: np.random.Generator) -> RainParameters:
    """Draw a rain with one or more of the things that benchmarks leave out."""
    rain = (soft_rain if rng.random() < 0.75 else sharp_rain)(rng)
    twists: list[Callable[[RainParameters], RainParameters]] = [
        lambda r: replace(r, veil=rng.uniform(0.03, 0.45), airlight=rng.uniform(0.45, 0.95)),
        lambda r: replace(r, night=rng.uniform(0.4, 1), brightness=rng.uniform(0.4, 1)),
        lambda r: replace(
            r, length=rng.uniform(100, 260), width=rng.uniform(0.5, 1.3), amount=r.amount / 2
        ),
        lambda r: replace(r, drops=rng.uniform(0.1, 0.8)),
        lambda r: replace(r, blending="screen"),
        lambda r: replace(r, noise=rng.uniform(0.003, 0.03)),
        lambda r: replace(r, jpeg_quality=int(rng.integers(55, 96))),
    ]
    for index in rng.choice(len(twists), size=rng.integers(1, 4), replace=False):
        rain = twists[index](rain)
    return rain
