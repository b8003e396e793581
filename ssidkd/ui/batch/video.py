"""The part of the tab for a video: choose, start, watch, take away."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from ssidkd.core.weights import Role
from ssidkd.services.batch.rows import BatchOptions, Incoming
from ssidkd.services.video.running import VideoService
from ssidkd.services.video.work import VideoState
from ssidkd.services.video.writing import VideoWriteError
from ssidkd.ui.batch import pieces
from ssidkd.ui.batch.chosen import Chosen
from ssidkd.ui.batch.events import AT_ONCE, WORKING
from ssidkd.ui.batch.file_input import build_file_input
from ssidkd.ui.batch.sentences import sentence_of
from ssidkd.ui.batch.video_view import clips, first_pair
from ssidkd.ui.desk import HIDDEN
from ssidkd.ui.sentences import waiting
from ssidkd.ui.words import Words

Changes = dict[Any, Any]


class VideoPart:
    """Lays the part out inside the current block and wires it to the service."""

    def __init__(self, service: VideoService, words: Words) -> None:
        self._service = service
        self._words = words
        said, limits = words.batch.video, service.limits
        limit = said.limits.format(
            seconds=limits.seconds,
            frames=limits.frames,
            megapixels=f"{limits.frame_pixels / 1e6:g}",
        )
        gr.HTML(pieces.intro(said.heading, said.intro, limit))
        with gr.Row(elem_classes=["batch-intake"]):
            with gr.Column(elem_classes=["batch-files"], scale=3, min_width=260):
                self._file = build_file_input(said.drop, several=False, identity="video-file")
            with gr.Column(elem_classes=["batch-options"], scale=2, min_width=260):
                choices = [(words.batch.student, "student"), (words.batch.teacher, "teacher")]
                self._network = gr.Radio(
                    choices, value="student", label=said.network, elem_id="video-network"
                )
        with gr.Row(elem_classes=["desk"]):
            self._status = gr.HTML(pieces.status(said.nothing_yet), elem_id="video-status")
            with gr.Row(elem_classes=["actions"]):
                self._start = gr.Button(
                    said.start, size="md", variant="primary", visible=HIDDEN, elem_id="video-start"
                )
                self._stop = gr.Button(
                    words.common.stop, size="md", visible=HIDDEN, elem_id="video-stop"
                )
        self._clips = gr.HTML("", elem_id="video-clips")
        self._first = gr.HTML("", elem_id="video-first")
        self._chosen = gr.State(None)
        self._wire()

    def add(self, files: list[Incoming], chosen: Chosen | None) -> Changes:
        """Choose a video; whatever is worked on is stopped."""
        if not files:  # the place also tells when it is emptied
            return gr.skip()
        if chosen is not None:
            chosen.stop.set()
        new = Chosen(files=(files[0],))
        sentence = self._words.batch.video.chosen.format(name=new.rows()[0].name)
        return {
            self._file: None,
            self._chosen: new,
            self._status: pieces.status(sentence),
            self._clips: "",
            self._first: "",
            **self._buttons(start=True, stop=False),
        }

    def begin(self, chosen: Chosen | None, network: str) -> Changes:
        """Note how the video is to be done; the next event does it."""
        if chosen is None:
            return {self._status: pieces.problem(self._words.batch.video.lost)}
        role: Role = "teacher" if network == "teacher" else "student"
        options = BatchOptions(roles=(role,), full_size=False)
        return {
            self._chosen: Chosen(files=chosen.files, options=options),
            self._status: pieces.status(self._words.batch.waiting_for_turn),
            self._clips: "",
            self._first: "",
            **self._buttons(start=False, stop=True),
        }

    def work(self, chosen: Chosen | None) -> Iterator[Changes]:
        """Do the video and show how far it is."""
        yield gr.skip()  # a generator that yields nothing empties all it could have changed
        if chosen is None or chosen.options is None or chosen.is_begun:
            return
        chosen.is_begun = True
        (role,) = chosen.options.roles
        try:
            for state in self._service.run(chosen.files[0].path, role, chosen.stop):
                yield self._shown(state, role, is_stopped=chosen.stop.is_set())
        except VideoWriteError:
            yield self._failed(self._words.batch.video.failed)
        except Exception as error:  # noqa: BLE001 - logged there; the visitor gets a sentence
            yield self._failed(sentence_of(error, self._words))

    def stop(self, chosen: Chosen | None) -> None:
        """Ask the video to stop; its work says so, as an answer here might come after its last."""
        if chosen is not None:
            chosen.stop.set()

    def _shown(self, state: VideoState, role: Role, *, is_stopped: bool) -> Changes:
        changes: Changes = {self._first: first_pair(state.first, role, self._words)}
        if state.is_over:
            return {
                **changes,
                self._status: self._ended(state, is_stopped=is_stopped),
                self._clips: clips(state, role, self._words),
                **self._buttons(start=True, stop=False),
            }
        return {**changes, self._status: self._progress(state, is_stopped=is_stopped)}

    def _progress(self, state: VideoState, *, is_stopped: bool) -> str:
        said, notices = self._words.batch.video, self._notices(state)
        if is_stopped:
            return pieces.status(said.stopping, notices, state.share)
        if state.total is None:
            return pieces.status(said.reading, notices)
        if state.waiting is not None:
            return pieces.status(waiting(state.waiting, self._words), notices, state.share)
        place = {"n": min(state.done + 1, state.total), "total": state.total}
        if state.seconds_left is None:
            return pieces.status(said.working.format(**place), notices, state.share)
        left = self._words.common.time_left(state.seconds_left)
        return pieces.status(said.working_left.format(**place, left=left), notices, state.share)

    def _ended(self, state: VideoState, *, is_stopped: bool) -> str:
        said = self._words.batch.video
        if state.after is None or state.size is None:
            return pieces.status(said.nothing_done)
        is_short = is_stopped and state.done != state.total
        size = self._words.common.picture_size(*state.size)
        sentence = (said.stopped if is_short else said.done).format(
            n=state.done, total=state.total, size=size
        )
        return pieces.status(sentence, self._notices(state))

    def _notices(self, state: VideoState) -> list[str]:
        return [self._words.batch.sentences.say(notice) for notice in state.notices]

    def _failed(self, sentence: str) -> Changes:
        return {self._status: pieces.problem(sentence), **self._buttons(start=False, stop=False)}

    def _buttons(self, *, start: bool, stop: bool) -> Changes:
        return {
            self._start: gr.update(visible=True if start else HIDDEN),
            self._stop: gr.update(visible=True if stop else HIDDEN),
        }

    def _wire(self) -> None:
        shown = [self._status, self._clips, self._first, self._start, self._stop]
        begun = [self._chosen, *shown]
        self._file.upload(self.add, [self._file, self._chosen], [self._file, *begun], **AT_ONCE)
        self._start.click(self.begin, [self._chosen, self._network], begun, **AT_ONCE).then(
            self.work, self._chosen, shown, **WORKING
        )
        self._stop.click(self.stop, self._chosen, None, **AT_ONCE)
