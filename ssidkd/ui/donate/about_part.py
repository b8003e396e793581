"""Step 2 of the tab: what the photos show, and how others may use them."""

from collections.abc import Mapping

import gradio as gr

from ssidkd.services.collection.offer import LONGEST_CREDIT
from ssidkd.ui.context import PageContext
from ssidkd.ui.donate import pieces

FREE, NAMED = "CC0-1.0", "CC-BY-4.0"


class AboutPart:
    """Lays the step out inside the current block.

    Args:
        context: of the page.
    """

    def __init__(self, context: PageContext) -> None:
        said = context.words.donate
        gr.HTML(pieces.step_head(2, said.about_title, said.about_hint))
        with gr.Row(elem_classes=["donate-about"]):
            self.fields = [self._field(context, name) for name in said.fields]
        with gr.Row(elem_classes=["donate-licence"]):
            choices = [
                (f"{said.licences[one]}: {said.licence_notes[one]}", one) for one in said.licences
            ]
            self.licence = gr.Radio(
                choices, value=FREE, label=said.licence, elem_id="donate-licence"
            )
            # Shown by the style sheet while the licence asks for it.
            self.credit = gr.Textbox(
                label=said.credit,
                info=said.credit_hint,
                max_length=LONGEST_CREDIT,
                max_lines=1,
                elem_id="donate-credit",
            )
        self._names = tuple(said.fields)

    def description(self, *values: object) -> Mapping[str, object]:
        """Return what was chosen about the rain, as the collection takes it."""
        return dict(zip(self._names, values, strict=True))

    def _field(self, context: PageContext, name: str) -> gr.Radio:
        said = context.words.donate
        choices = [(label, word) for word, label in said.choices[name].items()]
        return gr.Radio(choices, value="", label=said.fields[name], elem_id=f"donate-{name}")
