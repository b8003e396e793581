"""`python -m ssidkd import-official`: turn a checkpoint of the authors into safetensors."""

import argparse
import sys
from pathlib import Path

from ssidkd.commands.errors import CommandError, UsageError
from ssidkd.commands.types import Subparsers


def add_parser(subparsers: Subparsers) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "import-official",
        help="convert a checkpoint of the authors' network",
        description="Write the weights of an authors' checkpoint as a safetensors file of this "
        "project. No code in the checkpoint is run.",
    )
    parser.add_argument("checkpoint", type=Path, metavar="FILE", help="written by their training")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="OUT.safetensors", help="to write"
    )
    parser.add_argument(
        "--order",
        choices=("bgr", "rgb"),
        default="bgr",
        help="colour channels it was trained with (default: bgr, as in most of their scripts)",
    )
    parser.add_argument(
        "--role",
        choices=("teacher", "student"),
        default="teacher",
        help="trained in stage one or in stage two (default: teacher)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Convert one file and say what came out."""
    if arguments.output.suffix != ".safetensors":
        raise UsageError("The output's name must end in .safetensors.")

    # Only now, so that a wrong name is said at once: this loads torch.
    from ssidkd.core.weights import save_weights
    from ssidkd.core.weights.official_file import load_official

    try:
        loaded = load_official(arguments.checkpoint, arguments.order, arguments.role)
        digest = save_weights(loaded.network, loaded.card, arguments.output)
    except (ValueError, OSError) as error:
        raise CommandError(str(error)) from error
    sys.stdout.write(f"{arguments.output}\nSHA-256 {digest}\n")
    return 0
