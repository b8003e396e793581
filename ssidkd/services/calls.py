"""What programs can call: the page's work on one picture, with facts instead of words."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ssidkd.core.derainer import TileProgress
from ssidkd.core.intake import read_picture
from ssidkd.core.metrics import NiqeResult, psnr_rgb, psnr_y, ssim_rgb, ssim_y
from ssidkd.core.picture import Pixels
from ssidkd.core.rain import PRESETS, add_rain
from ssidkd.core.version import VERSION
from ssidkd.core.weights import Role
from ssidkd.services.background import ShouldStop
from ssidkd.services.deraining import ROLES, DerainingService
from ssidkd.services.memory import memory_errors_named
from ssidkd.services.photos import read_photo
from ssidkd.services.shelf import PictureShelf

Facts = dict[str, Any]


class CallError(ValueError):
    """An argument cannot be used; the sentence says what can."""


class CallService:
    """Answers calls; results lie on the shelf for as long as those of the page.

    Args:
        deraining: makes the results.
        score: gives a picture its NIQE.
        shelf: where results are written.
    """

    def __init__(
        self,
        deraining: DerainingService,
        score: Callable[[Pixels], NiqeResult],
        shelf: PictureShelf,
    ) -> None:
        self._deraining = deraining
        self._score = score
        self._shelf = shelf

    def derain(
        self, file: Path, model: str, full_size: bool, should_stop: ShouldStop = lambda: False
    ) -> tuple[Path, Facts]:
        """Derain a picture; return a PNG file and how it was made.

        Raises:
            CallError: there is no such model.
            PictureRefused: the file is not taken as a picture.
            DerainError: the picture could not be derained, or nobody can be taken in at the moment.
            DerainCancelled: when `should_stop` says so.
        """
        role = _role(model)
        with self._deraining.seat() as seat, memory_errors_named():
            photo = read_photo(file, None if full_size else self._deraining.quick_pixels())
            seat.take(should_stop)
            self._deraining.check_memory(self._deraining.derainer(role), *photo.pixels.shape[:2])
            before = self._score(photo.pixels)
            result = self._deraining.derain(role, photo.pixels, _nothing, should_stop)
            after = self._score(result.derained)
        height, width = result.derained.shape[:2]
        facts = {
            "width": width,
            "height": height,
            "width_sent": photo.full_size[0],
            "height_sent": photo.full_size[1],
            "niqe_before": before.value,
            "niqe_after": after.value,
            "niqe_reason": before.reason or after.reason,
            "model": role,
            "variant": self._deraining.policy.variant,
            "weights_sha256": self._deraining.weights_sha256(role),
            "seconds": round(result.seconds, 3),
            "device": result.device,
            "precision": result.precision,
            "notices": [*photo.notices, *result.notices],
            "version": VERSION,
        }
        return self._shelf.put(result.derained, f"derained-{role}"), facts

    def score(self, file: Path, reference: Path | None) -> Facts:
        """Score a picture, against its clean picture where there is one.

        Raises:
            PictureRefused: a file is not taken as a picture.
            NotComparableError: picture and reference differ in size.
        """
        pixels = read_picture(file).pixels
        result = self._score(pixels)
        facts: Facts = {"niqe": result.value, "niqe_reason": result.reason}
        if reference is None:
            return facts
        clean = read_picture(reference).pixels
        measures = {"psnr_rgb": psnr_rgb, "ssim_rgb": ssim_rgb, "psnr_y": psnr_y, "ssim_y": ssim_y}
        return facts | {name: measure(pixels, clean) for name, measure in measures.items()}

    def rain(self, file: Path, preset: str, seed: int) -> tuple[Path, Facts]:
        """Put synthetic rain on a clean picture; return a PNG file and what the rain is.

        Raises:
            CallError: there is no such preset, or the seed is negative.
            PictureRefused: the file is not taken as a picture.
        """
        if preset not in PRESETS:
            raise CallError(f"There is no such rain. Take one of: {', '.join(PRESETS)}.")
        if not 0 <= seed < 2**63:
            raise CallError("The seed must be a whole number from 0 to 9223372036854775807.")
        photo = read_photo(file, None)
        rainy = add_rain(photo.pixels, PRESETS[preset], seed).rainy
        facts = {
            "preset": preset,
            "seed": seed,
            "rain": asdict(PRESETS[preset]),
            "notices": list(photo.notices),
            "version": VERSION,
        }
        return self._shelf.put(rainy, f"rainy-{preset}"), facts


def _role(model: str) -> Role:
    for role in ROLES:
        if model == role:
            return role
    raise CallError(f"There is no such model. Take one of: {', '.join(ROLES)}.")


def _nothing(_progress: TileProgress) -> None:
    """Nobody watches."""
