"""What lies between the photo and the panes: the line of status and the buttons."""

from dataclasses import dataclass
from typing import Any, Literal

import gradio as gr

from ssidkd.ui import text

HIDDEN: Literal["hidden"] = "hidden"
"""Not False: Gradio 6.31 builds its page anew to show what was not there, and loses pictures that
come at that moment."""


@dataclass(frozen=True)
class Desk:
    """Status and buttons."""

    status: gr.HTML
    full_size: gr.Button
    stop: gr.Button

    def components(self) -> list[Any]:
        """Return what an event must name as outputs to change the desk."""
        return [self.status, self.full_size, self.stop]

    def working(self, status: str) -> dict[Any, Any]:
        """Return the changes for the time in which something is being worked on."""
        return {
            self.status: status,
            self.full_size: gr.update(visible=HIDDEN),
            self.stop: gr.update(visible=True),
        }

    def idle(self, status: str, full_size: str | None = None) -> dict[Any, Any]:
        """Return the changes for the time in which nothing happens.

        Args:
            status: what to say.
            full_size: name of the button that asks for the full size; hidden if None.
        """
        button = gr.update(visible=HIDDEN)
        if full_size is not None:
            button = gr.update(value=full_size, visible=True)
        return {
            self.status: status,
            self.full_size: button,
            self.stop: gr.update(visible=HIDDEN),
        }


def build_desk(status: str) -> Desk:
    """Lay out the desk, which says `status`."""
    with gr.Row(elem_classes=["desk"]):
        line = gr.HTML(status, elem_id="status")
        with gr.Row(elem_classes=["actions"]):
            full_size = gr.Button(
                text.FULL_SIZE, variant="primary", size="md", visible=HIDDEN, elem_id="full-size"
            )
            stop = gr.Button(text.STOP, size="md", visible=HIDDEN, elem_id="stop")
    return Desk(line, full_size, stop)
