"""`python -m ssidkd rain`: put synthetic rain on a clean picture."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ssidkd.commands.errors import CommandError, UsageError
from ssidkd.commands.types import Subparsers

if TYPE_CHECKING:
    from ssidkd.core.rain import RainParameters

_NUMBERS = {
    "amount": "area of all streaks over the area of the picture",
    "length": "mean length of the streaks [px of a picture whose shorter side is 400]",
    "width": "mean width of the streaks [px, as above]",
    "brightness": "what the brightest streaks add, 0 to 1",
    "wind": "lean of the streaks to the right [degrees]",
    "spread": "standard deviation of single streaks around it [degrees]",
    "layers": "depths",
    "defocus": "blur of the nearest depth [px, as above]",
    "drops": "share of large, blurred streaks close to the camera, 0 to 1",
    "veil": "share of the picture replaced by airlight, 0 to 0.9",
    "airlight": "brightness of the veil, 0 to 1",
    "night": "0: streaks are lit evenly; 1: only by the light around them",
    "noise": "standard deviation of sensor noise, of 1",
    "jpeg_quality": "quality of a JPEG round trip, 0 for none",
}
_CHOICES = {"profile": ("soft", "sharp"), "blending": ("add", "screen")}
_WHOLE = ("layers", "jpeg_quality")


def add_parser(subparsers: Subparsers) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "rain",
        help="put rain on a clean picture",
        description="Put synthetic rain on a clean picture. The same picture, rain and seed "
        "give the same file.",
    )
    parser.add_argument("clean", type=Path, metavar="CLEAN", help="picture without rain")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="RAINY", help="PNG file to write"
    )
    parser.add_argument(
        "--preset",
        default="moderate",
        help="kind of rain, from drizzle to cloudburst; an unknown name lists them all "
        "(default: %(default)s)",
    )
    parser.add_argument("--seed", type=int, default=0, help="places the streaks (default: 0)")
    group = parser.add_argument_group("instead of what the preset says")
    for name, what in _NUMBERS.items():
        group.add_argument(f"--{name.replace('_', '-')}", type=float, metavar="NUMBER", help=what)
    for name, words in _CHOICES.items():
        group.add_argument(f"--{name}", choices=words)


def run(arguments: argparse.Namespace) -> int:
    """Write the rainy picture."""
    from ssidkd.commands import pictures
    from ssidkd.core.rain import add_rain

    rain = _rain(arguments)
    if arguments.seed < 0:
        raise UsageError("The seed must be 0 or more.")
    output: Path = arguments.output
    if output.suffix.lower() != ".png":
        raise UsageError(f"{str(output)!r} must end in .png: other formats would lose detail.")
    if output.resolve() == arguments.clean.resolve():
        raise CommandError(f"{str(output)!r} would replace the clean picture. Name another file.")
    clean = pictures.read(arguments.clean)
    for notice in clean.notices:
        sys.stderr.write(f"{str(arguments.clean)!r}: {notice}\n")
    pair = add_rain(clean.pixels, rain, arguments.seed)
    pictures.write(pair.rainy, output)
    return 0


def _rain(arguments: argparse.Namespace) -> "RainParameters":
    """Return the preset with what else was asked for."""
    from ssidkd.core.rain import PRESETS

    if arguments.preset not in PRESETS:
        raise UsageError(f"There is no preset {arguments.preset!r}. Take {', '.join(PRESETS)}.")
    asked = {name: getattr(arguments, name) for name in (*_NUMBERS, *_CHOICES)}
    changes = {name: value for name, value in asked.items() if value is not None}
    for name in _WHOLE:
        if not float(changes.get(name, 0)).is_integer():
            raise UsageError(f"--{name.replace('_', '-')} must be a whole number.")
    changes.update({name: int(changes[name]) for name in _WHOLE if name in changes})
    try:
        return replace(PRESETS[arguments.preset], **changes)
    except ValueError as error:
        raise UsageError(f"{str(error).replace('_', '-')}.") from error
