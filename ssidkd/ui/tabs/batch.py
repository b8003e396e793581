"""The tab "Batch and video": many files and videos."""

import gradio as gr

from ssidkd.services.batch.running import BatchService
from ssidkd.services.video.running import VideoService
from ssidkd.ui.batch.pictures import PicturesPart
from ssidkd.ui.batch.programs import programs_html
from ssidkd.ui.batch.video import VideoPart
from ssidkd.ui.context import PageContext


def build_batch_tab(context: PageContext) -> None:
    """Lay the tab out inside the current `gr.Tab` and wire it to the services."""
    services, words = context.services, context.words
    comparing, deraining = services.comparing, services.comparing.deraining
    with gr.Tabs(elem_id="batch-parts"):
        with gr.Tab(words.batch.pictures_tab, id="pictures"):
            batches = BatchService(deraining, comparing.score, services.shelf)
            PicturesPart(batches, deraining, words)
        with gr.Tab(words.batch.video.tab, id="video"):
            VideoPart(VideoService(deraining, services.shelf), words)
        with gr.Tab(words.batch.programs.tab, id="programs"):
            gr.HTML(programs_html(words), elem_id="programs")
