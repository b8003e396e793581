"""What a visitor adds to a comparison, and takes away from it."""

import uuid
from html import escape
from pathlib import Path

from ssidkd.services.comparison import Comparison
from ssidkd.services.figure import comparison_figure
from ssidkd.services.photos import read_photo
from ssidkd.services.services import Services
from ssidkd.services.shelf import PictureShelf
from ssidkd.services.truth import with_truth
from ssidkd.ui import pieces
from ssidkd.ui.comparison import Step, visitors_view
from ssidkd.ui.errors import sentence_of
from ssidkd.ui.viewer import address
from ssidkd.ui.words import Words


def add_truth(file: Path, comparison: Comparison, services: Services, words: Words) -> Step:
    """Return what the page shows once the visitor's clean picture is there, or is refused."""
    try:
        truth = read_photo(file).pixels
        extended = with_truth(comparison, truth, services.comparing.score)
    except Exception as error:  # noqa: BLE001 - logged there; the visitor gets a sentence
        sentence = sentence_of(error, words)
        return Step(status=pieces.problem(sentence, words.compare.kept), working=False)
    return Step(
        status=pieces.status(words.compare.truth_added),
        views=tuple(visitors_view(pane, services, words) for pane in extended.panes.values()),
        working=False,
        comparison=extended,
    )


def figure_link(comparison: Comparison, shelf: PictureShelf) -> str:
    """Write the comparison as one picture; return HTML that saves it as soon as it is shown."""
    path = shelf.put(comparison_figure(comparison), "comparison")
    # Something that differs each time: what stays the same is not shown again.
    return (
        f'<download-now href="{escape(address(path))}" download="{escape(path.name)}" '
        f'data-request="{uuid.uuid4().hex}"></download-now>'
    )
