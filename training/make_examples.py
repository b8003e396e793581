"""Build the bundled examples, guard pictures and clean photos: `python -m training.make_examples`.

With `--photos` the pictures themselves are made anew from the photos the manifests name. Without,
only the results are computed again, which every change of the bundled weights asks for.
"""

import argparse
import json
import logging
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from ssidkd.core.assets import assets_folder
from ssidkd.core.dark_channel import measure_dark_channel
from ssidkd.core.derainer import Derainer
from ssidkd.core.examples import (
    RESULTS,
    ExampleResults,
    ExampleScore,
    input_file,
    read_manifest,
    result_file,
)
from ssidkd.core.intake import read_picture
from ssidkd.core.metrics import niqe
from ssidkd.core.picture import Pixels
from ssidkd.core.rain import PRESETS, add_rain
from ssidkd.core.weights import LoadedWeights, Role
from ssidkd.core.weights.bundled import bundled_weights

VARIANT = "lite"
EXAMPLE_PIXELS = 560 * 373
JPEG_QUALITY = 92
GUARD_SIDE = 256
ROLES: tuple[Role, ...] = ("teacher", "student")

log = logging.getLogger(__name__)


def main(argv: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    examples = arguments.assets / "examples"
    if arguments.photos:
        make_inputs(arguments.photos, examples)
        make_guards(arguments.photos, arguments.assets / "guard")
        make_clean(arguments.photos, arguments.assets / "clean")
    weights = {role: bundled_weights(arguments.assets, role, VARIANT) for role in ROLES}
    make_results(examples, weights)
    size = sum(path.stat().st_size for path in examples.iterdir())
    log.info("%.2f MB in %s", size / 1e6, examples.name)
    return 0


def make_inputs(photos: Path, folder: Path) -> None:
    """Write the rainy picture of every example, small and as JPEG, as phones save them."""
    for credit in read_manifest(folder):
        clean = _shrunk(read_picture(photos / credit.photo).pixels, EXAMPLE_PIXELS)
        rainy = add_rain(clean, PRESETS[credit.preset], int(credit.seed)).rainy
        Image.fromarray(rainy).save(input_file(folder, credit.name), quality=JPEG_QUALITY)


def make_clean(photos: Path, folder: Path) -> None:
    """Write every photo on which the rain lab puts rain, as small as the examples."""
    for credit in read_manifest(folder):
        clean = _shrunk(read_picture(photos / credit.photo).pixels, EXAMPLE_PIXELS)
        Image.fromarray(clean).save(input_file(folder, credit.name), quality=JPEG_QUALITY)


def make_guards(photos: Path, folder: Path) -> None:
    """Write a square from the middle of every guard photo."""
    for credit in read_manifest(folder):
        pixels = read_picture(photos / credit.photo).pixels
        height, width = pixels.shape[:2]
        scale = 1.5 * GUARD_SIDE / min(height, width)
        small = _shrunk(pixels, int(height * width * scale**2))
        top, left = ((side - GUARD_SIDE) // 2 for side in small.shape[:2])
        square = small[top : top + GUARD_SIDE, left : left + GUARD_SIDE]
        Image.fromarray(square).save(input_file(folder, credit.name), quality=JPEG_QUALITY)


def make_results(folder: Path, weights: Mapping[Role, LoadedWeights]) -> None:
    """Compute and write every result: on the CPU in float32, the same on every machine."""
    derainers = {
        role: Derainer(
            loaded.network,
            channel_order=loaded.card.channel_order,
            device="cpu",
            precision="float32",
        )
        for role, loaded in weights.items()
    }
    scores = {}
    for credit in read_manifest(folder):
        rainy = read_picture(input_file(folder, credit.name)).pixels
        scores[credit.name] = {"input": score_example(rainy)}
        for role, derainer in derainers.items():
            derained = derainer.derain(rainy).derained
            path = result_file(folder, credit.name, role)
            Image.fromarray(derained).save(path, lossless=True, quality=100, method=6)
            scores[credit.name][role] = score_example(derained)
        log.info("%s %s", credit.name, {name: s.niqe for name, s in scores[credit.name].items()})
    results = ExampleResults(
        variant=next(iter(weights.values())).card.variant,
        precision="float32",
        weights={role: loaded.sha256 for role, loaded in weights.items()},
        scores=scores,
    )
    text = json.dumps(asdict(results), indent=1, sort_keys=True)
    (folder / RESULTS).write_text(text + "\n", encoding="utf-8")


def score_example(pixels: Pixels) -> ExampleScore:
    """Measure what the page says about a picture, rounded to what the file keeps."""
    score = niqe(pixels)
    return ExampleScore(
        niqe=None if score.value is None else round(score.value, 4),
        niqe_reason=score.reason,
        dark_mean=round(measure_dark_channel(pixels).mean, 5),
    )


def _shrunk(pixels: Pixels, count: int) -> Pixels:
    """Return a picture with its shape kept and about `count` pixels."""
    height, width = pixels.shape[:2]
    scale = (count / (height * width)) ** 0.5
    size = (round(width * scale), round(height * scale))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.make_examples", description=__doc__)
    parser.add_argument("--photos", type=Path, help="folder of the photos the manifests name")
    parser.add_argument("--assets", type=Path, default=assets_folder(), help="the assets folder")
    return parser


if __name__ == "__main__":
    sys.exit(main())
