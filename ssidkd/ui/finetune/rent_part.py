"""Starts a job on a machine of Hugging Face that the visitor rents; only where there is a login."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from ssidkd.services.jobs.hub_command import hub_job_flavors
from ssidkd.services.jobs.hub_jobs import HUB_MINUTES, HubJobRunner
from ssidkd.services.jobs.photos import Tray
from ssidkd.ui import pieces as page_pieces
from ssidkd.ui.batch.events import WORKING
from ssidkd.ui.context import PageContext
from ssidkd.ui.finetune.start_part import StartPart

Changes = dict[Any, Any]


class RentPart:
    """Lays the part out inside the current block and wires it.

    Args:
        context: of the page.
        start: of a job on this server, whose choices count here too.
        assets: the project's assets folder.
    """

    def __init__(self, context: PageContext, start: StartPart, assets: Path) -> None:
        self._start, self._assets = start, assets
        self._said = said = context.words.finetune.elsewhere
        gr.HTML(
            f'<section class="hub"><h3>{escape(said.title)}</h3>'
            f"<p>{escape(said.explained.format(minutes=HUB_MINUTES))}</p></section>"
        )
        flavors = [
            (said.flavor_line.format(machine=one.machine, dollars=one.dollars_per_hour), one.name)
            for one in hub_job_flavors()
        ]
        with gr.Row(elem_classes=["hub-row"]):
            gr.LoginButton(size="md", elem_id="finetune-rent-login")
            self._flavor = gr.Dropdown(
                flavors, value=flavors[0][1], label=said.flavor, elem_id="finetune-flavor"
            )
            self._button = gr.Button(said.start, size="md", elem_id="finetune-rent")
        self._wire()

    def begin(
        self, choices: tuple[Tray, object, object, object], flavor: object, token: str
    ) -> Iterator[Changes]:
        """Start a job on a rented machine; the token stays in memory, for as long as it runs.

        Args:
            choices: what `StartPart.start` takes.
            flavor: of the machine.
            token: the visitor's own; empty without a login.
        """
        yield gr.skip()
        if not token:
            yield {self._start.status: page_pieces.problem(self._said.login_first)}
            return
        if flavor not in [one.name for one in hub_job_flavors()]:
            yield {self._start.status: page_pieces.problem(self._said.no_such_machine)}
            return
        runner = HubJobRunner(self._assets, token=token, flavor=str(flavor))
        yield from self._start.start(*choices, elsewhere=runner)

    def _wire(self) -> None:
        # Gradio finds out by the annotation that it is to hand over the visitor's login.
        def begin(
            tray: Tray, effort: object, start_from: object, remembered: object, flavor: object,
            token: gr.OAuthToken | None,
        ) -> Iterator[Changes]:  # fmt: skip
            choices = (tray, effort, start_from, remembered)
            yield from self.begin(choices, flavor, token.token if token else "")

        self._button.click(
            begin,
            [*self._start.inputs, self._flavor],
            self._start.outputs,
            preprocess=False,  # see StartPart
            **{**WORKING, "trigger_mode": "once"},
        )
