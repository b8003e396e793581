"""What lies between the photo and the panes: the line of status and the buttons."""

from dataclasses import dataclass
from typing import Any, Literal

import gradio as gr

from ssidkd.ui.words import Words

HIDDEN: Literal["hidden"] = "hidden"
"""Not False: Gradio 6.31 builds its page anew to show what was not there, and loses pictures that
come at that moment."""

_PICTURES = ["image", ".heic", ".heif", ".avif"]
"""What is offered to choose from; systems do not know all of them as pictures."""


@dataclass(frozen=True)
class Desk:
    """Status and buttons."""

    status: gr.HTML
    full_size: gr.Button
    stop: gr.Button
    truth: gr.UploadButton
    """Takes the clean picture of the photo that is shown."""
    save: gr.Button
    """Asks for the whole comparison as one picture."""

    def components(self) -> list[Any]:
        """Return what an event must name as outputs to change the desk."""
        return [self.status, self.full_size, self.stop, self.truth, self.save]

    def working(self, status: str) -> dict[Any, Any]:
        """Return the changes for the time in which something is being worked on."""
        return {
            self.status: status,
            self.full_size: gr.update(visible=HIDDEN),
            self.stop: gr.update(visible=True),
            self.truth: gr.update(visible=HIDDEN),
            self.save: gr.update(visible=HIDDEN),
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
            self.truth: gr.update(visible=True),
            self.save: gr.update(visible=True),
        }


def build_desk(status: str, words: Words) -> Desk:
    """Lay out the desk, which says `status`."""
    with gr.Row(elem_classes=["desk"]):
        line = gr.HTML(status, elem_id="status")
        with gr.Row(elem_classes=["actions"]):
            full_size = gr.Button(
                words.common.stop, variant="primary", size="sm", visible=HIDDEN, elem_id="full-size"
            )
            stop = gr.Button(words.common.stop, size="sm", visible=HIDDEN, elem_id="stop")
            truth = gr.UploadButton(
                words.compare.add_truth, file_types=_PICTURES, size="sm", elem_id="truth"
            )
            save = gr.Button(words.compare.save_figure, size="sm", elem_id="save-figure")
    return Desk(line, full_size, stop, truth, save)
