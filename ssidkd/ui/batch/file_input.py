"""Places for files of visitors: names and paths are passed on, and nothing is opened.

Gradio would check names against a list of formats and answer with an error that names the file's
path, and would leave an empty file of its own behind for every upload. Files of visitors are opened
by our own intake alone, so that step is left out here.
"""

from pathlib import Path

import gradio as gr
from gradio.data_classes import FileData, ListFiles

from ssidkd.services.batch.rows import Incoming


def build_file_input(label: str, *, several: bool, identity: str) -> gr.File:
    """Return a place to drop files; its value in handlers is a list of `Incoming`."""
    files = gr.File(
        file_count="multiple" if several else "single",
        label=label,
        height=150,
        elem_id=identity,
        elem_classes=["batch-drop"],
    )
    files.preprocess = incoming  # type: ignore[method-assign, assignment]
    return files


def build_folder_button(label: str, identity: str) -> gr.UploadButton:
    """Return a button that takes a folder; its value in handlers is a list of `Incoming`."""
    button = gr.UploadButton(label, file_count="directory", size="md", elem_id=identity)
    button.preprocess = incoming  # type: ignore[method-assign, assignment]
    return button


def incoming(payload: ListFiles | FileData | None) -> list[Incoming]:
    """Return what was sent; Gradio has already checked that the paths are uploads."""
    if payload is None:
        return []
    files = payload.root if isinstance(payload, ListFiles) else [payload]
    return [
        Incoming(path=Path(file.path), name=file.orig_name or Path(file.path).name)
        for file in files
    ]
