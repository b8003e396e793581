"""What happens when something of the rain lab is turned, chosen or asked for."""

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from ssidkd.core.rain import PRESETS
from ssidkd.core.rain.controls import LARGEST_SEED
from ssidkd.services.lab_link import LAB, OWN, LabState, read_lab_query
from ssidkd.services.rain_lab import RainLab
from ssidkd.ui import pieces
from ssidkd.ui.context import PageContext
from ssidkd.ui.desk import HIDDEN
from ssidkd.ui.errors import sentence_of
from ssidkd.ui.lab.bench import Bench
from ssidkd.ui.lab.photos import LabPhotos
from ssidkd.ui.lab.run import CleanPhoto, LabRun
from ssidkd.ui.lab.story import LabStory
from ssidkd.ui.lab.take_away import take_away
from ssidkd.ui.lab.views import LEFT, SHOWN, LabViews
from ssidkd.ui.strict_calls import chosen

Changes = dict[Any, Any]

REST = 0.35
"""A control that was not turned for so long has come to rest [s]."""
_NONE = -1  # Gradio leaves a property as it is that is changed to None


class LabHandlers:
    """Turns what a visitor does into what the page shows.

    Args:
        context: of the page.
        photos: to choose from.
        views: of its pictures.
        bench: what is on the page.
    """

    def __init__(
        self, context: PageContext, photos: LabPhotos, views: LabViews, bench: Bench
    ) -> None:
        self._shelf = context.services.shelf
        self._words = context.words
        self._lab = RainLab(context.services.comparing)
        self._photos = photos
        self._views = views
        self._bench = bench
        self._story = LabStory(self._lab, views, bench, context.words)

    def open(self, run: LabRun | None, factor: float, request: gr.Request) -> Changes:
        """Show the tab for the first time: what its link says, or the first photo."""
        if run is not None:
            return gr.skip()
        return self._from_link({"tab": LAB, **_query(request)}, factor)

    def load(self, run: LabRun | None, factor: float, request: gr.Request) -> Changes:
        """Rebuild what the page's address says, if it leads here."""
        query = _query(request)
        return self._from_link(query, factor) if query.get("tab") == LAB else gr.skip()

    def turn(self, run: LabRun | None, factor: float, seed: float | None, *values: Any) -> Changes:
        """Let the rain follow the controls."""
        photo = self._photo_of(run)
        if photo is None:
            return self._without_photo()
        rain = self._bench.controls.rain(values)
        state = LabState(photo=photo.name, rain=rain, seed=_whole(seed))
        return self._pour(run, photo, state, factor)

    def choose_photo(
        self,
        event: gr.SelectData,
        run: LabRun | None,
        factor: float,
        seed: float | None,
        *values: Any,
    ) -> Changes:
        """Put the same rain on another bundled photo."""
        photo = self._photos.bundled(chosen(event, self._photos.names))
        rain = self._bench.controls.rain(values)
        state = LabState(photo=photo.name, rain=rain, seed=_whole(seed))
        return self._pour(run, photo, state, factor)

    def upload(
        self,
        path: str | None,
        run: LabRun | None,
        factor: float,
        seed: float | None,
        *values: Any,
    ) -> Changes:
        """Put the same rain on a photo of the visitor's own."""
        if path is None:
            return gr.skip()
        try:
            photo = self._photos.own(Path(path))
            state = LabState(photo=OWN, rain=self._bench.controls.rain(values), seed=_whole(seed))
            changes = self._pour(run, photo, state, factor)
        except Exception as error:  # noqa: BLE001 - logged there; the visitor gets a sentence
            return {self._bench.status: pieces.problem(sentence_of(error, self._words))}
        return {**changes, self._bench.photos: gr.update(selected_index=_NONE)}

    def choose_preset(self, name: str, run: LabRun | None, factor: float) -> Changes:
        """Set the controls to a preset."""
        seed = LabState(photo=OWN).seed if run is None else run.state.seed
        return self._set(run, factor, name, seed)

    def other_rain(self, run: LabRun | None, factor: float) -> Changes:
        """Let the same weather fall elsewhere."""
        photo = self._photo_of(run)
        if photo is None:
            return self._without_photo()
        seed = secrets.randbelow(LARGEST_SEED) + 1
        rain = LabState(photo=OWN).rain if run is None else run.state.rain
        changes = self._pour(run, photo, LabState(photo=photo.name, rain=rain, seed=seed), factor)
        return {**changes, self._bench.seed: seed}

    def reset(self, run: LabRun | None, factor: float) -> Changes:
        """Go back to the rain and seed of the beginning, on the same photo."""
        usual = LabState(photo=OWN)
        return self._set(run, factor, usual.preset or "", usual.seed)

    def again(self, run: LabRun | None, factor: float) -> Changes:
        """Go on with a rain that was stopped."""
        return gr.skip() if run is None else self._pour(run, run.photo, run.state, factor)

    def stop(self, run: LabRun | None) -> None:
        """Ask the networks to stop."""
        if run is not None:
            run.stop.set()

    def amplify(self, run: LabRun | None, factor: float) -> Changes:
        """Show what is left stronger or weaker."""
        bench = self._bench
        left = {bench.left[name]: self._views.left(run, name, factor) for name in LEFT}
        return {**left, bench.legend: self._views.legend(factor)}

    def work(self, run: LabRun | None, factor: float) -> Iterator[Changes]:
        """Derain what was begun, once the controls have come to rest."""
        yield gr.skip()
        if run is None or run.is_begun:
            return
        run.is_begun = True
        run.stop.wait(REST)
        changes: Changes = {}
        for step in self._story.steps(run, factor):
            if run.is_replaced:
                return
            # Said again each time: a browser shows only the last of changes that come at once.
            changes |= step
            yield dict(changes)

    def status(self, run: LabRun | None, sentence: str) -> str:
        """Return the line that says which rain falls on what, and what is going on."""
        return self._story.status(run, sentence)

    def _pour(
        self,
        before: LabRun | None,
        photo: CleanPhoto,
        state: LabState,
        factor: float,
        notices: tuple[str, ...] = (),
    ) -> Changes:
        """Let a rain fall: its picture is there at once, the networks come later."""
        if before is not None:
            before.replace()
        pair = self._lab.pour(photo.pixels, state)
        truth, given = self._lab.given(pair)
        kept = before is not None and before.photo is photo
        run = LabRun(
            photo=photo,
            state=state,
            pair=pair,
            panes={"truth": truth, "input": given},
            older=before.results() if before is not None and kept else {},
            notices=notices,
        )
        bench = self._bench
        return {
            bench.run: run,
            bench.status: self._story.status(run, self._words.lab.waiting),
            bench.stop: gr.update(visible=True),
            bench.again: gr.update(visible=HIDDEN),
            bench.take: take_away(run, self._shelf, self._words),
            **{bench.panes[name]: self._views.pane(run, name) for name in SHOWN},
            **{bench.left[name]: self._views.left(run, name, factor) for name in LEFT},
        }

    def _set(self, run: LabRun | None, factor: float, preset: str, seed: int) -> Changes:
        photo = self._photo_of(run)
        rain = PRESETS[preset]
        shown = {**self._bench.controls.show(rain), self._bench.seed: seed}
        if photo is None:
            return {**self._without_photo(), **shown}
        state = LabState(photo=photo.name, rain=rain, seed=seed)
        return {**self._pour(run, photo, state, factor), **shown}

    def _from_link(self, query: dict[str, str], factor: float) -> Changes:
        read = read_lab_query(query, self._photos.names)
        if read is None or read.state.photo == OWN:
            return self._without_photo()
        names = [self._words.lab.rain.controls[name] for name in read.replaced]
        said = self._words.lab.replaced.format(names="; ".join(names))
        photo = self._photos.bundled(read.state.photo)
        changes = self._pour(None, photo, read.state, factor, (said,) * bool(names))
        index = self._photos.names.index(photo.name)
        return {
            **changes,
            **self._bench.controls.show(read.state.rain),
            self._bench.seed: read.state.seed,
            self._bench.photos: gr.update(selected_index=index),
        }

    def _without_photo(self) -> Changes:
        return {self._bench.status: pieces.status(self._words.lab.no_photo)}

    def _photo_of(self, run: LabRun | None) -> CleanPhoto | None:
        if run is not None:
            return run.photo
        return self._photos.bundled(self._photos.names[0]) if self._photos.names else None


def _whole(seed: float | None) -> int:
    """Return what the seed's field says; it may be empty, or hold what it should not."""
    return min(max(int(seed or 0), 0), LARGEST_SEED)


def _query(request: gr.Request) -> dict[str, str]:
    return {str(name): str(value) for name, value in dict(request.query_params).items()}
