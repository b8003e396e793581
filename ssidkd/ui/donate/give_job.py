"""The button beside a finetuning's result that takes its photos to the tab Donate."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr
import numpy as np

from ssidkd.core.intake import PictureRefused, read_picture
from ssidkd.core.picture import Pixels
from ssidkd.learning.finetune.config import JobConfigError
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.pictures import LEARNT_SIDE, at_most
from ssidkd.services.batch.rows import Incoming
from ssidkd.services.collection.job_members import read_members
from ssidkd.services.gallery import Gallery
from ssidkd.services.jobs.ids import JobNotFoundError
from ssidkd.services.jobs.starting import Finetuning
from ssidkd.ui import pieces as page_pieces
from ssidkd.ui.batch.events import WORKING
from ssidkd.ui.context import PageContext
from ssidkd.ui.donate.give_compared import DONATE_TAB
from ssidkd.ui.donate.offered import Offered

Changes = dict[Any, Any]

_MOST = 30
"""Photos that are taken there; a donation has no more."""


class GiveJob:
    """Lays the button out inside the current block and wires it; nothing where no photos are taken.

    Args:
        context: of a page with finetuning; its `ended_job` says whose photos are meant.
        finetuning: has the jobs.
    """

    def __init__(self, context: PageContext, finetuning: Finetuning) -> None:
        self._context, self._jobs = context, finetuning.jobs
        self._words = context.words
        if context.services.collecting is None:
            return
        said = context.words.donate
        with gr.Row(elem_classes=["actions", "donate-from-job"]):
            button = gr.Button(said.give_job, size="md", elem_id="finetune-give")
            self._said = gr.HTML(f"<p>{said.give_job_note}</p>", elem_id="finetune-give-said")
        offered = [context.offered, context.tabs, self._said]
        button.click(self.give, context.ended_job, offered, **WORKING)

    def give(self, job_id: object) -> Changes:
        """Take the photos that are the visitor's own to the tab Donate."""
        files: list[Incoming] = []
        try:
            folder = self._jobs.folder(str(job_id))
            for file in own_photos(folder, self._context.services.gallery):
                name = self._words.donate.name_job.format(n=len(files) + 1)
                files.append(Incoming(path=file, name=name))
                if len(files) == _MOST:
                    break
        except (JobNotFoundError, JobConfigError, OSError):
            files = []
        if not files:
            return {self._said: page_pieces.problem(self._words.donate.no_own_photo)}
        return {
            self._context.offered: Offered(files=tuple(files)),
            self._context.tabs: gr.Tabs(selected=DONATE_TAB),
        }


def own_photos(folder: JobFolder, gallery: Gallery) -> Iterator[Path]:
    """Yield the files of a job's photos that are neither examples nor of the collection.

    Raises:
        JobConfigError: the job's description cannot be read.
        OSError: the same.
    """
    if read_members(folder) is not None:
        return
    examples = [
        at_most(gallery.comparison(index).rainy, LEARNT_SIDE)
        for index in range(len(gallery.credits))
    ]
    for name in folder.read_config().photos:
        path = folder.photos / name
        try:
            pixels = read_picture(path).pixels
        except PictureRefused:
            continue
        if not any(_is_same(pixels, example) for example in examples):
            yield path


def _is_same(one: Pixels, other: Pixels) -> bool:
    return one.shape == other.shape and np.array_equal(one, other)
