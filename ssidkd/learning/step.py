"""One training step: loss terms of a batch, then one move of the optimiser."""

from collections.abc import Callable

import torch
from torch import Tensor, nn

from ssidkd.core.derainer.devices import has_fast_bf16
from ssidkd.core.network.derain_net import DerainOutput
from ssidkd.learning import losses
from ssidkd.learning.batches import Batch
from ssidkd.learning.config import RealWeights, SupervisedWeights, TrainingConfig
from ssidkd.learning.processes import Processes
from ssidkd.learning.real_terms import Terms, real_terms
from ssidkd.learning.state import TrainingState, update_ema

Network = Callable[[Tensor], DerainOutput]


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


def teacher_terms(
    student: DerainOutput, teacher: DerainOutput, pairs: int, weights: RealWeights
) -> Terms:
    """Return the terms that hold the student to a frozen teacher on the same crops.

    Args:
        student: its outputs on synthetic and then real crops.
        teacher: its outputs on the same crops; on the synthetic ones suffices for `anchor`.
        pairs: how many of the crops are synthetic.
        weights: of each term.
    """
    terms: Terms = {}
    if weights.anchor:
        terms["anchor"] = weights.anchor * losses.l1(student.rain[:pairs], teacher.rain[:pairs])
    if weights.needs_target:
        real, target = student.derained[pairs:], _target(teacher, pairs, weights.rain_gain)
        if weights.consistency:
            terms["consistency"] = weights.consistency * losses.l1(real, target)
        if weights.consistency_ssim:
            similarity = losses.ssim(real, target)
            terms["consistency_ssim"] = weights.consistency_ssim * (1 - similarity)
    return terms


def _target(teacher: DerainOutput, pairs: int, rain_gain: float) -> Tensor:
    """Return what real crops should become: the teacher's picture, with more of its rain off."""
    more = (rain_gain - 1) * teacher.rain[pairs:]
    return (teacher.derained[pairs:] - more).clamp(0, 1)


def loss_terms(
    network: Network,
    teacher: Network | None,
    batch: Batch,
    config: TrainingConfig,
    device: torch.device,
    *,
    parts: int = 1,
) -> Terms:
    """Return the weighted loss terms of a batch; one forward pass for both halves.

    Args:
        network: the one that learns.
        teacher: a frozen network, see `TrainingConfig.share_weights`.
        batch: crops of pairs, and of real photos in stage two.
        config: the run.
        device: where the networks are.
        parts: of how many equal parts of the step's batch this is one.
    """
    rainy, clean = to_float(batch.rainy, device), to_float(batch.clean, device)
    bf16 = config.bf16 and has_fast_bf16(device)
    if batch.real is None:
        with torch.autocast(device.type, torch.bfloat16, enabled=bf16):
            output = network(rainy)
        return supervised_terms(output.derained, clean, config.supervised)
    pairs = len(rainy)
    crops = torch.cat([rainy, to_float(batch.real, device)])
    with torch.autocast(device.type, torch.bfloat16, enabled=bf16):
        output = network(crops)
        seen = crops if config.real.needs_target else rainy
        taught = None if teacher is None else _without_gradient(teacher, seen)
    synthetic = DerainOutput(*(tensor[:pairs] for tensor in output))
    real = DerainOutput(*(tensor[pairs:] for tensor in output))
    pseudo_label = synthetic.code if taught is None else taught.code[:pairs]
    terms = supervised_terms(synthetic.derained, clean, config.supervised)
    terms |= real_terms(synthetic, real, config.real, pseudo_label, parts=parts)
    if taught is not None:
        terms |= teacher_terms(output, taught, pairs, config.real)
    return terms


@torch.no_grad()
def _without_gradient(teacher: Network, crops: Tensor) -> DerainOutput:
    return teacher(crops)


def optimizer_step(
    state: TrainingState,
    terms: Terms,
    config: TrainingConfig,
    rate: float,
    processes: Processes | None = None,
) -> tuple[dict[str, float], float]:
    """Move the weights once; a gradient that is not finite moves nothing and is counted.

    Returns:
        the terms' values, and the gradient's norm before clipping.
    """
    processes = processes or Processes()
    for group in state.optimizer.param_groups:
        group["lr"] = rate
    stacked = torch.stack([term.float() for term in terms.values()])
    stacked.sum().backward()
    parameters = [value for value in state.network.parameters() if value.grad is not None]
    values = stacked.detach()
    processes.average([values, *(value.grad for value in parameters if value.grad is not None)])
    norm = float(nn.utils.clip_grad_norm_(parameters, config.clip_norm or float("inf")))
    finite = norm < float("inf")  # also false for a norm that is not a number
    if finite:
        state.optimizer.step()
    state.optimizer.zero_grad(set_to_none=True)
    state.step += 1
    state.skipped += not finite
    state.recent_skips = 0 if finite else state.recent_skips + 1
    if finite:
        update_ema(state, config.ema_decay)
    return dict(zip(terms, values.tolist(), strict=True)), norm
