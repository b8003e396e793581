"""Did it help? Which weights a job keeps, and whether they are better than those it began with.

The weights are chosen by the guard set and by photos that were learnt from. The photos held out
choose nothing, so that what they say in the end is not flattered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ssidkd.learning.finetune.measuring import Measurement, mean_change, median_change

LARGEST_GUARD_LOSS = 0.3
"""What a result may lose on the guard set [dB]."""

Reason = Literal["guard_lost", "held_out_not_improved", "nothing_held_out"]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the evidence says about a result, as data; a page finds the words."""

    recommended: bool
    """Whether to use the result in place of the weights it began with."""
    reasons: tuple[Reason, ...]
    """Why not; empty if it is recommended."""
    best_step: int
    """The result is the student as of this step; 0 is the start."""
    guard_psnr_before: float
    """Mean over the guard set [dB]."""
    guard_psnr_after: float
    held_out: int
    """Photos that were kept out of training."""
    held_niqe_change: float | None
    """Mean over them of the change of NIQE; below 0 is better; None without any that has one."""
    held_dark_change: float | None
    """Mean over them of the change of the mean dark channel; None without any."""
    watched_niqe_change: float | None
    """The same over photos that were learnt from."""


def guard_lost(start: Measurement, now: Measurement) -> bool:
    """Return whether a student lost more on the guard set than a result may."""
    return start.guard_psnr - now.guard_psnr > LARGEST_GUARD_LOSS


def is_better(start: Measurement, best: Measurement, now: Measurement) -> bool:
    """Return whether `now` takes the place of the best so far.

    It must keep the guard. The first that does takes the start's place, for photos held out to
    judge; a later one must lower the NIQE of the photos learnt from in the median; where they have
    none, the dark channel counts.
    """
    if guard_lost(start, now):
        return False
    if best.step == start.step:
        return True
    change = median_change(best.watched_niqe, now.watched_niqe)
    if change is None:
        change = median_change(best.watched_dark, now.watched_dark)
    return change is not None and change < 0


def judge(start: Measurement, best: Measurement) -> Verdict:
    """Return the verdict on weights measured as `best` that began as `start`."""
    niqe_change = mean_change(start.held_niqe, best.held_niqe)
    dark_change = mean_change(start.held_dark, best.held_dark)
    reasons = tuple(_reasons(start, best, dark_change if niqe_change is None else niqe_change))
    return Verdict(
        recommended=not reasons,
        reasons=reasons,
        best_step=best.step,
        guard_psnr_before=start.guard_psnr,
        guard_psnr_after=best.guard_psnr,
        held_out=len(best.held_niqe),
        held_niqe_change=niqe_change,
        held_dark_change=dark_change,
        watched_niqe_change=mean_change(start.watched_niqe, best.watched_niqe),
    )


def _reasons(start: Measurement, best: Measurement, change: float | None) -> Sequence[Reason]:
    reasons: list[Reason] = []
    if guard_lost(start, best):
        reasons.append("guard_lost")
    if change is None:
        reasons.append("nothing_held_out")
    elif change >= 0:
        reasons.append("held_out_not_improved")
    return reasons
