"""The pictures of a job: which photos it learns from, which it is judged on, and the guard set."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ssidkd.core.examples import input_file, read_manifest
from ssidkd.core.intake import PictureRefused, read_picture
from ssidkd.core.picture import Pixels
from ssidkd.core.rain.compose import add_rain
from ssidkd.core.rain.presets import PRESETS
from ssidkd.learning.finetune.config import FinetuneConfig
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.photos import TrainingDataError, resized

FEWEST_TO_HOLD_OUT = 3
"""With fewer photos all are learnt from, and nothing can be said of photos not seen."""
MOST_HELD_OUT = 6
MOST_WATCHED = 4
"""Photos learnt from that are measured too; the probe is the first of them."""
MEASURED_SIDE = 384
"""Side of the middle of a photo that is measured [px], at the scale it is learnt from: in a smaller
copy the detail is gone that NIQE is about."""
SHOWN_SIDE = 384
"""Longest side at which the whole probe is shown [px]."""
LEARNT_SIDE = 1024
"""Longest side at which photos are learnt from [px]; 200 of them fit into memory."""
GUARD_SIDE = 160
"""Side of the middle of a guard photo that is measured [px]: a measurement must be short."""
_GUARD_RAIN = ("light", "moderate", "heavy", "benchmark_heavy")


@dataclass(frozen=True, kw_only=True)
class GuardPair:
    """A bundled photo and the same with rain; what a finetuned student must still be able to do."""

    name: str
    rainy: Pixels
    clean: Pixels


@dataclass(frozen=True, kw_only=True)
class JobPictures:
    """Everything a job learns from and is measured on, each picture (H, W, 3) uint8."""

    learnt: dict[str, Pixels]
    """Photos of the real branch by name; the probe is the first."""
    held_out: dict[str, Pixels]
    """The middle of photos the student never sees."""
    skipped: dict[str, str]
    """Photos that cannot be read by name, each with a sentence that says why."""
    clean: tuple[Pixels, ...]
    """Bundled clean photos of the synthetic branch."""
    guard: tuple[GuardPair, ...]

    @property
    def probe(self) -> Pixels:
        """The photo that is shown, whole and at `SHOWN_SIDE`."""
        return at_most(next(iter(self.learnt.values())), SHOWN_SIDE)

    @property
    def watched(self) -> dict[str, Pixels]:
        """The middle of photos learnt from that are measured; that of the probe is the first."""
        names = list(self.learnt)[:MOST_WATCHED]
        return {name: middle(self.learnt[name], MEASURED_SIDE) for name in names}


def read_pictures(folder: JobFolder, config: FinetuneConfig, assets: Path) -> JobPictures:
    """Read a job's photos and the bundled ones.

    Raises:
        TrainingDataError: none of the photos can be read, or the bundled ones are missing.
    """
    photos, skipped = _readable(folder.photos, config.photos)
    if not photos:
        raise TrainingDataError("None of the photos can be read. Start again with other photos.")
    probe = config.probe_name if config.probe_name in photos else next(iter(photos))
    held = set(held_out_names(list(photos), probe, config.seed))
    learnt = [probe, *(name for name in photos if name != probe and name not in held)]
    return JobPictures(
        learnt={name: photos[name] for name in learnt},
        held_out={n: middle(p, MEASURED_SIDE) for n, p in photos.items() if n in held},
        skipped=skipped,
        clean=tuple(_bundled(assets / "clean").values()),
        guard=guard_pairs(assets),
    )


def _readable(folder: Path, names: Sequence[str]) -> tuple[dict[str, Pixels], dict[str, str]]:
    """Return the photos that can be read, and why the others cannot, by name."""
    photos: dict[str, Pixels] = {}
    skipped: dict[str, str] = {}
    for name in names:
        try:
            photos[name] = at_most(read_picture(folder / name).pixels, LEARNT_SIDE)
        except PictureRefused as refusal:  # noqa: PERF203 - one bad photo spares the others
            skipped[name] = refusal.sentence
    return photos, skipped


def held_out_names(names: Sequence[str], probe: str, seed: int) -> list[str]:
    """Choose a third of the photos, never the probe, that stay out of training."""
    if len(names) < FEWEST_TO_HOLD_OUT:
        return []
    others = sorted(name for name in names if name != probe)
    count = min(len(names) // 3, MOST_HELD_OUT)
    chosen = np.random.default_rng((seed, len(others))).permutation(len(others))[:count]
    return [others[index] for index in sorted(chosen)]


def guard_pairs(assets: Path) -> tuple[GuardPair, ...]:
    """Return the bundled guard photos with rain on them, always the same.

    Raises:
        TrainingDataError: they are missing.
    """
    pairs = []
    for number, (name, clean) in enumerate(_bundled(assets / "guard").items()):
        rain = PRESETS[_GUARD_RAIN[number % len(_GUARD_RAIN)]]
        made = add_rain(clean, rain, seed=number)
        pair = GuardPair(
            name=name, rainy=middle(made.rainy, GUARD_SIDE), clean=middle(made.clean, GUARD_SIDE)
        )
        pairs.append(pair)
    return tuple(pairs)


def at_most(pixels: Pixels, longest_side: int) -> Pixels:
    """Return a picture (H, W, 3) uint8 made smaller if a side is longer, never under 32 px."""
    height, width = pixels.shape[:2]
    factor = max(longest_side / max(height, width), 32.5 / min(height, width))
    return resized(pixels, factor) if factor < 1 else pixels


def middle(pixels: Pixels, side: int) -> Pixels:
    """Return the middle of a picture (H, W, 3), at most `side` px a side."""
    top, left = (max(length - side, 0) // 2 for length in pixels.shape[:2])
    return np.ascontiguousarray(pixels[top : top + side, left : left + side])


def _bundled(folder: Path) -> dict[str, Pixels]:
    try:
        names = [credit.name for credit in read_manifest(folder)]
        photos = {name: read_picture(input_file(folder, name)).pixels for name in names}
    except (OSError, PictureRefused) as error:
        raise TrainingDataError(
            f"The folder {folder.name} of the project's assets is missing or damaged. Copy the "
            f"project again."
        ) from error
    if not photos:
        raise TrainingDataError(f"The folder {folder.name} of the project's assets is empty.")
    return photos
