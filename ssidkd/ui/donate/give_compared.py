"""The button on the tab Compare that takes a visitor's photo to the tab Donate."""

from typing import Any

import gradio as gr

from ssidkd.services.batch.rows import Incoming
from ssidkd.ui.batch.events import WORKING
from ssidkd.ui.context import PageContext
from ssidkd.ui.desk import HIDDEN
from ssidkd.ui.donate.offered import Offered
from ssidkd.ui.run import Run

Changes = dict[Any, Any]

DONATE_TAB = "donate"


class GiveCompared:
    """Lays the button out inside the current block and wires it; nothing where no photos are taken.

    It is there while the photo on the tab is the visitor's own.

    Args:
        context: of the page.
        run: the `Run` of the tab Compare, None while an example is shown.
    """

    def __init__(self, context: PageContext, run: gr.State) -> None:
        self._context = context
        self.outputs: list[Any] = []
        """What `shown` changes."""
        if context.services.collecting is None:
            return
        button = gr.Button(
            context.words.donate.give_compared,
            size="sm",
            visible=HIDDEN,
            elem_id="give-compared",
        )
        self.outputs = [button]
        # Through the queue: only that tells the other tab that there are photos.
        button.click(self.give, run, [context.offered, context.tabs], **WORKING)

    def shown(self, *, is_own: bool) -> Changes:
        """Return the changes for a photo that is the visitor's, or is not."""
        return {button: gr.update(visible=True if is_own else HIDDEN) for button in self.outputs}

    def give(self, run: Run | None) -> Changes:
        """Take the photo to the tab Donate, as it was uploaded."""
        if run is None:
            return gr.skip()
        photo = Incoming(path=run.photo, name=run.photo.name)
        return {
            self._context.offered: Offered(files=(photo,)),
            self._context.tabs: gr.Tabs(selected=DONATE_TAB),
        }
