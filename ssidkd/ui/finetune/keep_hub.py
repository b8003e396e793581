"""Puts a result into a repository of the visitor's own, with the visitor's own login."""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

import gradio as gr

from ssidkd.services.jobs.publishing import (
    Problem,
    Publication,
    Published,
    PublishingError,
    publish,
)
from ssidkd.services.jobs.results import read_result
from ssidkd.services.jobs.starting import Finetuning
from ssidkd.ui import pieces
from ssidkd.ui.batch.events import WORKING
from ssidkd.ui.context import PageContext
from ssidkd.ui.errors import sentence_of
from ssidkd.ui.words.finetune_result_keep import KeepWords

Changes = dict[Any, Any]


class HubPart:
    """Lays the part out inside the current block and wires it; only where there is a login.

    Args:
        context: of the page.
        finetuning: what runs the jobs.
    """

    def __init__(self, context: PageContext, finetuning: Finetuning) -> None:
        self._words = context.words
        self._jobs = finetuning.jobs
        said = context.words.finetune_result.keep
        gr.HTML(
            f'<section class="hub"><h3>{escape(said.hub_title)}</h3>'
            f"<p>{escape(said.hub_login)}</p></section>"
        )
        gr.LoginButton(said.hub_sign_in, said.hub_sign_out, size="md", elem_id="finetune-login")
        with gr.Row(elem_classes=["hub-row"]):
            self._name = gr.Textbox(
                "my-derainer",
                label=said.hub_name,
                info=said.hub_name_hint,
                max_length=64,
                elem_id="finetune-hub-name",
            )
            self._private = gr.Checkbox(True, label=said.hub_private, elem_id="finetune-private")
            push = gr.Button(said.hub_push, size="md", elem_id="finetune-push")
        self._status = gr.HTML("", elem_id="finetune-hub-status")
        push.click(
            self._pushing(), [context.ended_job, self._name, self._private], self._status, **WORKING
        )

    def push(
        self, job_id: object, name: object, private: object, token: gr.OAuthToken | None
    ) -> Iterator[str]:
        """Put a job's weights on the Hub; the token is used and forgotten."""
        said = self._words.finetune_result.keep
        if token is None:
            yield pieces.problem(said.hub_login_first)
            return
        yield pieces.status(said.hub_pushing)
        try:
            result = read_result(self._jobs, str(job_id))
            # Anything but a plain no is private.
            wanted = Publication(
                token=token.token, name=str(name).strip(), private=private is not False
            )
            yield _published(publish(result, wanted), said)
        except PublishingError as error:
            yield pieces.problem(_sentence(error.problem, said))
        except Exception as error:  # noqa: BLE001 - logged there; the visitor gets a sentence
            yield pieces.problem(sentence_of(error, self._words))

    def _pushing(self) -> Callable[..., Iterator[str]]:
        # Gradio finds out by the annotation that it is to hand over the visitor's login.
        def push(
            job_id: object, name: object, private: object, token: gr.OAuthToken | None
        ) -> Iterator[str]:
            yield from self.push(job_id, name, private, token)

        return push


def _published(published: Published, words: KeepWords) -> str:
    sentence = escape(words.hub_done.format(name=published.name))
    link = f'<a href="{escape(published.address)}" target="_blank" rel="noopener">'
    return (
        f'<div class="status" role="status"><p>{sentence} {link}{escape(words.hub_open)}</a></p>'
        "</div>"
    )


def _sentence(problem: Problem, words: KeepWords) -> str:
    return {
        "login": words.hub_login_first,
        "name": words.hub_bad_name,
        "taken": words.hub_taken,
        "refused": words.hub_refused,
        "busy": words.hub_busy,
        "down": words.hub_down,
    }[problem]
