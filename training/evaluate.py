"""Score networks, and pictures that other methods made, on pairs and on real photos.

PSNR and SSIM in both conventions, NIQE, the mean of the dark channel and the sharpness, for every
picture and on average, with the rainy pictures themselves as the first row. Everything is scored as
saved: 8 bits per channel. Networks run in float32 unless told otherwise, so that the numbers do not
depend on the machine.
"""

import argparse
import logging
import sys
from collections.abc import Iterable
from pathlib import Path

from tqdm import tqdm

from ssidkd.core.allocator import keep_freed_memory
from ssidkd.core.derainer import Derainer, DerainError
from ssidkd.core.metrics import NotComparableError
from ssidkd.core.weights import WeightsError, load_weights
from ssidkd.learning.photos import TrainingDataError
from training.evaluation.conditions import (
    Condition,
    EvaluationError,
    Picture,
    check_names,
    pair_conditions,
    real_condition,
)
from training.evaluation.gallery import Audience, Gallery
from training.evaluation.methods import MadeElsewhere, Method, NetworkMethod, RainyInput
from training.evaluation.page import render_page
from training.evaluation.records import make_record, to_json, write_csv
from training.evaluation.run import SavedPictures, evaluate
from training.evaluation.words import in_words

log = logging.getLogger(__name__)


def main(argv: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    keep_freed_memory()
    try:
        _run(arguments)
    except (
        EvaluationError, TrainingDataError, WeightsError, DerainError, NotComparableError, OSError
    ) as error:  # fmt: skip
        log.error("%s", error)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description=__doc__)
    add = parser.add_argument
    add("weights", nargs="*", metavar="[NAME=]WEIGHTS", help="safetensors files")
    add("--pairs", type=Path, nargs="+", default=[], metavar="DIR",
        help="folders with norain/ and rain/, or several rain_.../")  # fmt: skip
    add("--real", type=Path, nargs="+", default=[], metavar="DIR", help="real rainy photos")
    add("--hold-out-last", type=int, metavar="N",
        help="of the real photos, only the N whose names sort last")  # fmt: skip
    add("--without-clean", action="store_true", help="do not also put the clean pictures in")
    add("--outputs", nargs="+", default=[], metavar="NAME=DIR",
        help="pictures of other methods: DIR/CONDITION/NAME.png")  # fmt: skip
    add("--each", action="store_true", help="also print every picture, not the means alone")
    add("--device", default="auto")
    add("--precision", choices=("float32", "bf16", "auto"), default="float32")
    add("--csv", type=Path, metavar="FILE", help="a row for each picture")
    add("--json", nargs="?", const="-", metavar="FILE", help="everything; printed without FILE")
    add("--html", type=Path, metavar="FILE", help="a page with figures and pictures")
    add("--gallery", type=int, default=1, metavar="N", help="worst and best pictures on the page")
    add("--save", type=Path, metavar="DIR", help="keep the networks' pictures")
    add("--seed", type=int, default=0, help="of the bootstrap")
    return parser


def _run(arguments: argparse.Namespace) -> None:
    conditions = _conditions(arguments)
    methods = _methods(arguments, only_condition=len(conditions) == 1)
    gallery = Gallery(arguments.gallery if arguments.html else 0)
    audience: list[Audience] = [gallery]
    if arguments.save:
        names = [method.facts.name for method in methods if method.facts.kind == "weights"]
        audience.append(SavedPictures(arguments.save, names))
    evaluation = evaluate(conditions, methods, audience=audience, watch=_bar)
    record = make_record(evaluation, seed=arguments.seed)
    if arguments.json == "-":
        sys.stdout.write(to_json(record))
    else:
        sys.stdout.write(in_words(record, each_picture=arguments.each))
    if arguments.csv:
        write_csv(record.scores, arguments.csv)
    if arguments.json not in (None, "-"):
        _write(to_json(record), Path(arguments.json))
    if arguments.html:
        _write(render_page(record, gallery.worst_and_best()), arguments.html)


def _conditions(arguments: argparse.Namespace) -> list[Condition]:
    conditions = [
        condition
        for folder in arguments.pairs
        for condition in pair_conditions(folder, with_clean=not arguments.without_clean)
    ]
    conditions += [
        real_condition(folder, hold_out_last=arguments.hold_out_last) for folder in arguments.real
    ]
    if not conditions:
        raise EvaluationError("Name pictures to evaluate on: --pairs DIR or --real DIR.")
    check_names(conditions)
    return conditions


def _methods(arguments: argparse.Namespace, *, only_condition: bool) -> list[Method]:
    methods: list[Method] = [RainyInput()]
    for text in arguments.weights:
        name, file = _named(text)
        weights = load_weights(Path(file))
        derainer = Derainer(
            weights.network,
            channel_order=weights.card.channel_order,
            device=arguments.device,
            precision=arguments.precision,
        )
        name = name or f"{weights.card.variant} {weights.card.role}"
        methods.append(NetworkMethod(name, weights, derainer))
    for text in arguments.outputs:
        name, folder = _named(text)
        if not name:
            raise EvaluationError(f"Say whose pictures lie in {folder}: NAME={folder}.")
        methods.append(MadeElsewhere(name, Path(folder), only_condition=only_condition))
    names = [method.facts.name for method in methods]
    if len(set(names)) < len(names):
        raise EvaluationError(f"Two methods share a name: {', '.join(names)}. Take NAME=FILE.")
    return methods


def _named(text: str) -> tuple[str, str]:
    """Return name and path of `NAME=PATH`; the name is empty where there is only a path."""
    name, equals, path = text.partition("=")
    return (name, path) if equals else ("", text)


def _bar(pictures: list[Picture]) -> Iterable[Picture]:
    return tqdm(pictures, desc="Evaluating", unit="picture", file=sys.stderr)


def _write(text: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
