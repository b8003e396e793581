"""Which photos of the collection a finetuning job has, and how some of them leave it."""

import json
import shutil
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace

from ssidkd.core.durable import write_whole
from ssidkd.learning.finetune.config import FinetuneConfig
from ssidkd.learning.finetune.events import JobLog
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.lock import WorkerLock
from ssidkd.learning.finetune.outcome import Outcome
from ssidkd.learning.finetune.pictures import FEWEST_TO_HOLD_OUT
from ssidkd.services.jobs.states import derive_state

MEMBERS = "collection.json"
"""File of a job's folder that names its photos; jobs of visitors have none."""
FEWEST_PHOTOS = FEWEST_TO_HOLD_OUT
"""With fewer, nothing could be said of photos that were not learnt from."""
_TOO_FEW = (
    "So many of its photos were taken back that too few are left. Start another job with the "
    "photos there are now."
)


@dataclass(frozen=True, kw_only=True)
class Members:
    """The photos of one job."""

    photos: Mapping[str, str]
    """Identities in the collection, by the names of the files in the job's `photos/`."""
    removed: int = 0
    """Photos that have left the job."""

    def to_bytes(self) -> bytes:
        """Return the content of the file."""
        return (json.dumps(asdict(self), indent=1) + "\n").encode()


def read_members(folder: JobFolder) -> Members | None:
    """Return the photos of a job of the collection, None for any other job."""
    try:
        content = json.loads((folder.root / MEMBERS).read_bytes())
        return Members(photos=dict(content["photos"]), removed=int(content["removed"]))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def take_out(folder: JobFolder, members: Members, gone: Collection[str]) -> bool:
    """Take photos out of a job, with everything that shows them or was learnt from them.

    A job that has not ended begins anew without them, or ends where too few are left. One that has
    ended keeps its result. Who calls this sees to it that no job starts meanwhile.

    Args:
        folder: of the job.
        members: its photos.
        gone: identities of those that leave it.

    Returns:
        False for a job that runs, which is left as it is.

    Raises:
        JobConfigError: the job is damaged.
        WorkerBusyError: a process works on the job after all.
        OSError: not everything could be removed; to be called again.
    """
    left = {name: one for name, one in members.photos.items() if one not in gone}
    names = members.photos.keys() - left.keys()
    state = derive_state(folder)
    if state.is_live:
        return False
    config = folder.read_config()
    if state.is_final:
        if config.probe_name in names:
            _remove_folder(folder, "previews")
    else:
        with WorkerLock.acquire(folder.lock):
            _begin_anew(folder, config, names)
    for name in names:
        (folder.photos / name).unlink(missing_ok=True)
    # The last of all: a crash before leaves the names here, so that this is done again.
    removed = members.removed + len(names)
    write_whole(folder.root / MEMBERS, Members(photos=left, removed=removed).to_bytes())
    return True


def _begin_anew(folder: JobFolder, config: FinetuneConfig, names: Collection[str]) -> None:
    """Make a job that has not ended one without these photos, or end it."""
    for place in ("checkpoint", "previews"):  # what was learnt from them, and what shows them
        _remove_folder(folder, place)
    left = tuple(name for name in config.photos if name not in names)
    if len(left) < FEWEST_PHOTOS:
        _end(folder)
        return
    probe = "" if config.probe in names else config.probe
    write_whole(folder.config, replace(config, photos=left, probe=probe).to_json().encode())


def _end(folder: JobFolder) -> None:
    """Tell that a job has ended without a result, as its worker would."""
    outcome = Outcome(state="failed", reason="photos", detail=_TOO_FEW, step=0, has_result=False)
    events = JobLog(folder.events)
    try:
        events.append("ended", **asdict(outcome))
    finally:
        events.close()
    outcome.save(folder)
    for path in folder.photos.glob("*.png"):
        path.unlink(missing_ok=True)


def _remove_folder(folder: JobFolder, name: str) -> None:
    path = folder.root / name
    if path.is_dir():
        shutil.rmtree(path)
