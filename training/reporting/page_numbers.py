"""What the page shows of a record: means and differences, without the single pictures."""

from collections.abc import Iterator

from ssidkd.core.measured import Measured, MeasuredDifference, MeasuredRow, MeasuredWeights
from training.evaluation.methods import MethodFacts
from training.evaluation.records import Record
from training.evaluation.summary import Comparison, Summary
from training.reporting.beside_paper import StandsFor

_SHOWN = ("niqe", "psnr_rgb")


def page_numbers(record: Record, stands_for: StandsFor) -> Measured:
    """Return what the page shows.

    Args:
        record: what was measured.
        stands_for: which of the paper's test sets a condition is a part of.
    """
    return Measured(
        weights=tuple(_weights(facts) for facts in record.methods if facts.kind == "weights"),
        rows=tuple(_row(summary, stands_for) for summary in record.summaries),
        differences=tuple(
            difference
            for comparison in record.comparisons
            for difference in _differences(comparison)
        ),
    )


def _weights(facts: MethodFacts) -> MeasuredWeights:
    return MeasuredWeights(
        name=facts.name,
        role=facts.role or "",
        variant=facts.variant or "",
        recipe=facts.recipe or "",
        steps=facts.steps or 0,
        data=facts.data or "",
        sha256=facts.sha256 or "",
        parameters=facts.parameters or 0,
        multiply_adds=facts.multiply_adds or 0,
    )


def _row(summary: Summary, stands_for: StandsFor) -> MeasuredRow:
    return MeasuredRow(
        method=summary.method,
        condition=summary.condition,
        dataset=stands_for.get(summary.condition, ""),
        pictures=summary.pictures,
        psnr_rgb=summary.psnr_rgb,
        ssim_rgb=summary.ssim_rgb,
        psnr_y=summary.psnr_y,
        ssim_y=summary.ssim_y,
        niqe=summary.niqe,
        dark_mean=summary.dark_mean,
        sharpness=summary.sharpness,
        seconds=summary.seconds,
    )


def _differences(comparison: Comparison) -> Iterator[MeasuredDifference]:
    for measure in _SHOWN:
        interval = getattr(comparison, measure)
        if interval is not None:
            yield MeasuredDifference(
                condition=comparison.condition,
                first=comparison.first,
                second=comparison.second,
                measure=measure,
                mean=interval.mean,
                low=interval.low,
                high=interval.high,
            )
