"""Finetuned networks, ready to derain: a few at a time, and none whose job is gone."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Literal

from ssidkd.core.derainer import DerainResult
from ssidkd.core.derainer.result import ReportProgress, ShouldStop
from ssidkd.core.picture import Pixels
from ssidkd.core.weights import WeightsError, load_weights
from ssidkd.services.deraining import DerainingService
from ssidkd.services.jobs.ids import JobNotFoundError
from ssidkd.services.jobs.results import DamagedResultError, read_result
from ssidkd.services.jobs.service import JobService
from ssidkd.services.rain_remover import RainRemover

MOST_KEPT = 2
"""Networks in memory; the one that was used least recently makes room."""

Part = Literal["result", "start"]
"""Which weights of a job: what it has brought, or what it began with."""


@dataclass(frozen=True, eq=False)
class FinetunedNetwork:
    """A job's weights, ready to derain; passes take turns with those of the page's networks."""

    variant: str
    """Name of the network's shape."""
    _derainer: RainRemover
    _deraining: DerainingService

    def derain(
        self, pixels: Pixels, report: ReportProgress, should_stop: ShouldStop
    ) -> DerainResult:
        """Remove the rain from a picture; see `Derainer.derain` for what it raises."""
        return self._deraining.derain_by(self._derainer, pixels, report, should_stop)


class FinetunedNetworks:
    """Loads the weights of jobs when they are asked for, and keeps the last few.

    Args:
        jobs: whose weights these are.
        deraining: says where networks run, and lets them take turns.
    """

    def __init__(self, jobs: JobService, deraining: DerainingService) -> None:
        self._jobs = jobs
        self._deraining = deraining
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, Part], FinetunedNetwork] = OrderedDict()

    def network(self, job_id: str, part: Part = "result") -> FinetunedNetwork:
        """Return the network of a job.

        Raises:
            JobNotFoundError: there is no such job, or no longer.
            NoResultError: it has not ended, or without weights.
            DamagedResultError: its weights cannot be read.
        """
        with self._lock:
            self._forget_gone()
            key = (job_id, part)
            if key not in self._kept:
                network = self._loaded(job_id, part)
                while len(self._kept) >= MOST_KEPT:
                    self._kept.popitem(last=False)
                self._kept[key] = network
            self._kept.move_to_end(key)
            return self._kept[key]

    def _loaded(self, job_id: str, part: Part) -> FinetunedNetwork:
        result = read_result(self._jobs, job_id)
        try:
            if part == "start":
                loaded = load_weights(result.folder.start, result.config.start_sha256)
            else:
                loaded = load_weights(result.folder.result)
        except (OSError, WeightsError) as error:
            raise DamagedResultError from error
        derainer = self._deraining.derainer_of(loaded)
        return FinetunedNetwork(loaded.card.variant, derainer, self._deraining)

    def _forget_gone(self) -> None:
        for job_id, part in list(self._kept):
            if not self._is_there(job_id):
                del self._kept[job_id, part]

    def _is_there(self, job_id: str) -> bool:
        try:
            self._jobs.folder(job_id)
        except JobNotFoundError:
            return False
        return True
