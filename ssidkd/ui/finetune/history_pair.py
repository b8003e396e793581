"""Two results against each other: on the photo of a job, or on the one of the first tab."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, cast

import gradio as gr

from ssidkd.core.derainer import TileProgress
from ssidkd.core.intake import read_picture
from ssidkd.core.picture import Pixels
from ssidkd.services.comparison import Comparison
from ssidkd.services.deraining import ROLES
from ssidkd.services.jobs.finetuned import Part
from ssidkd.services.jobs.history import JobEntry, job_entries
from ssidkd.services.jobs.ids import JobNotFoundError
from ssidkd.services.jobs.starting import Finetuning
from ssidkd.ui import pieces
from ssidkd.ui.batch.events import WORKING
from ssidkd.ui.context import PageContext
from ssidkd.ui.errors import sentence_of
from ssidkd.ui.finetune.choice import choice, chosen_of
from ssidkd.ui.finetune.history_view import PairPicture, entry_label, pair_html

Changes = dict[Any, Any]

_ON_COMPARE, _OF_JOB = "compare", "job"
_PARTS: tuple[Part, ...] = ("result", "start")


@dataclass(frozen=True)
class Source:
    """Who is to derain: `teacher` or `student` of the page, or a part of a job."""

    kind: str
    job_id: str = ""

    @classmethod
    def read(cls, value: str) -> "Source | None":
        """Return the source of a choice; None for none."""
        kind, _, job_id = value.partition(":")
        known = (kind in ROLES and not job_id) or (kind in _PARTS and job_id)
        return cls(kind, job_id) if known else None


class PairPart:
    """Lays the part out inside the current block and wires it.

    Args:
        context: of the page.
        finetuning: what runs the jobs.
    """

    def __init__(self, context: PageContext, finetuning: Finetuning) -> None:
        self._context = context
        self._words = context.words
        self._jobs = finetuning.jobs
        said = context.words.finetune_result.history
        gr.HTML(
            f'<section class="hub"><h3>{escape(said.against)}</h3>'
            f"<p>{escape(said.against_note)}</p></section>"
        )
        with gr.Row(elem_classes=["hub-row"]):
            self._left = choice(said.left, "finetune-left")
            self._right = choice(said.right, "finetune-right")
        with gr.Row(elem_classes=["hub-row"]):
            self._photo = gr.Radio(
                [(said.photo_of_job, _OF_JOB), (said.on_compare, _ON_COMPARE)],
                value=_OF_JOB,
                label=said.on_photo,
                elem_id="finetune-pair-photo",
            )
            compare = gr.Button(said.compare, size="md", elem_id="finetune-pair")
        self._status = gr.HTML("", elem_id="finetune-pair-status")
        self._pair = gr.HTML("", elem_id="finetune-pair-pictures")
        self.listed_outputs = [self._left, self._right]
        """What `listed` changes."""
        compare.click(
            self.work,
            [self._left, self._right, self._photo, context.shown_job, context.comparison],
            [self._status, self._pair],
            preprocess=False,  # as it was sent, see history.py
            **WORKING,
        )

    def listed(self, entries: Sequence[JobEntry]) -> Changes:
        """Return the changes that offer the results of these jobs."""
        said = self._words.finetune_result.history
        choices: list[tuple[str, str]] = [(said.bundled[role], role) for role in ROLES]
        for entry in entries:
            if entry.has_result:
                label = entry_label(entry, said)
                choices.append((label, f"result:{entry.job_id}"))
                choices.append((said.began_with.format(label=label), f"start:{entry.job_id}"))
        newest = choices[2][1] if len(choices) > 2 else "teacher"
        return {
            self._left: gr.update(choices=choices, value="student"),
            self._right: gr.update(choices=choices, value=newest),
        }

    def work(
        self,
        left: object,
        right: object,
        photo: object,
        shown: object,
        comparison: Comparison | None,
    ) -> Iterator[Changes]:
        """Derain one photo twice, and show both beside it."""
        yield gr.skip()  # a generator that yields nothing empties all it could have changed
        said = self._words.finetune_result.history
        sources = [Source.read(chosen_of(value)) for value in (left, right)]
        if None in sources or sources[0] == sources[1]:
            yield {self._status: pieces.problem(said.choose_two)}
            return
        try:
            yield from self._compared(cast(list[Source], sources), photo, shown, comparison)
        except Exception as error:  # noqa: BLE001 - logged there; the visitor gets a sentence
            yield {self._status: pieces.problem(sentence_of(error, self._words))}

    def _compared(
        self,
        sources: Sequence[Source],
        photo: object,
        shown: object,
        comparison: Comparison | None,
    ) -> Iterator[Changes]:
        said = self._words.finetune_result.history
        rainy = self._rainy(sources, photo, shown, comparison)
        pictures = [self._picture(said.original, rainy, "rainy")]
        for source in sources:
            name = self._name(source)
            yield {self._status: pieces.status(said.working.format(name=name))}
            derained = self._derained(source, rainy)
            pictures.append(self._picture(name, derained, f"derained-{source.kind}"))
        yield {self._status: "", self._pair: pair_html(pictures, self._words)}

    def _rainy(
        self,
        sources: Sequence[Source],
        photo: object,
        shown: object,
        comparison: Comparison | None,
    ) -> Pixels:
        """Return the photo to compare on; that of the job shown, else of one that is compared."""
        of_jobs = [source.job_id for source in sources if source.job_id]
        job_id = str(shown) if isinstance(shown, str) and shown else next(iter(of_jobs), "")
        if photo != _ON_COMPARE and job_id:
            folder = self._jobs.folder(job_id)
            probe = folder.read_config().probe_name
            return read_picture(folder.photos / probe).pixels
        return (comparison or self._context.services.examples.comparison(0)).rainy

    def _derained(self, source: Source, rainy: Pixels) -> Pixels:
        services = self._context.services
        if source.job_id:
            if services.finetuned is None:
                raise JobNotFoundError
            network = services.finetuned.network(source.job_id, cast(Part, source.kind))
            return network.derain(rainy, _nothing, _never).derained
        role = next(role for role in ROLES if role == source.kind)
        return services.comparing.deraining.derain(role, rainy, _nothing, _never).derained

    def _name(self, source: Source) -> str:
        """Return what a source is called in the lists to choose from."""
        said = self._words.finetune_result.history
        if not source.job_id:
            return said.bundled[source.kind]
        entry = next(job_entries(self._jobs, [source.job_id]), None)
        if entry is None:
            raise JobNotFoundError
        label = entry_label(entry, said)
        return label if source.kind == "result" else said.began_with.format(label=label)

    def _picture(self, name: str, pixels: Pixels, file_name: str) -> PairPicture:
        path = self._context.services.shelf.put(pixels, file_name)
        return PairPicture(name, pixels, path, self._context.services.comparing.score(pixels))


def _nothing(_progress: TileProgress) -> None:
    """Nobody watches single tiles."""


def _never() -> bool:
    return False
