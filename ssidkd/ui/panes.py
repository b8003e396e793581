"""One pane of the comparison: a picture, its NIQE and its dark channel, in one column."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from ssidkd.core.dark_channel import dark_channel_picture
from ssidkd.services.comparing import Pane, PaneName
from ssidkd.services.photos import PictureShelf
from ssidkd.ui import pieces, text


@dataclass(frozen=True, kw_only=True)
class PaneView:
    """What a column shows; all None while there is no picture."""

    name: PaneName
    picture: str | None = None
    """Path of a PNG with exactly the pane's pixels."""
    picture_alt: str | None = None
    facts: str
    dark: str | None = None
    """Path of a PNG."""
    dark_alt: str | None = None
    shape: str = ""
    """Style with the shape of the panes; only the input's picture sets it."""
    working: bool = False


def empty_view(name: PaneName, working: bool = False) -> PaneView:
    """Return the view of a pane whose picture is not there yet."""
    return PaneView(name=name, facts=pieces.facts(None), working=working)


def view_of(pane: Pane, shelf: PictureShelf, file_name: str, what: str) -> PaneView:
    """Write a pane's pictures and return its view.

    Args:
        pane: what to show.
        shelf: where pictures are written.
        file_name: of the picture, without size and suffix.
        what: the picture shows, in words, for those who cannot see it.
    """
    dark = dark_channel_picture(pane.dark.map)
    height, width = pane.pixels.shape[:2]
    return PaneView(
        name=pane.name,
        picture=str(shelf.put(pane.pixels, file_name)),
        picture_alt=text.picture_alt(pane.name, what),
        facts=pieces.facts(pane),
        dark=str(shelf.put(dark, f"{file_name}-dark-channel")),
        dark_alt=text.dark_alt(pane.name, pane.dark.mean),
        shape=pieces.shape(width, height) if pane.name == "input" else "",
    )


@dataclass(frozen=True)
class PaneColumn:
    """The components of a column."""

    picture: gr.Image
    facts: gr.HTML
    dark: gr.Image

    def components(self) -> list[Any]:
        """Return what an event must name as outputs to change this column."""
        return [self.picture, self.facts, self.dark]

    def updates(self, view: PaneView) -> dict[Any, Any]:
        """Return the changes that make this column show `view`."""
        classes = _picture_classes(view)
        return {
            self.picture: gr.update(
                value=view.picture, alt_text=view.picture_alt, elem_classes=classes
            ),
            self.facts: view.facts + view.shape,
            self.dark: gr.update(value=view.dark, alt_text=view.dark_alt),
        }


def build_column(view: PaneView) -> PaneColumn:
    """Lay out a column that shows `view`."""
    with gr.Column(elem_classes=["pane"], min_width=260):
        gr.HTML(pieces.pane_title(view.name))
        picture = gr.Image(
            view.picture,
            format="png",  # the default is lossy
            type="filepath",
            image_mode=None,
            interactive=False,
            show_label=False,
            container=False,
            buttons=["fullscreen"],
            alt_text=view.picture_alt,
            elem_id=f"picture-{view.name}",
            elem_classes=_picture_classes(view),
        )
        with gr.Row(elem_classes=["measures"]):
            dark = gr.Image(
                view.dark,
                format="png",
                type="filepath",
                image_mode=None,
                interactive=False,
                show_label=False,
                container=False,
                buttons=["fullscreen"],
                alt_text=view.dark_alt,
                elem_id=f"dark-{view.name}",
                elem_classes=["dark-map"],
            )
            facts = gr.HTML(view.facts + view.shape, elem_id=f"facts-{view.name}")
    return PaneColumn(picture, facts, dark)


def _picture_classes(view: PaneView) -> list[str]:
    return ["picture", "working"] if view.working else ["picture"]
