"""The results as tables of words: means, costs and differences."""

from collections.abc import Sequence

from training.evaluation.measures import PictureScore
from training.evaluation.methods import MethodFacts
from training.evaluation.records import Record
from training.evaluation.summary import Comparison, Summary
from training.tables import NOTHING, digits, signed_interval, text_table, thousands

Table = tuple[list[str], list[list[str]]]
"""Headers and rows."""


def means_table(summaries: Sequence[Summary]) -> Table:
    """Return the means of every condition and method."""
    headers = [
        "condition", "method", "pictures", "PSNR rgb", "SSIM rgb", "PSNR y", "SSIM y", "NIQE",
        "dark channel", "sharpness", "s/picture",
    ]  # fmt: skip
    rows = [
        [
            summary.condition,
            summary.method,
            str(summary.pictures),
            digits(summary.psnr_rgb, 2),
            digits(summary.ssim_rgb, 4),
            digits(summary.psnr_y, 2),
            digits(summary.ssim_y, 4),
            _niqe(summary),
            digits(summary.dark_mean, 4),
            digits(summary.sharpness, 2),
            digits(summary.seconds, 2),
        ]
        for summary in summaries
    ]
    return headers, rows


def pictures_table(scores: Sequence[PictureScore]) -> Table:
    """Return every picture by every method."""
    headers = [
        "condition and picture", "method", "PSNR rgb", "SSIM rgb", "PSNR y", "SSIM y", "NIQE",
        "dark channel", "sharpness", "seconds",
    ]  # fmt: skip
    rows = [
        [
            f"{score.condition}/{score.picture}",
            score.method,
            digits(score.psnr_rgb, 2),
            digits(score.ssim_rgb, 4),
            digits(score.psnr_y, 2),
            digits(score.ssim_y, 4),
            digits(score.niqe, 4),
            digits(score.dark_mean, 4),
            digits(score.sharpness, 2),
            digits(score.seconds, 2),
        ]
        for score in scores
    ]
    return headers, rows


def costs_table(methods: Sequence[MethodFacts]) -> Table:
    """Return what every network costs, and where it ran."""
    headers = ["method", "recipe", "steps", "parameters", "G MACs at 128 x 128", "ran on"]
    rows = [
        [
            facts.name,
            facts.recipe or NOTHING,
            thousands(facts.steps),
            thousands(facts.parameters),
            digits(facts.multiply_adds / 1e9 if facts.multiply_adds else None, 2),
            f"{facts.device}, {facts.precision}",
        ]
        for facts in methods
        if facts.kind == "weights"
    ]
    return headers, rows


def differences_table(comparisons: Sequence[Comparison]) -> Table:
    """Return every later method minus every earlier one, with 95 % intervals."""
    headers = ["condition", "difference", "NIQE", "PSNR rgb", "dark channel", "sharpness"]
    rows = [
        [
            one.condition,
            f"{one.second} - {one.first}",
            signed_interval(one.niqe, 3),
            signed_interval(one.psnr_rgb, 2),
            signed_interval(one.dark_mean, 4),
            signed_interval(one.sharpness, 2),
        ]
        for one in comparisons
    ]
    return headers, rows


def in_words(record: Record, *, each_picture: bool = False) -> str:
    """Return all tables for a terminal, that of every picture if asked for."""
    tables = [("Every picture", pictures_table(record.scores))] if each_picture else []
    tables += [
        ("Means", means_table(record.summaries)),
        ("Networks", costs_table(record.methods)),
        (
            "Differences, with paired bootstrap 95 % intervals",
            differences_table(record.comparisons),
        ),
    ]
    return "\n".join(f"{title}\n{text_table(*table)}" for title, table in tables if table[1])


def _niqe(summary: Summary) -> str:
    value = digits(summary.niqe, 4)
    if summary.niqe is None or summary.niqe_pictures == summary.pictures:
        return value
    return f"{value} ({summary.niqe_pictures})"
