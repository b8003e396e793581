"""What a student can do at some step: on the guard set, on photos it learns from, on others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import fmean, median

import torch

from ssidkd.core.dark_channel import dark_channel, dark_channel_mean
from ssidkd.core.derainer import Derainer
from ssidkd.core.metrics import niqe, psnr_rgb
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.picture import Pixels
from ssidkd.learning.finetune.pictures import JobPictures


class MeasuringStopped(Exception):  # noqa: N818 - stopping on request is no error
    """The measurement was given up because the job is to stop."""


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """A student at one step. Per photo, in the order of the job's pictures."""

    step: int
    guard_psnr: float
    """Mean over the guard set, `rgb` convention [dB]."""
    watched_niqe: tuple[float | None, ...]
    """Of derained photos that are learnt from, the probe first; None where there is no NIQE."""
    watched_dark: tuple[float, ...]
    """Means of their dark channels, 0 to 1."""
    held_niqe: tuple[float | None, ...]
    """Of derained photos that are not learnt from."""
    held_dark: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A measurement and what is shown of it."""

    measurement: Measurement
    probe: Pixels
    """The derained probe photo, whole, (H, W, 3) uint8."""


def measure(
    network: DerainNet,
    pictures: JobPictures,
    *,
    step: int,
    device: torch.device,
    should_stop: Callable[[], bool] = lambda: False,
) -> Measured:
    """Measure a student.

    Args:
        network: its weights; not changed.
        pictures: what it is measured on.
        step: at which this is.
        device: where to run.
        should_stop: asked before every picture.

    Raises:
        MeasuringStopped: `should_stop` said so.
        DerainError: the network gives values that are not numbers, or memory falls short.
    """
    derained = derain_with(network, device, should_stop)
    watched = [derained(pixels) for pixels in pictures.watched.values()]
    held = [derained(pixels) for pixels in pictures.held_out.values()]
    guard = [psnr_rgb(derained(pair.rainy), pair.clean) for pair in pictures.guard]
    measurement = Measurement(
        step=step,
        guard_psnr=fmean(guard),
        watched_niqe=tuple(niqe(pixels).value for pixels in watched),
        watched_dark=tuple(darkness(pixels) for pixels in watched),
        held_niqe=tuple(niqe(pixels).value for pixels in held),
        held_dark=tuple(darkness(pixels) for pixels in held),
    )
    return Measured(measurement=measurement, probe=derained(pictures.probe))


def derain_with(
    network: DerainNet, device: torch.device, should_stop: Callable[[], bool]
) -> Callable[[Pixels], Pixels]:
    """Return a function that derains a picture, and raises `MeasuringStopped` if it is to stop."""
    derainer = Derainer(network, device=str(device))

    def derained(pixels: Pixels) -> Pixels:
        if should_stop():
            raise MeasuringStopped
        return derainer.derain(pixels).derained

    return derained


def mean_change(before: tuple[float | None, ...], after: tuple[float | None, ...]) -> float | None:
    """Return the mean of `after` - `before` over the photos that have both, None without any."""
    changes = _changes(before, after)
    return fmean(changes) if changes else None


def median_change(
    before: tuple[float | None, ...], after: tuple[float | None, ...]
) -> float | None:
    """Return the median of the same: one photo whose NIQE jumps does not outvote the others."""
    changes = _changes(before, after)
    return median(changes) if changes else None


def _changes(before: tuple[float | None, ...], after: tuple[float | None, ...]) -> list[float]:
    return [
        new - old
        for old, new in zip(before, after, strict=True)
        if old is not None and new is not None
    ]


def measurement_from(content: Mapping[str, object]) -> Measurement:
    """Read a measurement back from JSON, where tuples are lists."""
    values = {k: tuple(v) if isinstance(v, list) else v for k, v in content.items()}
    return Measurement(**values)  # type: ignore[arg-type]


def darkness(pixels: Pixels) -> float:
    """Return the mean of the dark channel, 0 to 1."""
    return dark_channel_mean(dark_channel(pixels))
