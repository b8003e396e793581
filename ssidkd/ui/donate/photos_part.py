"""Step 1 of the tab: the photos."""

from collections.abc import Iterator
from secrets import token_urlsafe
from typing import Any

import gradio as gr

from ssidkd.services.batch.rows import Incoming
from ssidkd.services.jobs.photos import PhotoIntake, Tray
from ssidkd.ui import pieces as page_pieces
from ssidkd.ui.batch.events import AT_ONCE, WORKING
from ssidkd.ui.batch.file_input import build_file_input
from ssidkd.ui.context import PageContext
from ssidkd.ui.donate import pieces
from ssidkd.ui.donate.offered import Offered
from ssidkd.ui.donate.pressing import build_pressable, pressed
from ssidkd.ui.left_out import left_out

Changes = dict[Any, Any]


class PhotosPart:
    """Lays the step out inside the current block and wires it.

    Args:
        context: of the page; what its `offered` becomes is added.
        intake: keeps the photos.
    """

    def __init__(self, context: PageContext, intake: PhotoIntake) -> None:
        self._context, self._intake = context, intake
        self._words = words = context.words
        said, limits = words.donate, intake.limits
        self.tray = gr.State(Tray())
        hint = said.photos_hint.format(most=limits.photos, side=limits.side)
        gr.HTML(pieces.step_head(1, said.photos_title, hint))
        with gr.Row(elem_classes=["donate-intake"]):
            self._files = build_file_input(said.drop, several=True, identity="donate-files")
            with gr.Column(elem_classes=["donate-sources"], min_width=200):
                gr.HTML(pieces.notice(said.people_title, said.people))
                self._clear = gr.Button(said.clear, size="sm", elem_id="donate-clear")
        self._status = gr.HTML(self._counted(Tray()), elem_id="donate-photos-status")
        self.grid = build_pressable("donate-photos")
        self._left_out = gr.HTML("", elem_id="donate-left-out")
        self.shown = [self._status, self.grid, self._left_out]
        """What `shown_of` changes."""
        self.changed = self._wire()
        """Events after which the photos are others."""

    def add(self, files: list[Incoming], tray: Tray) -> Iterator[Changes]:
        """Read files and put them into the tray, one after the other."""
        yield gr.skip()  # a generator that yields nothing empties all it could have changed
        if not files:  # the place also tells when it is emptied
            return
        said = self._words.donate
        tray.left_out = ()
        files = files[: 2 * self._intake.limits.photos]
        yield {self._status: self._looking(0, len(files))}
        for number in self._intake.add(tray, files):
            line = said.looking.format(n=min(number + 1, len(files)), total=len(files))
            yield {self._status: page_pieces.status(line), self.grid: self._cards(tray)}
        yield self.shown_of(tray)

    def add_offered(self, offered: Offered | None, tray: Tray) -> Iterator[Changes]:
        """Read the files that another tab has sent here."""
        yield from self.add(list(offered.files) if offered else [], tray)

    def turn(self, tray: Tray, event: gr.EventData) -> Changes:
        """Take out the photo whose cross was pressed."""
        said = pressed(event)
        if said.get("act") == "remove":
            tray.remove(str(said.get("of")))
        return self.shown_of(tray)

    def clear(self, tray: Tray) -> Changes:
        """Take all photos out."""
        tray.clear()
        return self.shown_of(tray)

    def shown_of(self, tray: Tray) -> Changes:
        """Return the changes that show a tray; what was asked for before is another request now."""
        tray.key = token_urlsafe(16)
        self._intake.touch(tray)
        most = self._intake.limits.photos
        return {
            self._status: self._counted(tray),
            self.grid: self._cards(tray),
            self._left_out: left_out(
                tray.left_out, most, self._words.donate, self._words, "donate-left-out"
            ),
        }

    def _cards(self, tray: Tray) -> str:
        return pieces.photo_grid(tray, self._words)

    def _looking(self, number: int, total: int) -> str:
        return page_pieces.status(self._words.donate.looking.format(n=number + 1, total=total))

    def _counted(self, tray: Tray) -> str:
        said, count = self._words.donate, len(tray.photos)
        if not count:
            return page_pieces.status(said.no_photos)
        notices = [
            f"{photo.name}: {self._words.refusals.say(one)}"
            for photo in tray.photos
            for one in photo.notices
        ]
        sentence = said.one_photo if count == 1 else said.photos.format(n=count)
        return page_pieces.status(sentence, notices)

    def _wire(self) -> list[Any]:
        offered = self._context.offered
        added = self._files.upload(self.add, [self._files, self.tray], self.shown, **WORKING)
        # Emptied by an event of its own: of a component that a handler may leave as it is, Gradio
        # 6.31 makes a copy for the session, and with it goes what `build_file_input` has changed.
        added.then(lambda: None, None, self._files, **AT_ONCE)
        return [
            added,
            offered.change(self.add_offered, [offered, self.tray], self.shown, **WORKING),
            self.grid.select(self.turn, self.tray, self.shown, **AT_ONCE),
            self._clear.click(self.clear, self.tray, self.shown, **AT_ONCE),
        ]
