"""Parts of the page, each laid out in a page of its own."""

import gradio as gr

from ssidkd.ui.context import PageContext
from ssidkd.ui.donate.donor import build_donor
from ssidkd.ui.finetune.visitor import build_visitor
from ssidkd.ui.words import ENGLISH


def build_part(part, services, words=ENGLISH):
    """Return what `part` makes of the context of a page that has nothing else."""
    with gr.Blocks(analytics_enabled=False) as page, gr.Tabs() as tabs, gr.Tab("part"):
        context = PageContext(
            services=services,
            words=words,
            page=page,
            tabs=tabs,
            comparison=gr.State(None),
            sent=gr.State(None),
            visitor=build_visitor(),
            shown_job=gr.State(None),
            ended_job=gr.State(None),
            chosen_result=gr.State(None),
            donor=build_donor(),
            offered=gr.State(None),
        )
        return part(context)
