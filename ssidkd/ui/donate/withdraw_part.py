"""Taking photos back, with the code of their donation."""

from typing import Any

import gradio as gr

from ssidkd.services.collection.attempts import Attempts
from ssidkd.services.collection.errors import CodeUnknownError
from ssidkd.services.collection.offer import Receipt
from ssidkd.services.collection.starting import Collecting
from ssidkd.ui import pieces as page_pieces
from ssidkd.ui.batch.events import AT_ONCE
from ssidkd.ui.context import PageContext
from ssidkd.ui.donate import pieces
from ssidkd.ui.donate.pressing import build_pressable, pressed
from ssidkd.ui.donate.receipts_part import ReceiptsPart
from ssidkd.ui.donate.sentences import problem_of
from ssidkd.ui.donate.withdraw_view import done_html, photos_html

Changes = dict[Any, Any]
_LONGEST = 200
"""Letters of a code that are looked at."""


class WithdrawPart:
    """Lays the part out inside the current block and wires it.

    Args:
        context: of the page.
        collecting: has the photos.
        attempts: counts wrong codes.
        receipts: the browser's donations; a press there opens one here.
    """

    def __init__(
        self,
        context: PageContext,
        collecting: Collecting,
        attempts: Attempts,
        receipts: ReceiptsPart,
    ) -> None:
        self._collection, self._attempts = collecting.collection, attempts
        self._words, self._receipts, self._donor = context.words, receipts, context.donor
        said = context.words.donate.withdraw
        self._shown_code = gr.State("")
        with gr.Column(elem_classes=["donate-withdraw"]):
            gr.HTML(f"<h3>{said.title}</h3><p>{said.hint}</p>")
            with gr.Row(elem_classes=["donate-look"]):
                self._code = gr.Textbox(
                    label=said.code, max_lines=1, max_length=_LONGEST, elem_id="donate-code"
                )
                self._look = gr.Button(said.look, elem_id="donate-look")
            self._said = gr.HTML("", elem_id="donate-withdraw-status")
            self._photos = build_pressable("donate-own")
        self._wire()

    def look(self, typed: object) -> Changes:
        """Show the photos of a donation."""
        code = str(typed or "").strip()[:_LONGEST]
        if not code:
            return self._nothing(self._words.donate.withdraw.need_code)
        try:
            receipt = self._receipt(code)
        except Exception as error:  # noqa: BLE001 - logged there; the visitor gets a sentence
            return self._nothing(problem_of(error, self._words))
        shown = self._photos_html(receipt, (), asked=False)
        return {self._shown_code: code, self._said: "", self._photos: shown}

    def open(self, event: gr.EventData) -> Changes:
        """Show the photos of a donation of the browser's list."""
        said = pressed(event)
        if said.get("act") != "open":
            return gr.skip()
        code = str(said.get("of"))[:_LONGEST]
        return {self._code: code, **self.look(code)}

    def turn(self, code: object, event: gr.EventData) -> Changes:
        """Do what a button under the photos says: choose all, ask, take back, or leave them."""
        said = pressed(event)
        try:
            receipt = self._receipt(str(code or ""))
            ticked = _ticked(receipt, said.get("photos"))
            return self._turned(str(code), receipt, said.get("act"), ticked)
        except Exception as error:  # noqa: BLE001 - logged there; the visitor gets a sentence
            return self._nothing(problem_of(error, self._words))

    def _turned(self, code: str, receipt: Receipt, act: object, ticked: list[str]) -> Changes:
        if act == "all":
            everything = [photo.identity for photo in receipt.photos]
            return self._showing(receipt, everything, asked=False)
        if act == "yes" and ticked:
            after = self._collection.withdraw(code, ticked)
            return {
                self._said: done_html(after, ticked, self._words),
                self._photos: self._photos_html(after, (), asked=False),
            }
        if act == "ask" and not ticked:
            said = page_pieces.problem(self._words.donate.withdraw.nothing_ticked)
            return self._showing(receipt, ticked, asked=False) | {self._said: said}
        return self._showing(receipt, ticked, asked=act == "ask")

    def _receipt(self, code: str) -> Receipt:
        """Return the receipt of a code; wrong ones are counted."""
        self._attempts.check()
        try:
            return self._collection.receipt(code)
        except CodeUnknownError:
            self._attempts.was_wrong()
            raise

    def _showing(self, receipt: Receipt, ticked: list[str], *, asked: bool) -> Changes:
        return {self._said: "", self._photos: self._photos_html(receipt, ticked, asked=asked)}

    def _photos_html(self, receipt: Receipt, ticked: object, *, asked: bool) -> str:
        chosen = ticked if isinstance(ticked, list) else []
        return photos_html(receipt, chosen, self._thumbnail, self._words, asked=asked)

    def _thumbnail(self, identity: str) -> str:
        return pieces.thumbnail_of(self._collection, identity)

    def _nothing(self, sentence: str) -> Changes:
        return {
            self._shown_code: "",
            self._said: page_pieces.problem(sentence),
            self._photos: "",
        }

    def _wire(self) -> None:
        shown = [self._shown_code, self._said, self._photos]
        gr.on([self._look.click, self._code.submit], self.look, self._code, shown, **AT_ONCE)
        self._receipts.list.select(self.open, None, [self._code, *shown], **AT_ONCE)
        self._photos.select(self.turn, self._shown_code, shown, **AT_ONCE).then(
            self._receipts.look, self._donor, self._receipts.changed, **AT_ONCE
        )


def _ticked(receipt: Receipt, sent: object) -> list[str]:
    """Return which of a donation's photos were chosen.

    Also such as are taken back already: the same press twice gives the same answer twice.
    """
    listed = sent if isinstance(sent, list) else []
    return [photo.identity for photo in receipt.photos if photo.identity in listed]
