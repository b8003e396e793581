"""The tab "Lessons": the guided walk."""

import gradio as gr

from ssidkd.ui.context import PageContext


def build_lessons_tab(context: PageContext) -> None:
    """Lay the tab out inside the current `gr.Tab` and wire it to the services."""
    gr.HTML(context.words.lessons.tab)
