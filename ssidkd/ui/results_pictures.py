"""The part of the tab "Results" with pictures: other methods' beside ours, and found things."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

import gradio as gr

from ssidkd.core.derainer import DerainCancelled
from ssidkd.core.detection import DetectorError
from ssidkd.services.comparison import Comparison
from ssidkd.services.finding import Finding, with_boxes
from ssidkd.services.outputs import OutputPicture
from ssidkd.ui.context import PageContext
from ssidkd.ui.desk import HIDDEN
from ssidkd.ui.errors import sentence_of
from ssidkd.ui.viewer import FRAME, PANES, ShownPicture, compare_bar, compare_pane

Changes = dict[Any, Any]

CURRENT = ""
"""Stands for the photo under Compare in the list of pictures."""
_GROUP = "results"


@dataclass(frozen=True, kw_only=True, eq=False)
class Opened:
    """The pictures that are shown."""

    scene: str
    """In words."""
    pictures: Sequence[OutputPicture]
    findings: Mapping[str, Finding] = field(default_factory=dict)
    """By the name of the picture; empty before the detector was asked."""


class Opening:
    """One wish to see pictures, so that it can be stopped."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self.is_ended = False

    def end(self) -> None:
        """Stop: the visitor wants nothing more of it. `stop` alone is also set when all is done."""
        self.is_ended = True
        self.stop.set()


