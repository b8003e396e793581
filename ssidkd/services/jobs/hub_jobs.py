"""Runs a job on a machine of Hugging Face that its visitor rents, under the visitor's own login."""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

import torch

from ssidkd.learning.finetune.events import JobLog
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.news import merge
from ssidkd.learning.finetune.outcome import read_outcome
from ssidkd.learning.finetune.parcel import pack
from ssidkd.learning.finetune.work import run_job
from ssidkd.services.jobs.hub_command import code_files, hub_job_flavors
from ssidkd.services.jobs.hub_end import AppEndsError, HubJobEndedError, hub_end, is_passing
from ssidkd.services.jobs.hub_place import HubPlace
from ssidkd.services.jobs.in_thread import JobInThread
from ssidkd.services.jobs.interruption import Interruption

HUB_MINUTES = 30.0
"""For how long a machine is rented at most, if nothing else is said [min]."""
LOOK_EVERY = 5.0
"""[s]"""
STOP_PATIENCE = 60.0
"""How long a machine may take to see a wish to stop and to end by itself [s]."""
NEWS_PATIENCE = 30.0
"""How long the last news may be on their way after a machine has ended [s]."""
HUB_PATIENCE = 180.0
"""How long the Hub may not answer before a job counts as interrupted [s]."""

log = logging.getLogger(__name__)


class HubJobRunner:
    """Runs jobs of one visitor, who pays for them.

    Args:
        assets: the project's assets folder.
        token: the visitor's own, from the login; kept in memory alone, for as long as a job runs.
        flavor: name of one of `hub_job_flavors`.
        minutes: for how long the machine is rented at most [min].
        endpoint: address of the Hub, the usual one if there is none.
        look_every: between two looks at the job [s].

    Raises:
        ValueError: there is no token or no such flavor.
    """

    def __init__(
        self,
        assets: Path,
        *,
        token: str,
        flavor: str,
        minutes: float = HUB_MINUTES,
        endpoint: str | None = None,
        look_every: float = LOOK_EVERY,
    ) -> None:
        if not token:  # without one the client would take the owner's
            raise ValueError("Log in to Hugging Face first.")
        if flavor not in {one.name for one in hub_job_flavors()}:
            raise ValueError("There is no such machine. Choose one of the list.")
        self._assets, self._token, self._endpoint = assets, token, endpoint
        self._flavor, self._minutes, self._look_every = flavor, minutes, look_every

    def start(self, folder: JobFolder) -> "HubJob":
        """Start the work of a job, see `Runner.start`."""
        job = HubJob(
            folder,
            self._place,
            assets=self._assets,
            flavor=self._flavor,
            minutes=self._minutes,
            look_every=self._look_every,
        )
        job.start()
        return job

    def _place(self, folder: JobFolder) -> HubPlace:
        from huggingface_hub import HfApi

        api = HfApi(endpoint=self._endpoint, token=self._token)
        return HubPlace(api, folder.root.name)


class HubJob(JobInThread):
    """A job on a rented machine; made by `HubJobRunner.start`."""

    def __init__(
        self,
        folder: JobFolder,
        find_place: Callable[[JobFolder], HubPlace],
        *,
        assets: Path,
        flavor: str,
        minutes: float,
        look_every: float,
    ) -> None:
        super().__init__(folder)
        self._find_place, self._assets = find_place, assets
        self._flavor, self._minutes, self._look_every = flavor, minutes, look_every
        self._ends = threading.Event()

    def terminate(self) -> None:
        """Give the machine back at once: the app ends, and the rent would go on."""
        self._ends.set()

    def explain(self, error: Exception) -> Interruption:
        """Return in words why the machine did not end the job."""
        return hub_end(error)

    def work(self, events: JobLog) -> None:
        """Rent a machine, keep what it tells, and give it back."""
        place = self._find_place(self._folder)
        try:
            place.fill(pack(self._folder), code_files(self._assets))
            if not self._folder.stop.exists():
                events.append("rented", url=place.launch(self._flavor, self._minutes))
                self._follow(place, events)
        finally:
            self._give_back(place)
        if read_outcome(self._folder) is None:  # stopped before the machine could tell
            run_job(self._folder, assets=self._assets, device=torch.device("cpu"))

    def _follow(self, place: HubPlace, events: JobLog) -> None:
        """Keep what the machine tells until there is an outcome, or a stop takes too long."""
        answered = time.monotonic()
        stop_since: float | None = None
        while True:
            try:
                is_over = self._look(place, events)
                answered = time.monotonic()
                if is_over:
                    return
                if self._folder.stop.exists() and stop_since is None:
                    place.ask_to_stop()
                    stop_since = time.monotonic()
            except Exception as error:
                if not is_passing(error) or time.monotonic() - answered > HUB_PATIENCE:
                    raise
                log.warning("The Hub does not answer (%s)", type(error).__name__)
            if stop_since is not None and time.monotonic() - stop_since > STOP_PATIENCE:
                return
            self._pause()

    def _pause(self) -> None:
        """Wait for the next look.

        Raises:
            AppEndsError: there is none.
        """
        if self._ends.wait(self._look_every):
            raise AppEndsError

    def _look(self, place: HubPlace, events: JobLog) -> bool:
        """Keep what is new; returns whether there is an outcome.

        Raises:
            HubJobEndedError: the machine has ended without one.
            AppEndsError: this app is asked to end.
        """
        stage = place.look().status.stage  # first: what has arrived later is kept
        until = time.monotonic() + NEWS_PATIENCE
        while True:
            for news in place.news():
                merge(news, self._folder, events)
            if read_outcome(self._folder) is not None:
                return True
            if stage in ("RUNNING", "SCHEDULING"):
                return False
            if time.monotonic() > until:
                raise HubJobEndedError(str(stage))
            self._pause()

    def _give_back(self, place: HubPlace) -> None:
        try:
            place.give_back()
        except Exception as error:  # noqa: BLE001 - how the job ended matters more
            log.warning("A rented machine could not be given back (%s)", type(error).__name__)
