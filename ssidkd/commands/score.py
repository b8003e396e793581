"""`python -m ssidkd score`: NIQE of pictures, and PSNR and SSIM against a reference."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssidkd.commands.errors import CommandError
from ssidkd.commands.types import Subparsers

if TYPE_CHECKING:
    from ssidkd.core.picture import Pixels

Row = dict[str, Any]
"""What one picture scored, or why it has no score, under the names that are printed."""


def add_parser(subparsers: Subparsers) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "score",
        help="score pictures: NIQE, and PSNR and SSIM against a reference",
        description="NIQE needs no reference and is better when lower. PSNR [dB] and SSIM need "
        "the clean picture; rgb is the convention of the paper, y that of later ones.",
    )
    parser.add_argument("pictures", type=Path, nargs="+", metavar="PICTURE")
    parser.add_argument(
        "--reference", type=Path, metavar="CLEAN", help="clean picture to compare all others with"
    )
    parser.add_argument(
        "--json", action="store_true", help="print an object, or a list for several pictures"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print what every picture scored."""
    from ssidkd.commands import pictures

    reference = pictures.read(arguments.reference).pixels if arguments.reference else None
    rows = [_row(path, reference) for path in arguments.pictures]
    if arguments.json:
        printed = rows[0] if len(rows) == 1 else rows
        sys.stdout.write(json.dumps(printed, indent=2, allow_nan=False) + "\n")
    else:
        sys.stdout.writelines(_in_words(row) for row in rows if "error" not in row)
    errors = [row["error"] for row in rows if "error" in row]
    sys.stderr.writelines(f"ssidkd score: {error}\n" for error in errors)
    return 1 if errors else 0


def _row(path: Path, reference: "Pixels | None") -> Row:
    from ssidkd.commands import pictures
    from ssidkd.core.metrics import NotComparableError, PristineModelError, score

    try:
        return {"file": str(path), **asdict(score(pictures.read(path).pixels, reference))}
    except (NotComparableError, PristineModelError) as error:
        return {"file": str(path), "error": f"{str(path)!r}: {error}"}
    except CommandError as error:
        return {"file": str(path), "error": str(error)}


def _in_words(row: Row) -> str:
    without = f"none. {row['niqe_reason']}"
    lines = [row["file"], f"  NIQE      {without if row['niqe'] is None else _digits(row['niqe'])}"]
    for name, label, unit in (
        ("psnr_rgb", "PSNR rgb", " dB"),
        ("ssim_rgb", "SSIM rgb", ""),
        ("psnr_y", "PSNR y", " dB"),
        ("ssim_y", "SSIM y", ""),
    ):
        if row[name] is not None:
            lines.append(f"  {label:<9} {_digits(row[name])}{unit}")
    return "\n".join(lines) + "\n"


def _digits(value: float) -> str:
    return f"{value:.4f}"
