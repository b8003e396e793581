"""The donations that this browser remembers, and where their photos are now."""

from typing import Any

import gradio as gr

from ssidkd.services.collection.attempts import Attempts, TooManyAttemptsError
from ssidkd.services.collection.errors import CodeUnknownError
from ssidkd.services.collection.starting import Collecting
from ssidkd.ui.batch.events import AT_ONCE, WORKING
from ssidkd.ui.context import PageContext
from ssidkd.ui.donate.donor import Donor, read_donor
from ssidkd.ui.donate.pressing import build_pressable, pressed
from ssidkd.ui.donate.receipt_view import receipt_html, receipts_html, unknown_html
from ssidkd.ui.donate.sentences import problem_of
from ssidkd.ui.donate.states import here_sentences, sync_sentences

Changes = dict[Any, Any]


class ReceiptsPart:
    """Lays the part out inside the current block and wires it.

    Args:
        context: of the page.
        collecting: has the photos.
        attempts: counts wrong codes.
    """

    def __init__(
        self,
        context: PageContext,
        collecting: Collecting,
        attempts: Attempts,
    ) -> None:
        self._context, self._collecting, self._attempts = context, collecting, attempts
        self._words, self._donor = context.words, context.donor
        said = context.words.donate.receipt
        with gr.Column(elem_classes=["donate-mine"]):
            with gr.Row(elem_classes=["donate-mine-head"]):
                gr.HTML(f"<h3>{said.title}</h3>")
                self._again = gr.Button(said.again, size="sm", elem_id="donate-again")
            self.list = build_pressable("donate-receipts")
        self.changed = [self._donor, self.list]
        """What `look` changes."""
        self._wire()

    def open(self, remembered: object) -> Changes:
        """Greet a browser: know it from now on, and show its donations."""
        return self._shown(self._settled(read_donor(remembered).known()))

    def look(self, remembered: object) -> Changes:
        """Show the donations as they are now."""
        return self._shown(read_donor(remembered))

    def look_again(self, remembered: object) -> Changes:
        """Show the same, and wait no longer for a donation that has not arrived."""
        donor = self._settled(read_donor(remembered))
        if donor.pending and not self._is_under_way(donor):
            donor = donor.with_code("")
        return self._shown(donor)

    def forget(self, remembered: object, event: gr.EventData) -> Changes:
        """Let the browser forget a donation that is not known here."""
        said = pressed(event)
        if said.get("act") != "forget":
            return gr.skip()
        return self._shown(read_donor(remembered).without(said.get("of")))

    def _settled(self, donor: Donor) -> Donor:
        """Give a visitor who left while photos were sent the code of that donation."""
        if not donor.pending:
            return donor
        answer = self._collecting.collection.answered(donor.identity, donor.pending)
        return donor if answer is None else donor.with_code(answer.code)

    def _is_under_way(self, donor: Donor) -> bool:
        return self._collecting.collection.is_taking_in(donor.identity, donor.pending)

    def _shown(self, donor: Donor) -> Changes:
        return {self._donor: donor.remembered(), self.list: self._listed(donor)}

    def _listed(self, donor: Donor) -> str:
        lines = sync_sentences(self._collecting, self._words)
        items: list[str] = []
        notes = [self._words.donate.receipt.unfinished] if donor.pending else []
        try:
            items += map(self._item, donor.codes)
        except TooManyAttemptsError as error:
            notes.append(problem_of(error, self._words))
        return receipts_html(items, notes, lines)

    def _item(self, code: str) -> str:
        self._attempts.check()
        try:
            receipt = self._collecting.collection.receipt(code)
        except CodeUnknownError:
            self._attempts.was_wrong()
            return unknown_html(code, self._words)
        here = here_sentences(receipt.photos, self._collecting, self._words)
        return receipt_html(code, receipt, here, self._words)

    def _wire(self) -> None:
        changed = self.changed
        quietly = {**WORKING, "concurrency_limit": None}
        self._context.page.load(self.open, self._donor, changed, **quietly)
        self._again.click(self.look_again, self._donor, changed, **AT_ONCE)
        self.list.select(self.forget, self._donor, changed, **AT_ONCE)
