"""One training step: loss terms of a batch, then one move of the optimiser."""

from collections.abc import Callable

import torch
from torch import Tensor, nn

from ssidkd.core.network.derain_net import DerainOutput
from ssidkd.learning import losses
from ssidkd.learning.batches import Batch
from ssidkd.learning.config import RealWeights, SupervisedWeights, TrainingConfig
from ssidkd.learning.state import TrainingState, update_ema

Network = Callable[[Tensor], DerainOutput]
Terms = dict[str, Tensor]
"""Weighted loss terms by name; their sum is the loss."""


def to_float(crops: Tensor, device: torch.device) -> Tensor:
    """Return crops (B, 3, S, S) uint8 as float32 in [0, 1] on the device, channels-last."""
    moved = crops.to(device, non_blocking=True)
    return moved.to(torch.float32, memory_format=torch.channels_last).div_(255)


def supervised_terms(derained: Tensor, clean: Tensor, weights: SupervisedWeights) -> Terms:
    """Return the terms that compare with the truth, see `SupervisedWeights`."""
    terms: Terms = {}
    if weights.l1:
        terms["l1"] = weights.l1 * losses.l1(derained, clean)
    if weights.charbonnier:
        terms["charbonnier"] = weights.charbonnier * losses.charbonnier(derained, clean)
    if weights.negative_ssim:
        terms["negative_ssim"] = weights.negative_ssim * (1 - losses.ssim(derained, clean))
    return terms


def real_terms(
    synthetic: DerainOutput, real: DerainOutput, weights: RealWeights, pseudo_label: Tensor
) -> Terms:
    """Return the terms of stage two that need no truth (eq. 7).

    Args:
        synthetic: the student's outputs on synthetic rain.
        real: the student's outputs on real rain.
        weights: form and weight of each term.
        pseudo_label: the code of synthetic rain that the real code should resemble.
    """
    forms: dict[str, tuple[Callable[..., Tensor], ...]] = {
        "mean": (losses.code_divergence, losses.dark_channel_mean, losses.total_variation),
        "paper": (
            losses.released_code_divergence,
            losses.dark_channel_sum,
            losses.total_variation_sum,
        ),
        "released": (
            losses.released_code_divergence,
            losses.released_dark_channel,
            losses.released_total_variation,
        ),
    }
    divergence, dark_channel, variation = forms[weights.form]
    on_synthetic = weights.form != "mean"  # ours leaves the synthetic half to the truth
    terms: Terms = {}
    if weights.kl:
        terms["kl"] = weights.kl * divergence(real.code, pseudo_label)
    if weights.dark_channel:
        dark = dark_channel(real.derained)
        if on_synthetic:
            dark = dark + dark_channel(synthetic.derained)
        terms["dark_channel"] = weights.dark_channel * dark
    if weights.total_variation:
        total = variation(real.derained)
        if weights.form == "released":
            total = total + variation(synthetic.derained)
        terms["total_variation"] = weights.total_variation * total
    return terms


def teacher_terms(
    student: DerainOutput, teacher: DerainOutput, pairs: int, weights: RealWeights
) -> Terms:
    """Return the terms that hold the student to a frozen teacher on the same crops."""
    terms: Terms = {}
    if weights.anchor:
        terms["anchor"] = weights.anchor * losses.l1(student.rain[:pairs], teacher.rain[:pairs])
    if weights.consistency:
        target = teacher.derained[pairs:].clamp(0, 1)
        terms["consistency"] = weights.consistency * losses.l1(student.derained[pairs:], target)
    return terms


def loss_terms(
    network: Network,
    teacher: Network | None,
    batch: Batch,
    config: TrainingConfig,
    device: torch.device,
) -> Terms:
    """Return the weighted loss terms of a batch; one forward pass for both halves."""
    rainy, clean = to_float(batch.rainy, device), to_float(batch.clean, device)
    pairs = len(rainy)
    real_crops = None if batch.real is None else to_float(batch.real, device)
    crops = rainy if real_crops is None else torch.cat([rainy, real_crops])
    teacher_output = None
    with torch.autocast(device.type, torch.bfloat16, enabled=config.bf16):
        output = network(crops)
        if teacher is not None:
            with torch.no_grad():
                teacher_output = teacher(crops)
    if real_crops is None:
        return supervised_terms(output.derained, clean, config.supervised)
    synthetic = DerainOutput(*(tensor[:pairs] for tensor in output))
    real = DerainOutput(*(tensor[pairs:] for tensor in output))
    pseudo_label = synthetic.code if teacher_output is None else teacher_output.code[:pairs]
    terms = supervised_terms(synthetic.derained, clean, config.supervised)
    terms |= real_terms(synthetic, real, config.real, pseudo_label)
    if teacher_output is not None:
        terms |= teacher_terms(output, teacher_output, pairs, config.real)
    return terms


def optimizer_step(state: TrainingState, terms: Terms, config: TrainingConfig, rate: float) -> float:
    """Move the weights once and return the gradient's norm before clipping.

    A gradient that is not finite moves nothing and is counted in the state.
    """
    for group in state.optimizer.param_groups:
        group["lr"] = rate
    torch.stack([term.float() for term in terms.values()]).sum().backward()
    limit = config.clip_norm or float("inf")
    norm = float(nn.utils.clip_grad_norm_(state.network.parameters(), limit))
    finite = norm < float("inf")  # also false for a norm that is not a number
    if finite:
        state.optimizer.step()
    state.optimizer.zero_grad(set_to_none=True)
    state.step += 1
    state.skipped += not finite
    state.recent_skips = 0 if finite else state.recent_skips + 1
    if finite:
        update_ema(state, config.ema_decay)
    return norm
