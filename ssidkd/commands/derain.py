"""`python -m ssidkd derain`: take the rain out of files and folders of pictures."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ssidkd.commands.errors import CommandError
from ssidkd.commands.plan import Task, plan_tasks
from ssidkd.commands.types import Subparsers
from ssidkd.core.allocator import keep_freed_memory

if TYPE_CHECKING:
    from ssidkd.core.derainer import Derainer


def add_parser(subparsers: Subparsers) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "derain",
        help="take the rain out of pictures",
        description="Write OUT/NAME.png for every picture, at its size; a folder's sub-folders "
        "are kept. Results of an earlier run are replaced, pictures to work on never. A picture "
        "that cannot be done is named, and the others still are.",
    )
    parser.add_argument(
        "pictures", type=Path, nargs="+", metavar="FILE_OR_FOLDER", help="rainy pictures"
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT", help="a folder")
    parser.add_argument(
        "--model", choices=("teacher", "student"), help="whose weights (default: student)"
    )
    parser.add_argument(
        "--variant",
        choices=("base", "lite"),
        help="size of the network (default: base on a GPU, lite on a CPU)",
    )
    parser.add_argument(
        "--weights",
        type=Path,
        metavar="FILE",
        help="a safetensors file of your own, in place of --model and --variant",
    )
    parser.add_argument("--device", help="auto, cpu, cuda, cuda:1 or mps (default: auto)")
    parser.add_argument(
        "--precision",
        choices=("auto", "float32", "bf16"),
        help="auto takes bf16 where the hardware has it (default: auto)",
    )
    parser.add_argument(
        "--tile",
        type=int,
        metavar="N",
        help="work in tiles of at most N x N pixels (default: as free memory allows)",
    )
    parser.add_argument(
        "--max-pixels",
        type=_pixels,
        metavar="N",
        help="make pictures of more than N pixels smaller first, as the page does "
        "(default: work on every picture at its size)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Derain everything that was named."""
    tasks = plan_tasks(arguments.pictures, arguments.output)

    # Only now, so that a wrong name is said at once: this loads torch and the weights.
    from ssidkd.commands.network import build_derainer

    keep_freed_memory()
    failed = _derain_all(tasks, build_derainer(arguments), arguments.max_pixels)
    done = f"{len(tasks) - failed} of {len(tasks)}"
    sys.stderr.write(f"{done} pictures derained, into {str(arguments.output)!r}.\n")
    return 1 if failed else 0


def _pixels(text: str) -> int:
    """Return a number of pixels that a picture may have."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("it must be at least 1")
    return number


def _derain_all(tasks: Sequence[Task], derainer: "Derainer", max_pixels: int | None) -> int:
    """Return how many pictures could not be done."""
    from tqdm import tqdm

    failed = 0
    with tqdm(tasks, desc="Deraining", unit="picture", file=sys.stderr) as progress:
        for task in progress:
            try:
                said = _derain(task, derainer, max_pixels)
            except (CommandError, RuntimeError, MemoryError) as error:
                failed += 1
                said = [_named(task, str(error) or "There is not enough memory.")]
            for line in said:
                progress.write(line, file=sys.stderr)
    return failed


def _derain(task: Task, derainer: "Derainer", max_pixels: int | None) -> list[str]:
    """Write one result and return what there is to say about it."""
    from ssidkd.commands import pictures
    from ssidkd.services.photos import at_most

    picture = pictures.read(task.source)
    result = derainer.derain(at_most(picture.pixels, max_pixels))
    pictures.write(result.derained, task.target)
    return [_named(task, notice) for notice in (*picture.notices, *result.notices)]


def _named(task: Task, sentence: str) -> str:
    name = repr(str(task.source))
    return sentence if name in sentence else f"{name}: {sentence}"