class PicturesSection:
    """Lays the part out inside the current tab and wires it."""

    def __init__(self, context: PageContext) -> None:
        self._context = context
        self._services = context.services
        self._words = context.words.results
        words = self._words
        gr.HTML(
            f'<div class="network-intro"><h2>{escape(words.pictures_heading)}</h2>'
            f"<p>{escape(words.pictures_intro)}</p>{self._missing()}</div>"
        )
        self._has_any = bool(self._services.outputs or self._services.finding)
        if self._has_any:
            self._build()
            self._wire()

    def begin(self, opening: Opening | None) -> Changes:
        """Ask for pictures, whatever was asked for before."""
        if opening is not None:
            opening.end()
        return {
            self._opening: Opening(),
            self._status: self._said(self._words.opening),
            self._stop: gr.update(visible=True),
        }

    def open(
        self, opening: Opening | None, scene: str, comparison: Comparison | None, boxes: bool
    ) -> Iterator[Changes]:
        """Yield progress and then the pictures."""
        yield gr.skip()
        if opening is None or opening.is_ended:
            return
        try:
            pictures: list[OutputPicture] = []
            for event in self._pictures(opening, scene, comparison):
                if isinstance(event, OutputPicture):
                    pictures.append(event)
                else:
                    yield {self._status: self._said(self._words.opening, event)}
            opened = Opened(scene=self._scene_name(scene, comparison), pictures=pictures)
            yield from self._finish(opening, opened, boxes)
        except DerainCancelled:
            yield self._idle(self._said(self._context.words.common.stopped))
        except KeyError:
            yield self._idle(self._problem(self._words.no_scene))
        except Exception as error:  # noqa: BLE001 - logged there; the visitor gets a sentence
            yield self._idle(self._problem(sentence_of(error, self._context.words)))

    def turn(self, opening: Opening | None) -> Opening:
        """End what goes on, because the boxes are switched."""
        if opening is not None:
            opening.end()
        return Opening()

    def switch(
        self, opening: Opening | None, opened: Opened | None, boxes: bool
    ) -> Iterator[Changes]:
        """Lay the detector's boxes over what is shown, or take them away."""
        yield gr.skip()
        if opened is not None and opening is not None:
            yield from self._finish(opening, opened, boxes)

    def _finish(self, opening: Opening, opened: Opened, boxes: bool) -> Iterator[Changes]:
        shown = {**self._idle(self._summary(opened, False)), self._opened: opened}
        shown |= {self._panes: self._html(opened, False)}
        finding = self._services.finding
        if boxes and finding is not None and not opened.findings:
            waiting = self._said(self._words.finding, 0.0)
            yield {**shown, self._status: waiting, self._stop: gr.update(visible=True)}
            found: dict[str, Finding] = {}
            for number, picture in enumerate(opened.pictures, start=1):
                if opening.is_ended:
                    yield self._idle(self._said(self._context.words.common.stopped))
                    return
                try:
                    found[picture.name] = finding.find(picture.pixels)
                except DetectorError:
                    yield self._idle(self._problem(self._words.detector_failed))
                    return
                share = number / len(opened.pictures)
                yield {self._status: self._said(self._words.finding, share)}
            opened = replace(opened, findings=found)
        yield {
            **self._idle(self._summary(opened, boxes)),
            self._opened: opened,
            self._panes: self._html(opened, boxes),
        }

    def _pictures(
        self, opening: Opening, scene: str, comparison: Comparison | None
    ) -> Iterator[OutputPicture | float]:
        if scene != CURRENT and self._services.outputs is not None:
            deraining = self._services.comparing.deraining
            yield from self._services.outputs.open(scene, deraining, opening.stop)
            return
        shown = comparison or self._services.examples.comparison(0)
        for pane in shown.panes.values():
            yield OutputPicture(name=pane.name, pixels=pane.pixels, psnr=pane.psnr, ssim=pane.ssim)

    def _scene_name(self, scene: str, comparison: Comparison | None) -> str:
        if scene != CURRENT:
            return scene
        shown = comparison or self._services.examples.comparison(0)
        return shown.title or self._words.own_photo

    def _html(self, opened: Opened, boxes: bool) -> str:
        panes = "".join(self._pane(opened, picture, boxes) for picture in opened.pictures)
        return f'<div class="{PANES} results-panes">{panes}</div>'

    def _pane(self, opened: Opened, picture: OutputPicture, boxes: bool) -> str:
        words = self._words
        name = self._name(picture.name)
        found = opened.findings.get(picture.name) if boxes else None
        pixels = picture.pixels if found is None else with_boxes(picture.pixels, found.boxes)
        alt = words.picture_alt.format(name=name, scene=opened.scene)
        if found is not None:
            alt = f"{alt}, {words.boxes_alt.format(things=self._things(found))}"
        height, width = pixels.shape[:2]
        stem = "".join(letter if letter.isalnum() else "-" for letter in picture.name)
        path = self._services.shelf.put(pixels, f"{stem}{'-boxes' if found else ''}")
        pane = compare_pane(
            _GROUP,
            picture.name,
            name,
            ShownPicture(path=path, alt=alt, width=width, height=height),
            self._context.words.viewer,
            original=picture.name == "input",
        )
        facts = ""
        if picture.psnr is not None and picture.ssim is not None:
            facts = words.psnr.format(psnr=f"{picture.psnr:.2f}", ssim=f"{picture.ssim:.4f}")
        things = "" if found is None else self._things(found)
        lines = "".join(f"<p>{escape(line)}</p>" for line in (facts, things) if line)
        return f'<section class="results-pane"><h3>{escape(name)}</h3>{pane}{lines}</section>'

    def _things(self, found: Finding) -> str:
        listed = ", ".join(f"{label} {confidence:.2f}" for label, confidence in found.labels)
        return listed or self._words.found_nothing

    def _name(self, name: str) -> str:
        return self._context.words.common.pictures.get(name, name)

    def _summary(self, opened: Opened, boxes: bool) -> str:
        return self._said(self._words.opened.format(scene=opened.scene))

    def _said(self, sentence: str, share: float | None = None) -> str:
        bar = ""
        if share is not None:
            bar = (
                f'<progress max="1" value="{share:.3f}" aria-label="{escape(sentence)}"></progress>'
            )
        return f'<div class="status" role="status"><p>{escape(sentence)}</p>{bar}</div>'

    def _problem(self, sentence: str) -> str:
        return f'<div class="status problem" role="alert"><p>{escape(sentence)}</p></div>'

    def _idle(self, status: str) -> Changes:
        return {self._status: status, self._stop: gr.update(visible=HIDDEN)}

    def _missing(self) -> str:
        """Return what the owner could add, as sentences."""
        sentences = []
        if self._services.outputs is None:
            sentences.append(self._words.no_outputs)
        if self._services.finding is None:
            sentences.append(self._words.no_detector)
        return "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)

    def _build(self) -> None:
        words = self._words
        outputs, finding = self._services.outputs, self._services.finding
        scenes = outputs.scenes() if outputs else ()
        choices = [(words.current, CURRENT), *((scene, scene) for scene in scenes)]
        self._opening = gr.State(None)
        self._opened = gr.State(None)
        with gr.Row(elem_classes=["desk", "results-desk"]):
            self._scene = gr.Dropdown(
                choices, value=choices[-1 if scenes else 0][1], label=words.scene,
                elem_id="results-scene", min_width=220, visible=True if scenes else HIDDEN,
            )  # fmt: skip
            self._boxes = gr.Checkbox(
                value=finding is not None and not scenes, label=words.boxes, info=words.boxes_info,
                elem_id="results-boxes", min_width=220, visible=True if finding else HIDDEN,
            )  # fmt: skip
            with gr.Row(elem_classes=["actions"]):
                self._open = gr.Button(
                    words.open, variant="primary", size="md", elem_id="results-open"
                )
                self._stop = gr.Button(
                    self._context.words.common.stop,
                    size="md",
                    visible=HIDDEN,
                    elem_id="results-stop",
                )
        self._status = gr.HTML("", elem_id="results-status")
        with gr.Column(elem_classes=[FRAME, "results-frame"]):
            gr.HTML(compare_bar(_GROUP, self._context.words.viewer))
            self._panes = gr.HTML("", elem_id="results-pictures")

    def _wire(self) -> None:
        quiet: dict[str, Any] = {
            "trigger_mode": "multiple",
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        shown = [self._status, self._stop, self._opened, self._panes]
        self._open.click(
            self.begin, self._opening, [self._opening, self._status, self._stop],
            queue=False, **quiet,
        ).then(
            self.open, [self._opening, self._scene, self._context.comparison, self._boxes], shown,
            concurrency_limit=1, **quiet,
        )  # fmt: skip
        self._boxes.input(self.turn, self._opening, self._opening, queue=False, **quiet).then(
            self.switch, [self._opening, self._opened, self._boxes], shown,
            concurrency_limit=1, **quiet,
        )  # fmt: skip
        self._stop.click(_end, self._opening, None, queue=False, **quiet)


def _end(opening: Opening | None) -> None:
    if opening is not None:
        opening.end()
