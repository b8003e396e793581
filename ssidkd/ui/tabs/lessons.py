"""The tab "Lessons": the guided walk."""

import gradio as gr

from ssidkd.services.lessons import LessonService
from ssidkd.ui.context import PageContext
from ssidkd.ui.lessons.answers import LessonAnswers
from ssidkd.ui.lessons.frame import frame

_BEGIN = """
customElements.whenDefined("ssid-lessons").then(() => {
  element.querySelector("ssid-lessons")?.begin(server);
});
"""


def build_lessons_tab(context: PageContext) -> None:
    """Lay the tab out inside the current `gr.Tab` and wire it to the services."""
    services = context.services
    service = LessonService(services.assets, services.examples, services.comparing.deraining)
    words = context.words.lessons
    answers = LessonAnswers(service, services.shelf, words)
    gr.HTML(
        frame(words, service),
        js_on_load=_BEGIN,
        server_functions=answers.functions(),
        apply_default_css=False,
        elem_id="lessons",
    )
