"""The components of the rain lab that its handlers change."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import gradio as gr

from ssidkd.services.comparing import PaneName
from ssidkd.ui.lab.controls import RainControls


@dataclass(frozen=True, kw_only=True)
class Bench:
    """What there is on the page, by what it does."""

    photos: gr.Gallery
    controls: RainControls
    seed: gr.Number
    status: gr.HTML
    stop: gr.Button
    again: gr.Button
    panes: Mapping[PaneName, gr.HTML]
    left: Mapping[PaneName, gr.HTML]
    legend: gr.HTML
    factor: gr.Radio
    take: gr.HTML
    run: gr.State

    def worked(self) -> list[Any]:
        """Return what changes while the networks work."""
        pictures = [*self.panes.values(), *self.left.values()]
        return [self.status, self.stop, self.again, *pictures]

    def begun(self) -> list[Any]:
        """Return what changes when another rain falls, or another photo is taken."""
        controls = [self.photos, self.seed, *self.controls.components]
        return [self.run, self.take, *controls, *self.worked()]
