"""What the parts of the tab have in common."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import gradio as gr

Changes = dict[Any, Any]
"""New values of components."""


class Section(Protocol):
    """A part that is there at once; its controls and what it shows lie in one inner tab."""

    @property
    def controls(self) -> Sequence[Any]:
        """Components whose values `show` takes, in this order."""

    @property
    def outputs(self) -> Sequence[Any]:
        """Components that `show` may change."""

    @property
    def show(self) -> Callable[..., Changes]:
        """Explains a comparison, given it and the values of the controls."""


def build_plot(identity: str, label: str) -> gr.Plot:
    """Lay out a place for a figure."""
    return gr.Plot(
        label=label,
        show_label=False,
        container=False,
        elem_id=identity,
        elem_classes=["maps-plot"],
    )
