"""Step 1 of the tab: the photos, and which of them is watched."""

from collections.abc import Iterator
from secrets import token_urlsafe
from typing import Any

import gradio as gr

from ssidkd.learning.finetune.pictures import FEWEST_TO_HOLD_OUT, LEARNT_SIDE
from ssidkd.services.batch.rows import Incoming
from ssidkd.services.comparison import Comparison
from ssidkd.services.jobs.photos import PhotoIntake, Tray
from ssidkd.ui import pieces as page_pieces
from ssidkd.ui import sentences as page_sentences
from ssidkd.ui.batch.events import AT_ONCE, WORKING
from ssidkd.ui.batch.file_input import build_file_input
from ssidkd.ui.context import PageContext
from ssidkd.ui.finetune import pieces
from ssidkd.ui.left_out import left_out

Changes = dict[Any, Any]

_PRESSED = """
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-photo]");
  if (button) trigger("select", { photo: button.dataset.photo, act: button.dataset.act });
});
"""


class PhotosPart:
    """Lays the step out inside the current block and wires it.

    Args:
        context: of the page.
        intake: keeps the photos.
    """

    def __init__(self, context: PageContext, intake: PhotoIntake) -> None:
        self._context, self._intake = context, intake
        self._words = words = context.words
        said = words.finetune
        self.tray = gr.State(Tray())
        hint = said.photos_hint.format(most=intake.limits.photos, side=LEARNT_SIDE)
        gr.HTML(pieces.step_head(1, said.photos_title, hint))
        with gr.Row(elem_classes=["finetune-intake"]):
            self._files = build_file_input(said.drop, several=True, identity="finetune-files")
            with gr.Column(elem_classes=["finetune-sources"], min_width=200):
                self._examples = _button(said.add_examples, "finetune-examples")
                self._compared = _button(said.add_compared, "finetune-compared")
                self._clear = _button(said.clear, "finetune-clear")
        self._status = gr.HTML(self._counted(Tray()), elem_id="finetune-photos-status")
        self._grid = gr.HTML("", js_on_load=_PRESSED, elem_id="finetune-photos")
        self._left_out = gr.HTML("", elem_id="finetune-left-out")
        self.changed = self._wire()
        """Events after which the photos are others."""

    def add(self, files: list[Incoming], tray: Tray) -> Iterator[Changes]:
        """Read files and put them into the tray, one after the other."""
        yield gr.skip()  # a generator that yields nothing empties all it could have changed
        if not files:  # the place also tells when it is emptied
            return
        said = self._words.finetune
        _forget_reasons(tray)
        files = files[: 2 * self._intake.limits.photos]
        yield {self._status: self._looking(0, len(files))}
        for number in self._intake.add(tray, files):
            line = said.looking.format(n=min(number + 1, len(files)), total=len(files))
            yield {self._status: page_pieces.status(line), self._grid: self._cards(tray)}
        yield self._shown(tray)

    def add_examples(self, tray: Tray) -> Changes:
        """Put the rainy pictures of the examples into the tray."""
        _forget_reasons(tray)
        gallery = self._context.services.gallery
        for index, credit in enumerate(gallery.credits):
            name = page_sentences.title(credit, self._words)
            self._intake.add_pixels(tray, name, gallery.comparison(index).rainy)
        return self._shown(tray)

    def add_compared(self, tray: Tray, comparison: Comparison | None) -> Changes:
        """Put the photo that is shown on the first tab into the tray."""
        _forget_reasons(tray)
        shown = comparison or self._context.services.gallery.comparison(0)
        name = shown.title or self._words.finetune.compared_name
        self._intake.add_pixels(tray, name, shown.rainy)
        return self._shown(tray)

    def turn(self, tray: Tray, event: gr.EventData) -> Changes:
        """Do what the pressed button of a photo says."""
        sent = event._data
        content = sent if isinstance(sent, dict) else {}
        identity = str(content.get("photo"))
        if content.get("act") == "remove":
            tray.remove(identity)
        elif content.get("act") == "watch":
            tray.chosen = identity
        return self._shown(tray)

    def clear(self, tray: Tray) -> Changes:
        """Take all photos out."""
        tray.clear()
        return self._shown(tray)

    def _shown(self, tray: Tray) -> Changes:
        """Return the changes that show a tray; what was asked for before is another request now."""
        tray.key = token_urlsafe(16)
        self._intake.touch(tray)
        most = self._intake.limits.photos
        return {
            self._status: self._counted(tray),
            self._grid: self._cards(tray),
            self._left_out: left_out(
                tray.left_out, most, self._words.finetune, self._words, "finetune-left-out"
            ),
        }

    def _cards(self, tray: Tray) -> str:
        return pieces.photo_grid(tray, self._words)

    def _looking(self, number: int, total: int) -> str:
        said = self._words.finetune.looking
        return page_pieces.status(said.format(n=number + 1, total=total))

    def _counted(self, tray: Tray) -> str:
        said, count = self._words.finetune, len(tray.photos)
        if not count:
            return page_pieces.status(said.no_photos)
        notices = [said.watch_hint] if count > 1 else []
        if count < FEWEST_TO_HOLD_OUT:
            notices.append(said.few_photos.format(n=FEWEST_TO_HOLD_OUT))
        for photo in tray.photos:
            notices += [f"{photo.name}: {self._words.refusals.say(one)}" for one in photo.notices]
        sentence = said.one_photo if count == 1 else said.photos.format(n=count)
        return page_pieces.status(sentence, notices)

    def _wire(self) -> list[Any]:
        shown = [self._status, self._grid, self._left_out]
        compared = [self.tray, self._context.comparison]
        added = self._files.upload(self.add, [self._files, self.tray], shown, **WORKING)
        # Emptied by an event of its own: of a component that a handler may leave as it is, Gradio
        # 6.31 makes a copy for the session, and with it goes what `build_file_input` has changed.
        added.then(lambda: None, None, self._files, **AT_ONCE)
        return [
            added,
            self._examples.click(self.add_examples, self.tray, shown, **WORKING),
            self._compared.click(self.add_compared, compared, shown, **WORKING),
            self._grid.select(self.turn, self.tray, shown, **AT_ONCE),
            self._clear.click(self.clear, self.tray, shown, **AT_ONCE),
        ]


def _forget_reasons(tray: Tray) -> None:
    tray.left_out = ()


def _button(label: str, identity: str) -> gr.Button:
    return gr.Button(label, size="sm", elem_id=identity)
