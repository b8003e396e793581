"""Starts the collection of this machine, or finds that it has none."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from ssidkd.core.metrics import NiqeResult
from ssidkd.core.picture import Pixels
from ssidkd.services.collection.disk import (
    Disk,
    DiskUnfitError,
    disk_of,
    read_mounts,
    refuse_unfit_disk,
)
from ssidkd.services.collection.errors import CollectionInUseError, CollectionTooNewError
from ssidkd.services.collection.hub.options import SyncOptions
from ssidkd.services.collection.hub.sync import HubSync
from ssidkd.services.collection.jobs import CollectionJobs
from ssidkd.services.collection.keeper import CollectionKeeper
from ssidkd.services.collection.store import Collection
from ssidkd.services.jobs.starting import Finetuning
from ssidkd.services.settings import Settings, SettingsError

PATIENCE = 5.0
"""How long the end of the app goes on sending what is to be sent to the Hub [s]; what that cuts off
is sent again after the next start."""
_LOST = (
    "Donated photos are lost when this machine starts again: its disk does not last. Set "
    "SSIDKD_COLLECTION_DATASET and HF_TOKEN so that the photos you accept are kept on the Hub, or "
    "SSIDKD_DATA_DIR to a folder that lasts, with SSIDKD_DISK=lasting."
)
_ONLY_ON_THE_HUB = (
    "The disk of this machine does not last: donated photos are safe once you have accepted them "
    "and the Hub has them, in %s."
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Collecting:
    """What pages need of the collection."""

    collection: Collection
    sync: HubSync | None
    """None where no dataset is named."""
    disk_lasts: bool
    """Whether the photos outlive a restart of this machine."""
    jobs: CollectionJobs | None
    """Finetuning on the collection; None where there is no finetuning."""
    keeper: CollectionKeeper | None = None
    """Looks after it; None where nobody does."""

    def close(self, seconds: float = PATIENCE) -> None:
        """Send what waits, stop, and close the database, so that another process can have it.

        Args:
            seconds: how long to go on sending at most [s].
        """
        if self.keeper is not None:
            self.keeper.close()
        if self.sync is not None:
            self._close_sync(self.sync, seconds)
        self.collection.close()
        log.info("The collection is closed.")

    def _close_sync(self, sync: HubSync, seconds: float) -> None:
        until = time.monotonic() + seconds
        if not sync.flush(seconds):
            log.warning("What is left to send to the Hub is sent after the next start.")
        if not sync.stop(max(until - time.monotonic(), 0.0)):
            log.warning("What was being sent to the Hub is sent again after the next start.")


def start_collecting(
    settings: Settings,
    score: Callable[[Pixels], NiqeResult],
    finetuning: Finetuning | None,
    mounts: str | None = None,
) -> Collecting | None:
    """Open the collection of the data folder; None where photos cannot or may not be donated.

    Args:
        settings: of this machine.
        score: gives the NIQE of pixels (H, W, 3) uint8.
        finetuning: of this machine, if there is any.
        mounts: table of what is mounted; that of the system if None.

    Raises:
        SettingsError: another copy of the app has the collection, or a newer one wrote it.
    """
    if not settings.collection:
        return None
    disk = disk_of(settings.data_dir, read_mounts() if mounts is None else mounts)
    collection = _open(settings, score, disk)
    if collection is None:
        return None
    lasts = settings.disk == "lasting" and not disk.is_memory
    sync = _start_sync(settings, collection)
    if not lasts:
        _warn_of_passing_disk(settings)
    jobs = CollectionJobs(collection, finetuning) if finetuning else None
    keeper = CollectionKeeper(collection, jobs)
    keeper.start()
    return Collecting(collection=collection, sync=sync, disk_lasts=lasts, jobs=jobs, keeper=keeper)


def _open(
    settings: Settings, score: Callable[[Pixels], NiqeResult], disk: Disk
) -> Collection | None:
    try:
        refuse_unfit_disk(disk)
        return Collection(settings.collection_dir, score)
    except (CollectionInUseError, CollectionTooNewError) as error:
        raise SettingsError(str(error)) from error
    except DiskUnfitError as error:
        log.warning("%s", error)
    except (OSError, ImportError) as error:  # a disk without locks, or Windows
        log.warning("Photos cannot be donated: the data folder cannot be used (%s).", error)
    return None


def _start_sync(settings: Settings, collection: Collection) -> HubSync | None:
    """Start sending, where a dataset is named; the Hub need not be there."""
    if not settings.collection_dataset:
        return None
    sync = HubSync(
        collection,
        SyncOptions(
            dataset=settings.collection_dataset,
            token=settings.hub_token,
            private=settings.collection_private,
            pull_requests=settings.collection_pull_requests,
        ),
    )
    collection.on_accept(lambda _: sync.wake())
    collection.on_withdrawal(lambda _: sync.wake(again=False))
    sync.start()
    status = sync.status()
    if status.state == "off":
        log.warning("%s", status.sentence)
    return sync


def _warn_of_passing_disk(settings: Settings) -> None:
    if settings.collection_dataset and settings.hub_token:
        log.warning(_ONLY_ON_THE_HUB, settings.collection_dataset)
    else:
        log.warning(_LOST)
