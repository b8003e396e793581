"""Write training/RESULTS.md: our numbers beside the paper's, aims, and pictures.

Numbers are read from what `training.evaluate --json` wrote. Pictures are made anew, from CC0 photos
and the same weights: name them as you did for the evaluation, or take the bundled ones.
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from ssidkd.core.assets import assets_folder
from ssidkd.core.derainer import Derainer, DerainError
from ssidkd.core.measured import measured_json
from ssidkd.core.published import TEST_PICTURES
from ssidkd.core.weights import LoadedWeights, WeightsError, load_weights
from ssidkd.core.weights.bundled import BUNDLED, bundled_weights
from ssidkd.learning.photos import TrainingDataError
from training.evaluation.records import Record, RecordError, from_json
from training.reporting.beside_paper import StandsFor
from training.reporting.document import PICTURES, Showcase, render_report
from training.reporting.page_numbers import page_numbers
from training.reporting.showcase import read_showcase, write_showcase

REPORT = Path(__file__).resolve().parent / "RESULTS.md"

log = logging.getLogger(__name__)


class ReportError(ValueError):
    """The report cannot be written; the sentence says what to change."""


def main(argv: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    try:
        record = from_json(arguments.record.read_text(encoding="utf-8"))
        stands_for = _stands_for(arguments.stands_for, record)
        text = _report(arguments, record, stands_for)
        arguments.output.write_text(text, encoding="utf-8")
        if arguments.measured:
            numbers = measured_json(page_numbers(record, stands_for))
            arguments.measured.write_text(numbers, encoding="utf-8")
    except (
        ReportError, RecordError, WeightsError, TrainingDataError, DerainError, OSError
    ) as error:  # fmt: skip
        log.error("%s", error)
        return 1
    log.info("%s", arguments.output)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.report", description=__doc__)
    add = parser.add_argument
    add("record", type=Path, help="what training.evaluate --json FILE wrote")
    add("--stands-for", nargs="+", default=[], metavar="CONDITION=SET",
        help=f"conditions that are (a part of) a set of the paper: {', '.join(TEST_PICTURES)}",
    )  # fmt: skip
    add("--weights", type=Path, nargs="+", metavar="FILE", help="of the record (default: bundled)")
    add(
        "--photos", type=Path, metavar="DIR", help="CC0 photos; without, the report has no pictures"
    )
    add("--sections", type=Path, nargs="+", default=[], metavar="FILE", help="Markdown to add")
    add("--output", type=Path, default=REPORT)
    add("--measured", type=Path, metavar="FILE",
        help="write the page's numbers too, to assets/results/measured.json")  # fmt: skip
    return parser


def _report(arguments: argparse.Namespace, record: Record, stands_for: StandsFor) -> str:
    sections = [path.read_text(encoding="utf-8") for path in arguments.sections]
    showcase = None
    if arguments.photos:
        rows = read_showcase()
        derainers = _derainers(record, _weights(arguments.weights))
        folder = arguments.output.parent / PICTURES
        pictures = write_showcase(rows, arguments.photos, derainers, folder)
        showcase = Showcase(rows=rows, pictures=pictures)
    return render_report(record, stands_for, showcase, sections)


def _stands_for(texts: Sequence[str], record: Record) -> dict[str, str]:
    """Return the data set of every named condition."""
    conditions = {summary.condition for summary in record.summaries}
    stands_for = {}
    for text in texts:
        condition, _, dataset = text.partition("=")
        if condition not in conditions:
            raise ReportError(f"{condition} was not measured; there are {sorted(conditions)}.")
        if dataset not in TEST_PICTURES:
            raise ReportError(f"The paper has no {dataset!r}; take {', '.join(TEST_PICTURES)}.")
        stands_for[condition] = dataset
    return stands_for


def _weights(paths: Sequence[Path] | None) -> list[LoadedWeights]:
    if paths is not None:
        return [load_weights(path) for path in paths]
    return [bundled_weights(assets_folder(), role, variant) for role, variant in BUNDLED]


def _derainers(record: Record, weights: Sequence[LoadedWeights]) -> dict[str, Derainer]:
    """Return a derainer for all weights of the record, by their names there."""
    known = {one.sha256: one for one in weights}
    derainers = {}
    for facts in record.methods:
        if facts.kind != "weights":
            continue
        if facts.sha256 not in known:
            raise ReportError(
                f"{facts.name} was measured with other weights. Name them with --weights, or "
                "evaluate again."
            )
        one = known[facts.sha256]
        derainers[facts.name] = Derainer(
            one.network,
            channel_order=one.card.channel_order,
            device="cpu",
            precision="float32",
        )
    return derainers


if __name__ == "__main__":
    sys.exit(main())
