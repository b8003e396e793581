"""Our numbers in the paper's tables."""

from collections.abc import Mapping

from ssidkd.core.published import TEST_PICTURES, PaperValue
from training.evaluation.methods import INPUT, MethodFacts
from training.evaluation.records import Record
from training.evaluation.summary import Summary
from training.evaluation.words import Table
from training.reporting.paper import cell
from training.tables import digits

NOT_MEASURED = "not measured"

StandsFor = Mapping[str, str]
"""Which test set a condition is (a part of), such as `{"real": "Real275"}`."""


def accuracy_table(values: tuple[PaperValue, ...], record: Record, stands_for: StandsFor) -> Table:
    """Return Table I: PSNR and SSIM in the convention `rgb`."""
    return _quality_table(values, record, stands_for, "I", ["PSNR", "SSIM"])


def naturalness_table(
    values: tuple[PaperValue, ...], record: Record, stands_for: StandsFor
) -> Table:
    """Return Table II: NIQE."""
    return _quality_table(values, record, stands_for, "II", ["NIQE"])


def cost_table(values: tuple[PaperValue, ...], record: Record) -> Table:
    """Return Table IV: multiply-adds and parameters."""
    metrics = ["multiply-adds [G]", "parameters [M]"]
    of_table = tuple(value for value in values if value.table == "IV")
    rows = [
        [method, *(cell(of_table, method, "", [metric]) for metric in metrics)]
        for method in dict.fromkeys(value.method for value in of_table)
    ]
    rows += [
        [
            _title(facts),
            digits(facts.multiply_adds / 1e9, 2),
            digits(facts.parameters / 1e6, 2),
        ]
        for facts in record.methods
        if facts.multiply_adds is not None and facts.parameters is not None
    ]
    return ["method", *metrics], rows


def _quality_table(
    values: tuple[PaperValue, ...],
    record: Record,
    stands_for: StandsFor,
    table: str,
    metrics: list[str],
) -> Table:
    of_table = tuple(value for value in values if value.table == table)
    datasets = list(dict.fromkeys(value.dataset for value in of_table))
    rows = [
        [method, *(cell(of_table, method, dataset, metrics) for dataset in datasets)]
        for method in dict.fromkeys(value.method for value in of_table)
    ]
    conditions = {dataset: condition for condition, dataset in stands_for.items()}
    summaries = {(one.method, one.condition): one for one in record.summaries}
    rows += [
        [
            _title(facts),
            *(
                _our_cell(summaries.get((facts.name, conditions.get(dataset, ""))), dataset, table)
                for dataset in datasets
            ),
        ]
        for facts in record.methods
        if facts.kind != "pictures"
    ]
    return ["method", *datasets], rows


def _our_cell(summary: Summary | None, dataset: str, table: str) -> str:
    if summary is None:
        return NOT_MEASURED
    numbers = (
        [digits(summary.psnr_rgb, 2), digits(summary.ssim_rgb, 4)]
        if table == "I"
        else [digits(summary.niqe, 4)]
    )
    of_all = f"{summary.pictures} of {TEST_PICTURES[dataset]:,}"
    return f"{' / '.join(numbers)} ({of_all})"


def _title(facts: MethodFacts) -> str:
    return "ours: the rainy pictures" if facts.name == INPUT else f"**ours: {facts.name}**"
