"""The loss terms of stage two that need no truth (paper eq. 7), in the three forms there are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from torch import Tensor

from ssidkd.core.network.derain_net import DerainOutput
from ssidkd.learning import losses
from ssidkd.learning.config import RealWeights

Terms = dict[str, Tensor]
"""Weighted loss terms by name; their sum is the loss."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """How the terms of stage two are written."""

    divergence: Callable[[Tensor, Tensor], Tensor]
    """Of the real code from the synthetic one."""
    dark_channel: Callable[[Tensor], Tensor]
    variation: Callable[[Tensor], Tensor]
    dark_on_synthetic: bool
    """Whether the dark channel of derained synthetic pictures counts too."""
    variation_on_synthetic: bool
    """Whether their total variation does."""
    sums: bool
    """Whether dark channel and variation are sums over the batch."""


FORMS: Mapping[Literal["paper", "released", "mean"], Form] = {
    "paper": Form(
        divergence=losses.released_code_divergence,  # eq. 8 "adopts the API provided by PyTorch"
        dark_channel=losses.dark_channel_sum,
        variation=losses.total_variation_sum,
        dark_on_synthetic=True,  # eq. 10 has both halves
        variation_on_synthetic=False,  # eq. 7 has the student's picture
        sums=True,
    ),
    "released": Form(
        divergence=losses.released_code_divergence,
        dark_channel=losses.released_dark_channel,
        variation=losses.released_total_variation,
        dark_on_synthetic=True,
        variation_on_synthetic=True,
        sums=True,
    ),
    "mean": Form(
        divergence=losses.code_divergence,
        dark_channel=losses.dark_channel_mean,
        variation=losses.total_variation,
        dark_on_synthetic=False,  # the truth says more about the synthetic half
        variation_on_synthetic=False,
        sums=False,
    ),
}


def real_terms(
    synthetic: DerainOutput,
    real: DerainOutput,
    weights: RealWeights,
    pseudo_label: Tensor,
    *,
    parts: int = 1,
) -> Terms:
    """Return the terms of stage two that need no truth.

    Args:
        synthetic: the student's outputs on synthetic rain.
        real: the student's outputs on real rain.
        weights: form and weight of each term.
        pseudo_label: the code of synthetic rain that the real code should resemble.
        parts: of how many equal parts of the batch this is one, whose gradients get averaged; a
            sum over the whole batch is that many times the average of the parts' sums.
    """
    form = FORMS[weights.form]
    scale = parts if form.sums else 1
    terms: Terms = {}
    if weights.kl:
        terms["kl"] = weights.kl * form.divergence(real.code, pseudo_label)
    if weights.dark_channel:
        dark = form.dark_channel(real.derained)
        if form.dark_on_synthetic:
            dark = dark + form.dark_channel(synthetic.derained)
        terms["dark_channel"] = scale * weights.dark_channel * dark
    if weights.total_variation:
        variation = form.variation(real.derained)
        if form.variation_on_synthetic:
            variation = variation + form.variation(synthetic.derained)
        terms["total_variation"] = scale * weights.total_variation * variation
    return terms
