"""`python -m ssidkd rain`: put synthetic rain on a clean picture."""

import argparse
import sys
from pathlib import Path

from ssidkd.commands.errors import CommandError, UsageError
from ssidkd.commands.types import Subparsers


def add_parser(subparsers: Subparsers) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "rain",
        help="put rain on a clean picture",
        description="Put synthetic rain on a clean picture. The same picture, preset and seed "
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


def run(arguments: argparse.Namespace) -> int:
    """Write the rainy picture."""
    from ssidkd.commands import pictures
    from ssidkd.core.rain import PRESETS, add_rain

    if arguments.preset not in PRESETS:
        raise UsageError(f"There is no preset {arguments.preset!r}. Take {', '.join(PRESETS)}.")
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
    pair = add_rain(clean.pixels, PRESETS[arguments.preset], arguments.seed)
    pictures.write(pair.rainy, output)
    return 0
