"""What a training run is: one frozen dataclass for both stages."""

from dataclasses import dataclass, field
from typing import Literal

from ssidkd.core.network.config import VARIANTS, NetworkConfig
from ssidkd.core.network.derain_net import MINIMUM_SIDE
from ssidkd.core.rain.sampling import RainMixture

Schedule = Literal["cosine", "milestones", "constant"]


@dataclass(frozen=True, kw_only=True)
class SupervisedWeights:
    """Weights of the terms that compare a derained picture with the truth; 0 leaves one out."""

    l1: float = 1.0
    """Mean absolute difference. The released code's stage two has 20."""
    charbonnier: float = 0.0
    """Mean of sqrt(d^2 + 1e-6): L1 with a soft middle."""
    negative_ssim: float = 0.2
    """1 - SSIM; up to a constant the paper's stage one (eq. 6)."""


@dataclass(frozen=True, kw_only=True)
class RealWeights:
    """Weights of the terms of stage two that need no truth; 0 leaves one out.

    The terms of `paper` and `released` are sums whose size depends on crop and batch, made for
    their weights of 1e-6; those of `mean` are per pixel.
    """

    form: Literal["paper", "released", "mean"] = "mean"
    """How the terms are written, see `ssidkd.learning.real_terms`."""
    kl: float = 1.0
    """Distance of the rain codes of real and synthetic rain (eq. 8)."""
    dark_channel: float = 0.0
    """Size of the dark channel of derained pictures (eq. 9, 10)."""
    total_variation: float = 0.0
    """Total variation of derained pictures (eq. 11)."""
    consistency: float = 0.0
    """Distance of the student's real derained crops from a target made by the teacher."""
    consistency_ssim: float = 0.0
    """1 - SSIM of the same two: the distance alone moves brightness first, this the streaks."""
    rain_gain: float = 1.0
    """How much of the teacher's rain layer that target takes off; above 1 for a teacher that has
    learnt from synthetic rain and leaves some of the real rain where it is."""
    anchor: float = 0.0
    """Distance of the student's rain layer on synthetic crops from the teacher's."""

    @property
    def needs_target(self) -> bool:
        """Whether a term compares real derained crops with the teacher's."""
        return self.consistency > 0 or self.consistency_ssim > 0


@dataclass(frozen=True, kw_only=True)
class TrainingConfig:
    """One run of one stage."""

    stage: Literal[1, 2] = 1
    """1: supervised on pairs (SID). 2: pairs and real photos together (SSID-KD)."""
    network: NetworkConfig = field(default_factory=lambda: VARIANTS["lite"])
    """The shape of teacher and student."""
    steps: int = 20_000
    """Optimiser steps of the whole run; a budget in minutes takes its place where given."""
    batch_size: int = 8
    """Crops of a step, over all processes; in stage two as many real ones come on top."""
    crop: int = 64
    """Side of the square crops [px]."""
    crop_growth: tuple[tuple[float, int, int], ...] = ()
    """Later crops: (progress from 0 to 1, crop side, batch size), in order of progress."""
    learning_rate: float = 1e-3
    """Highest step size."""
    optimizer: Literal["adam", "adamw", "muon"] = "adamw"
    """`adam` as in the paper; `adamw` adds `weight_decay`; `muon`: `ssidkd.learning.muon`."""
    weight_decay: float = 1e-4
    """Decoupled weight decay, not for `adam`."""
    schedule: Schedule = "cosine"
    """How the step size falls after warm-up."""
    milestones: tuple[float, ...] = ()
    """For `milestones`: progress values at which the step size is multiplied by `decay`."""
    decay: float = 0.1
    """Factor at each milestone."""
    warmup_steps: int = 300
    """Steps over which the step size rises from 0; also after a restart from weights alone."""
    supervised: SupervisedWeights = field(default_factory=SupervisedWeights)
    """Loss on pairs."""
    real: RealWeights = field(default_factory=RealWeights)
    """Loss on real photos, stage two only."""
    mixture: RainMixture = field(default_factory=RainMixture)
    """Kinds of rain put on clean photos."""
    pair_share: float = 0.3
    """Share of crops from fixed pairs where there are clean photos too."""
    trained: tuple[str, ...] = ()
    """Beginnings of the names of the parameters that learn, such as `tail.`; empty for all."""
    share_weights: bool = True
    """Stage two: one network sees both halves (paper and released code); False freezes a copy of
    the first weights as the teacher that gives the synthetic code and the targets."""
    zero_tail: bool = True
    """Start from scratch with a silent tail, so the first output is the picture itself."""
    clip_norm: float = 1.0
    """Largest norm of the gradient; 0 for no clipping."""
    ema_decay: float = 0.999
    """Decay of the running mean of the weights that is kept as the result; 0 for none."""
    bf16: bool = True
    """Convolutions in bfloat16 under autocast; losses stay in float32."""
    augment: bool = True
    """Random flips and sizes of the clean photos."""
    seed: int = 0
    """Every batch follows from the seed and its step."""

    def __post_init__(self) -> None:
        """Raise `ValueError` for values no run can have."""
        sizes = ((0.0, self.crop, self.batch_size), *self.crop_growth)
        if self.steps < 1 or min(batch_size for _, _, batch_size in sizes) < 1:
            raise ValueError("steps and batch size must be at least 1")
        if min(crop for _, crop, _ in sizes) < MINIMUM_SIDE:
            raise ValueError(f"crops must be at least {MINIMUM_SIDE} px a side")
        if list(sizes) != sorted(sizes, key=lambda size: size[0]):
            raise ValueError("crop growth must be in order of progress")
        if not 0 < self.learning_rate < 1 or not 0 <= self.ema_decay < 1:
            raise ValueError("learning rate must be in (0, 1) and EMA decay in [0, 1)")
        if not 0 <= self.pair_share <= 1:
            raise ValueError("the share of fixed pairs must be in [0, 1]")
