"""What a visitor takes away from a job: files, and a copy on the Hub."""

import importlib.util
import uuid
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr
from gradio import oauth
from gradio.utils import get_space

from ssidkd.services.jobs.archive import hub_commands
from ssidkd.services.jobs.results import JobResult
from ssidkd.services.jobs.starting import Finetuning
from ssidkd.services.jobs.take_away import KINDS, Kind, weights_name
from ssidkd.ui import pieces
from ssidkd.ui.batch.events import WORKING
from ssidkd.ui.context import PageContext
from ssidkd.ui.copy_line import copy_line
from ssidkd.ui.errors import sentence_of
from ssidkd.ui.finetune.job_view import kept_hours
from ssidkd.ui.finetune.keep_hub import HubPart
from ssidkd.ui.viewer import address
from ssidkd.ui.words import Words
from ssidkd.ui.words.finetune_result_keep import KeepWords

Changes = dict[Any, Any]


class KeepPart:
    """Lays the part out inside the current block and wires it.

    Args:
        context: of the page.
        finetuning: what runs the jobs.
        has_login: whether visitors can log in to the Hub here; None asks Gradio.
    """

    def __init__(
        self, context: PageContext, finetuning: Finetuning, has_login: bool | None = None
    ) -> None:
        self._context = context
        self._words = context.words
        self._jobs = finetuning.jobs
        said = context.words.finetune_result.keep
        with gr.Column(elem_classes=["keep"]):
            self._intro = gr.HTML(_intro(said, None))
            with gr.Row(elem_classes=["actions"]):
                labels = (said.weights_plain, said.card, said.everything)
                buttons = {
                    kind: gr.Button(label, size="md", elem_id=f"finetune-save-{kind}")
                    for kind, label in zip(KINDS, labels, strict=True)
                }
            self._weights = buttons["weights"]
            self._saved = gr.HTML("", elem_id="finetune-saved")
            if can_log_in() if has_login is None else has_login:
                self._hub: HubPart | None = HubPart(context, finetuning)
                self._lines = gr.HTML("")
            else:
                self._hub = None
                self._lines = gr.HTML(hub_lines("", self._words), elem_id="finetune-hub-lines")
        self.outputs = [self._intro, self._weights, self._saved, self._lines]
        """What `shown` changes."""
        for kind, button in buttons.items():
            button.click(self._saving(kind), context.ended_job, self._saved, **WORKING)

    def shown(self, result: JobResult) -> Changes:
        """Return the changes for a job that is shown now."""
        said = self._words.finetune_result.keep
        size = f"{max(result.folder.result.stat().st_size / 1e6, 0.1):.1f}"
        name = Path(weights_name(result)).stem
        return {
            self._intro: _intro(said, self._jobs.expiry.remaining_hours(result.folder)),
            self._weights: gr.update(value=said.weights.format(size=size)),
            self._saved: "",
            self._lines: "" if self._hub else hub_lines(name, self._words),
        }

    def save(self, job_id: object, kind: Kind) -> str:
        """Make a file of a job, and have the browser save it."""
        take_away = self._context.services.take_away
        try:
            path = take_away.file(str(job_id), kind) if take_away else None
        except Exception as error:  # noqa: BLE001 - logged there; the visitor gets a sentence
            return pieces.problem(sentence_of(error, self._words))
        return _saved(path, self._words.finetune_result.keep) if path else ""

    def _saving(self, kind: Kind) -> Callable[[object], str]:
        def save(job_id: object) -> str:
            return self.save(job_id, kind)

        return save


def can_log_in() -> bool:
    """Return whether visitors can log in to the Hub here: on a Space that asks for it."""
    is_asked_for = get_space() is not None and oauth.OAUTH_CLIENT_ID is not None
    return is_asked_for and importlib.util.find_spec("itsdangerous") is not None


def hub_lines(name: str, words: Words) -> str:
    """Return how an unpacked archive gets onto the Hub, from the visitor's own machine."""
    said = words.finetune_result.keep
    login, upload = hub_commands(name or "my-derainer")
    return (
        f'<section class="hub"><h3>{escape(said.hub_title)}</h3><p>{escape(said.hub_local)}</p>'
        f"{copy_line(login, said.hub_line_login, words)}"
        f"{copy_line(upload, said.hub_line_send, words)}</section>"
    )


def _intro(words: KeepWords, hours: float | None) -> str:
    kept = ""
    if hours is not None:
        kept = f" {words.kept_for.format(hours=kept_hours(hours))}"
    return (
        f"<h3>{escape(words.title)}</h3><p>{escape(words.note)} {escape(words.everything_note)}"
        f"{escape(kept)}</p>"
    )


def _saved(path: Path, words: KeepWords) -> str:
    """Return what saves a file as soon as it is shown, and a link for browsers that do not."""
    # Something that differs each time: what stays the same is not shown again.
    link = escape(address(path))
    name = escape(path.name)
    return (
        f'<download-now href="{link}" download="{name}" data-request="{uuid.uuid4().hex}">'
        f'</download-now><p class="small">{escape(words.ready)} '
        f'<a href="{link}" download="{name}">{name}</a></p>'
    )
