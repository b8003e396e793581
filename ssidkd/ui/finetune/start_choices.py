"""What a job can be started with: efforts and weights."""

import time
from pathlib import Path
from typing import Any

from ssidkd.learning.finetune.config import JobConfigError
from ssidkd.learning.finetune.efforts import EFFORTS
from ssidkd.services.jobs.ids import JobNotFoundError
from ssidkd.services.jobs.start_weights import EARLIER, NoStartError, earlier_start
from ssidkd.services.jobs.starting import Finetuning
from ssidkd.services.jobs.submission import read_submission
from ssidkd.ui.finetune.visitor import Visitor
from ssidkd.ui.words import Words


class ChoiceError(ValueError):
    """Something was chosen that is not offered."""


class StartChoices:
    """Lists the choices, and reads what was chosen.

    Args:
        finetuning: takes the jobs.
        words: of the page.
    """

    def __init__(self, finetuning: Finetuning, words: Words) -> None:
        self._finetuning, self._words = finetuning, words

    def efforts(self, photos: int) -> list[tuple[str, str]]:
        """Return the choices of effort, with the time each takes for so many photos."""
        said = self._words.finetune
        lines = []
        for name, effort in EFFORTS.items():
            minutes = self._finetuning.expected_minutes(name, max(photos, 1))
            took = said.not_measured
            if minutes is not None:
                took = said.about.format(time=self._words.common.time_left(60 * minutes))
            line = said.effort_line.format(
                name=said.efforts.get(name, name), time=took, steps=effort.steps, crop=effort.crop
            )
            lines.append((line, name))
        return lines

    def starts(self, visitor: Visitor) -> list[tuple[str, str]]:
        """Return the choices of weights: bundled ones, and results of a visitor's earlier jobs."""
        said = self._words.finetune
        bundled = [
            (said.start_bundled.format(variant=name), name) for name in self._finetuning.starts
        ]
        earlier = [(line, EARLIER + job) for job in visitor.jobs if (line := self._earlier(job))]
        return bundled + earlier

    def options(self, effort: object) -> dict[str, Any]:
        """Return what an effort means for the config of a job.

        Raises:
            ChoiceError: there is no such effort.
        """
        if not isinstance(effort, str) or effort not in EFFORTS:
            raise ChoiceError
        return {**EFFORTS[effort].options(), "threads": self._finetuning.threads}

    def weights(self, choice: object) -> Path:
        """Return the weights that a choice names; earlier results by their secret id.

        Raises:
            ChoiceError: they are not offered.
            NoStartError: the earlier result is no longer there.
        """
        if not isinstance(choice, str):
            raise ChoiceError
        if choice.startswith(EARLIER):
            try:
                folder = self._finetuning.jobs.folder(choice.removeprefix(EARLIER))
            except JobNotFoundError as error:
                raise NoStartError from error
            return earlier_start(folder)
        if choice not in self._finetuning.starts:
            raise ChoiceError
        return self._finetuning.starts[choice]

    def _earlier(self, job_id: str) -> str:
        """Name the result of a job; empty if it has none, or is no longer there."""
        try:
            folder = self._finetuning.jobs.folder(job_id)
            earlier_start(folder)
            config = folder.read_config()
        except (JobNotFoundError, NoStartError, JobConfigError):
            return ""
        said = self._words.finetune
        created = time.gmtime(read_submission(folder).created)
        return said.start_earlier.format(
            when=time.strftime("%Y-%m-%d %H:%M UTC", created),
            effort=said.efforts.get(config.effort, config.effort),
            photos=len(config.photos),
        )
