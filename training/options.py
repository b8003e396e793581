"""The command line of `training.train`, as data."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from training.held_out import REAL_EVALUATION_COUNT
from training.recipes import RECIPES

Precision = Literal["recipe", "float32", "bf16"]
TrackerName = Literal["none", "tensorboard", "trackio"]

_DESCRIPTION = """Train a teacher (stage one) or a student (stage two, RECIPE ends in -student).

Progress, events and weights are kept in the folder RUN. The same command goes on where a run that
was stopped (Ctrl-C or SIGTERM), or lost its machine, saved last. Start several processes with
`accelerate launch -m training.train ...`: they share each batch."""


@dataclass(frozen=True, kw_only=True)
class TrainOptions:
    """What was asked for; fields are the options' names."""

    recipe: str
    run: Path
    clean: tuple[Path, ...]
    pairs: tuple[Path, ...]
    layers: tuple[Path, ...]
    real: tuple[Path, ...]
    keep_real: int
    from_weights: Path | None
    steps: int | None
    max_minutes: float | None
    batch_size: int | None
    seed: int | None
    device: str
    precision: Precision
    compile: bool
    threads: int | None
    workers: int
    memory: float | None
    save_minutes: float
    log: TrackerName
    licence: str


def parse_options(argv: Sequence[str] | None = None) -> TrainOptions:
    """Read the command line; wrong usage ends the program with code 2."""
    parser = argparse.ArgumentParser(
        prog="python -m training.train",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "recipe", choices=sorted(RECIPES), metavar="RECIPE", help="a name in training/recipes.py"
    )
    parser.add_argument(
        "--run", type=Path, required=True, help="folder for checkpoint, events and result"
    )
    _add_data(parser)
    _add_length(parser)
    _add_machine(parser)
    _add_records(parser)
    values = vars(parser.parse_args(argv))
    folders = {name: tuple(values[name]) for name in ("clean", "pairs", "layers", "real")}
    options = TrainOptions(**(values | folders))
    if error := _contradiction(options):
        parser.error(error)
    return options


def _contradiction(options: TrainOptions) -> str | None:
    if not options.clean and not options.pairs:
        return "there is nothing to train on: name folders with --clean or --pairs"
    if RECIPES[options.recipe].stage == 2 and not options.real:
        return f"{options.recipe} also learns from real rainy photos: name them with --real"
    numbers = (options.steps, options.max_minutes, options.batch_size, options.threads)
    if any(number is not None and number <= 0 for number in numbers):
        return "steps, minutes, batch size and threads must be above 0"
    if options.workers < 0 or options.keep_real < 0:
        return "workers and kept photos must not be below 0"
    return None


def _add_data(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("data")

    def folders(name: str, text: str) -> None:
        group.add_argument(name, type=Path, nargs="+", default=(), metavar="DIR", help=text)

    folders("--clean", "clean photos, on which rain is put on the fly")
    folders("--pairs", "pairs: rain/ and norain/, or files with clean left and rainy right")
    folders("--layers", "pairs whose rain is taken off and put on the clean photos")
    folders("--real", "real rainy photos, for stage two; of an exported collection its train/")
    group.add_argument(
        "--keep-real",
        type=int,
        default=REAL_EVALUATION_COUNT,
        metavar="N",
        help="real photos kept for evaluation, the last by name (default: %(default)s); none of an "
        "exported collection, which keeps its own",
    )
    group.add_argument(
        "--memory",
        type=float,
        metavar="GB",
        help="what decoded pictures may take; others are decoded at each use "
        "(default: half of what is free)",
    )


def _add_length(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("start and length")
    group.add_argument(
        "--from-weights",
        type=Path,
        metavar="FILE",
        help="start from these weights with a fresh optimiser; a student starts from its "
        "teacher's, and a teacher may grow out of a smaller network's",
    )
    length = group.add_mutually_exclusive_group()
    length.add_argument("--steps", type=int, help="in place of the recipe's")
    length.add_argument(
        "--max-minutes",
        type=float,
        metavar="MINUTES",
        help="in place of steps: the schedule ends when this time is used, breaks not counted",
    )
    group.add_argument("--batch-size", type=int, help="crops of a step, over all processes")
    group.add_argument("--seed", type=int, help="in place of the recipe's")


def _add_machine(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("machine")
    group.add_argument(
        "--device", default="auto", help="auto, cpu, cuda, cuda:1 or mps (default: auto)"
    )
    group.add_argument(
        "--precision",
        choices=("recipe", "float32", "bf16"),
        default="recipe",
        help="bf16 is taken where the hardware has it (default: what the recipe says)",
    )
    group.add_argument(
        "--compile", action="store_true", help="compile the network; minutes first, then faster"
    )
    group.add_argument("--threads", type=int, help="of torch on a CPU (default: torch's choice)")
    group.add_argument(
        "--workers",
        type=int,
        default=0,
        help="processes that make batches, for a GPU 8 or more (default: none)",
    )


def _add_records(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("records")
    group.add_argument(
        "--save-minutes",
        type=float,
        default=3.0,
        metavar="MINUTES",
        help="time between checkpoints (default: %(default)s)",
    )
    group.add_argument(
        "--log",
        choices=("none", "tensorboard", "trackio"),
        default="none",
        help="also log there; needs the package of that name (default: none)",
    )
    group.add_argument(
        "--licence",
        default="not stated: see data",
        help="of the weights, for their card; what the data allow (default: %(default)s)",
    )
