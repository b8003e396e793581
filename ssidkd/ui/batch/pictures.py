"""The part of the tab for many pictures: choose, start, watch, take away."""

from collections.abc import Iterator, Sequence
from typing import Any

import gradio as gr

from ssidkd.core.weights import Role
from ssidkd.services.batch.rows import BatchOptions, Incoming
from ssidkd.services.batch.running import BatchService, BatchState
from ssidkd.services.batch.suffixes import PICTURE_SUFFIXES
from ssidkd.services.deraining import ROLES, DerainingService
from ssidkd.ui.batch import pieces
from ssidkd.ui.batch.chosen import Chosen
from ssidkd.ui.batch.events import AT_ONCE, WORKING
from ssidkd.ui.batch.file_input import build_file_input, build_folder_button
from ssidkd.ui.batch.sentences import sentence_of
from ssidkd.ui.batch.table import batch_table
from ssidkd.ui.desk import HIDDEN
from ssidkd.ui.sentences import waiting
from ssidkd.ui.words import Words

Changes = dict[Any, Any]
_NETWORKS: dict[str, tuple[Role, ...]] = {
    "student": ("student",),
    "teacher": ("teacher",),
    "both": ROLES,
}


class PicturesPart:
    """Lays the part out inside the current block and wires it to the service."""

    def __init__(self, service: BatchService, deraining: DerainingService, words: Words) -> None:
        self._service = service
        self._words = words
        said = words.batch
        limits = said.limits.format(
            pictures=service.limits.pictures, megapixels=service.limits.megapixels
        )
        gr.HTML(pieces.intro(said.heading, said.intro, limits))
        with gr.Row(elem_classes=["batch-intake"]):
            with gr.Column(elem_classes=["batch-files"], scale=3, min_width=260):
                self._files = build_file_input(said.drop, several=True, identity="batch-files")
                self._folder = build_folder_button(said.folder, "batch-folder")
            with gr.Column(elem_classes=["batch-options"], scale=2, min_width=260):
                self._build_options(deraining)
        with gr.Row(elem_classes=["desk"]):
            self._status = gr.HTML(pieces.status(said.nothing_yet), elem_id="batch-status")
            with gr.Row(elem_classes=["actions"]):
                self._start = _button(said.start, "batch-start", variant="primary")
                self._stop = _button(words.common.stop, "batch-stop")
                self._clear = _button(said.clear, "batch-clear")
        self._archive = gr.HTML("", elem_id="batch-archive")
        self._table = gr.HTML("", elem_id="batch-rows")
        self._chosen = gr.State(None)
        self._wire()

    def add(self, files: list[Incoming], chosen: Chosen | None) -> Changes:
        """Put files into the list; into a new one, where the last has been started."""
        return self._add(files, chosen, [])

    def add_folder(self, files: list[Incoming], chosen: Chosen | None) -> Changes:
        """Put the pictures of a folder into the list; what it also holds is left out."""
        pictures = [file for file in files if _is_picture(file.name)]
        if not pictures:
            return {self._status: pieces.problem(self._words.batch.no_pictures)}
        others = len(files) - len(pictures)
        notices = [self._words.batch.not_pictures.format(n=others)] if others else []
        return self._add(pictures, chosen, notices)

    def begin(
        self, chosen: Chosen | None, network: str, full_size: bool, with_originals: bool
    ) -> Changes:
        """Note how the batch is to be done; the next event does it."""
        if chosen is None or chosen.options is not None:
            return {self._status: pieces.problem(self._words.batch.lost)}
        roles = _NETWORKS.get(network, _NETWORKS["student"])
        options = BatchOptions(
            roles=roles, full_size=bool(full_size), with_originals=bool(with_originals)
        )
        status = pieces.status(self._words.batch.waiting_for_turn)
        return {
            self._chosen: Chosen(files=chosen.files, options=options),
            self._status: status,
            self._archive: "",
            **self._buttons(start=False, stop=True, clear=False),
        }

    def work(self, chosen: Chosen | None) -> Iterator[Changes]:
        """Do the batch and show it as it comes."""
        yield gr.skip()  # a generator that yields nothing empties all it could have changed
        if chosen is None or chosen.options is None or chosen.is_begun:
            return
        chosen.is_begun = True
        try:
            for state in self._service.run(chosen.files, chosen.options, chosen.stop):
                yield self._shown(state, chosen)
        except Exception as error:  # noqa: BLE001 - logged there; the visitor gets a sentence
            status = pieces.problem(sentence_of(error, self._words))
            yield {self._status: status, **self._buttons(start=False, stop=False, clear=True)}

    def stop(self, chosen: Chosen | None) -> None:
        """Ask the batch to stop; its work says so, as an answer here might come after its last."""
        if chosen is not None:
            chosen.stop.set()

    def clear(self) -> Changes:
        """Forget the list."""
        return {
            self._chosen: None,
            self._status: pieces.status(self._words.batch.nothing_yet),
            self._table: "",
            self._archive: "",
            **self._buttons(start=False, stop=False, clear=False),
        }

    def _add(
        self, files: Sequence[Incoming], chosen: Chosen | None, notices: Sequence[str]
    ) -> Changes:
        if not files:  # the place also tells when it is emptied
            return gr.skip()
        before = () if chosen is None or chosen.options is not None else chosen.files
        most = self._service.limits.pictures
        together = (*before, *files)
        beyond = len(together) - most
        if beyond > 0:
            notices = [*notices, self._words.batch.left_out.format(most=most, n=beyond)]
        return self._listed(Chosen(files=together[:most]), notices)

    def _listed(self, chosen: Chosen, notices: Sequence[str]) -> Changes:
        said = self._words.batch
        count = len(chosen.files)
        sentence = said.chosen_one if count == 1 else said.chosen.format(n=count)
        return {
            self._files: None,  # emptied: the table is the list
            self._chosen: chosen,
            self._status: pieces.status(sentence, notices),
            self._table: batch_table(chosen.rows(), (), self._words, None, is_over=False),
            self._archive: "",
            **self._buttons(start=True, stop=False, clear=True),
        }

    def _shown(self, state: BatchState, chosen: Chosen) -> Changes:
        roles = chosen.options.roles if chosen.options else ()
        rows = state.rows if state.rows else chosen.rows()
        table = batch_table(rows, roles, self._words, state.current, state.is_over)
        changes: Changes = {self._table: table, self._status: self._progress(state)}
        if state.is_over:
            changes |= self._buttons(start=False, stop=False, clear=True)
            changes |= self._ended(state, is_stopped=chosen.stop.is_set())
        return changes

    def _progress(self, state: BatchState) -> str:
        said = self._words.batch
        if state.current is None:
            return pieces.status(said.looking, share=state.share)
        if state.waiting is not None:
            return pieces.status(waiting(state.waiting, self._words), share=state.share)
        place = {"n": state.current + 1, "total": len(state.rows)}
        if state.seconds_left is None:
            return pieces.status(said.working.format(**place), share=state.share)
        left = self._words.common.time_left(state.seconds_left)
        sentence = said.working_left.format(**place, left=left)
        return pieces.status(sentence, share=state.share)

    def _ended(self, state: BatchState, *, is_stopped: bool) -> Changes:
        said = self._words.batch
        if state.archive is None:
            sentence = said.nothing_done if not is_stopped else self._words.common.stopped
            return {self._status: pieces.status(sentence), self._archive: ""}
        done = sum(bool(row.results) for row in state.rows)
        sentence = said.stopped if is_stopped else said.done
        label = said.download.format(size=pieces.megabytes(state.archive))
        return {
            self._status: pieces.status(sentence.format(done=done, total=len(state.rows))),
            self._archive: pieces.save_link(state.archive, label, said.deleted),
        }

    def _buttons(self, *, start: bool, stop: bool, clear: bool) -> Changes:
        shown = {self._start: start, self._stop: stop, self._clear: clear}
        return {
            button: gr.update(visible=True if is_shown else HIDDEN)
            for button, is_shown in shown.items()
        }

    def _build_options(self, deraining: DerainingService) -> None:
        said, limit = self._words.batch, deraining.policy.pixel_limit
        choices = [(said.student, "student"), (said.teacher, "teacher"), (said.both, "both")]
        self._network = gr.Radio(
            choices, value="student", label=said.networks, elem_id="batch-network"
        )
        hint = said.full_size_hint.format(megapixels=f"{(limit or 0) / 2**20:.2g}")
        self._full_size = gr.Checkbox(
            value=limit is None,
            label=said.full_size,
            info=hint,
            visible=limit is not None,
            elem_id="batch-full-size",
        )
        self._with_originals = gr.Checkbox(
            label=said.with_originals,
            info=said.with_originals_hint,
            elem_id="batch-originals",
        )

    def _wire(self) -> None:
        # The places for files are no outputs of what makes updates: Gradio 6.31 would go on with a
        # copy of them, without what `file_input` has changed.
        buttons = [self._start, self._stop, self._clear]
        shown = [self._status, self._archive, self._table, *buttons]
        listed = [self._files, self._chosen, *shown]
        options = [self._network, self._full_size, self._with_originals]
        self._files.upload(self.add, [self._files, self._chosen], listed, **AT_ONCE)
        self._folder.upload(self.add_folder, [self._folder, self._chosen], listed, **AT_ONCE)
        begun = [self._chosen, *shown]
        self._start.click(self.begin, [self._chosen, *options], begun, **AT_ONCE).then(
            self.work, self._chosen, shown, **WORKING
        )
        self._stop.click(self.stop, self._chosen, None, **AT_ONCE)
        self._clear.click(self.clear, None, begun, **AT_ONCE)


def _button(label: str, identity: str, variant: str = "secondary") -> gr.Button:
    return gr.Button(label, size="md", variant=variant, visible=HIDDEN, elem_id=identity)  # type: ignore[arg-type]


def _is_picture(name: str) -> bool:
    last = name.replace("\\", "/").rpartition("/")[2]
    return not last.startswith(".") and ("." + last.rpartition(".")[2].lower()) in PICTURE_SUFFIXES
