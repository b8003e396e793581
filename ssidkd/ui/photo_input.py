"""Where a visitor's photo comes in: upload, paste or webcam."""

from pathlib import Path

import gradio as gr
from gradio.data_classes import ImageData

from ssidkd.ui.words.compare import CompareWords


def build_photo_input(words: CompareWords) -> gr.Image:
    """Return the component; its value is the path of the file as it was uploaded.

    Gradio would open the file with every decoder it has, before our code sees it, and would answer
    what it cannot open with an error that names the file's path. Files of visitors are decoded by
    `ssidkd.core.intake` alone, so that step is left out here.
    """
    photo = gr.Image(
        type="filepath",
        image_mode=None,
        format="png",
        sources=["upload", "webcam", "clipboard"],
        label=words.photo_label,
        show_label=False,
        placeholder=words.photo_placeholder,
        webcam_options=gr.WebcamOptions(mirror=False),
        buttons=[],
        height=134,
        elem_id="photo",
    )
    photo.preprocess = _path_only  # type: ignore[method-assign]
    return photo


def _path_only(payload: ImageData | None) -> str | None:
    """Return the path, which Gradio has already checked to be an upload of a visitor."""
    return str(Path(payload.path)) if payload and payload.path else None
