"""The report as Markdown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from training.evaluation.methods import MethodFacts
from training.evaluation.records import Record
from training.evaluation.words import Table, costs_table, differences_table, means_table
from training.reporting.aims import aims_table, read_aims
from training.reporting.beside_paper import (
    StandsFor,
    accuracy_table,
    cost_table,
    naturalness_table,
)
from training.reporting.paper import read_paper_values
from training.reporting.showcase import ShowcasePhoto, ShownPicture
from training.reporting.words import COST_NOTE, HEAD, PAPER_HEAD, PICTURES_HEAD
from training.tables import NOTHING, digits, markdown_table, thousands

PICTURES = "results"
"""Folder of the pictures, beside the report."""


@dataclass(frozen=True, kw_only=True)
class Showcase:
    """The pictures of the report."""

    rows: Sequence[ShowcasePhoto]
    pictures: Mapping[str, Sequence[ShownPicture]]
    """By the name of the row."""


def render_report(
    record: Record, stands_for: StandsFor, showcase: Showcase | None, sections: Sequence[str] = ()
) -> str:
    """Return the report.

    Args:
        record: what was measured.
        stands_for: which of the paper's test sets a condition is a part of.
        showcase: pictures, if there are any.
        sections: more Markdown, added as it is.
    """
    values = read_paper_values()
    parts = [
        HEAD,
        _section("Weights", weights_table(record.methods)),
        _section("Means", means_table(record.summaries)),
        _section("Cost", costs_table(record.methods)),
        _section("Differences", differences_table(record.comparisons)),
        _section("Aims, and what came of them", aims_table(record, read_aims())),
        PAPER_HEAD,
        _section("Table I: PSNR [dB] / SSIM", accuracy_table(values, record, stands_for), 3),
        _section("Table II: NIQE", naturalness_table(values, record, stands_for), 3),
        _section("Table IV: cost", cost_table(values, record), 3) + "\n" + COST_NOTE,
        _pictures(showcase) if showcase else "",
        *(section.strip() + "\n" for section in sections),
    ]
    return "\n".join(part for part in parts if part)


def weights_table(methods: Sequence[MethodFacts]) -> Table:
    """Return what the weights' cards say."""
    headers = ["weights", "role", "variant", "recipe", "steps", "trained on", "commit", "SHA-256"]
    rows = [
        [
            facts.name,
            facts.role or NOTHING,
            facts.variant or NOTHING,
            facts.recipe or NOTHING,
            thousands(facts.steps),
            facts.data or NOTHING,
            facts.commit or NOTHING,
            (facts.sha256 or NOTHING)[:12],
        ]
        for facts in methods
        if facts.kind == "weights"
    ]
    return headers, rows


def _section(title: str, table: Table, level: int = 2) -> str:
    headers, rows = table
    return f"{'#' * level} {title}\n\n{markdown_table(headers, rows)}" if rows else ""


def _pictures(showcase: Showcase) -> str:
    first = showcase.pictures[showcase.rows[0].name]
    rows = [
        [f"{row.name}: {row.preset}", *(_cell(row, one) for one in showcase.pictures[row.name])]
        for row in showcase.rows
    ]
    headers = ["photo and rain", *(picture.title for picture in first)]
    return f"{PICTURES_HEAD}\n{markdown_table(headers, rows)}"


def _cell(row: ShowcasePhoto, picture: ShownPicture) -> str:
    words = f"{row.name}, {row.preset} rain: {picture.title}"
    score = "" if picture.psnr_rgb is None else f"<br>{digits(picture.psnr_rgb, 2)} dB"
    return f"![{words}]({PICTURES}/{picture.file}){score}"
