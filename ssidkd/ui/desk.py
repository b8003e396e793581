"""What lies between the photo and the panes: the line of status and the buttons."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import gradio as gr

from ssidkd.services.comparing import PaneName
from ssidkd.ui import text
from ssidkd.ui.panes import PaneView


@dataclass(frozen=True)
class Desk:
    """Status and buttons."""

    status: gr.HTML
    full_size: gr.Button
    stop: gr.Button
    downloads: Mapping[str, gr.DownloadButton]

    def components(self) -> list[Any]:
        """Return what an event must name as outputs to change the desk."""
        return [self.status, self.full_size, self.stop, *self.downloads.values()]

    def working(self, status: str) -> dict[Any, Any]:
        """Return the changes for the time in which something is being worked on."""
        return {
            self.status: status,
            self.full_size: gr.update(visible=False),
            self.stop: gr.update(visible=True),
        }

    def idle(self, status: str, full_size: str | None = None) -> dict[Any, Any]:
        """Return the changes for the time in which nothing happens.

        Args:
            status: what to say.
            full_size: name of the button that asks for the full size; hidden if None.
        """
        button = gr.update(visible=False)
        if full_size is not None:
            button = gr.update(value=full_size, visible=True)
        return {
            self.status: status,
            self.full_size: button,
            self.stop: gr.update(visible=False),
        }

    def offer(self, view: PaneView) -> dict[Any, Any]:
        """Return the change that offers a result's file, or none while it is not there."""
        button = self.downloads.get(view.name)
        if button is None:
            return {}
        there = view.picture is not None
        return {button: gr.update(value=view.picture, interactive=there)}


def build_desk(status: str, views: Mapping[PaneName, PaneView]) -> Desk:
    """Lay out the desk; `views` are those of the results, by role."""
    with gr.Row(elem_classes=["desk"]):
        line = gr.HTML(status, elem_id="status")
        with gr.Row(elem_classes=["actions"]):
            full_size = gr.Button(
                text.FULL_SIZE, variant="primary", size="md", visible=False, elem_id="full-size"
            )
            stop = gr.Button(text.STOP, variant="stop", size="md", visible=False, elem_id="stop")
            downloads: dict[str, gr.DownloadButton] = {
                role: gr.DownloadButton(
                    label, value=views[role].picture, size="md", elem_id=f"download-{role}"
                )
                for role, label in text.DOWNLOADS.items()
            }
    return Desk(line, full_size, stop, downloads)
