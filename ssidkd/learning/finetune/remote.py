"""A job's work on another machine: `python -m ssidkd.learning.finetune.remote FOLDER`.

The folder may be a mount of a bucket: without locks, and what is written there arrives later. So
the job is copied to this machine's disk, and what is new goes back as files that are written once,
under names that say their number and their SHA-256. Whoever reads half of one reads it again.
"""

import hashlib
import logging
import os
import re
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from ssidkd.core.allocator import keep_freed_memory
from ssidkd.core.assets import assets_folder
from ssidkd.core.derainer import choose_device
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.news import News
from ssidkd.learning.finetune.outcome import read_outcome
from ssidkd.learning.finetune.parcel import from_zip, unpack
from ssidkd.learning.finetune.telling import work_and_tell

JOB_FILE = "in/job.zip"
"""What `pack` gave."""
STOP_FILE = "stop"
"""Asks to stop and keep the best so far."""
NEWS_FOLDER = "out"
_NEWS = re.compile(r"out/(\d{6})-([0-9a-f]{64})\.zip")
_EVERY = 2.0

log = logging.getLogger(__name__)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns 0 for an end with an outcome, 3 for an interruption."""
    (shared,) = map(Path, sys.argv[1:] if argv is None else argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    keep_freed_memory()
    asked = _Asked()
    with tempfile.TemporaryDirectory() as place:
        folder = JobFolder(Path(place))
        unpack(from_zip((shared / JOB_FILE).read_bytes()), folder)
        (shared / NEWS_FOLDER).mkdir(exist_ok=True)
        device = choose_device("auto")
        log.info("The job runs on %s", device)
        work = work_and_tell(
            folder, assets=assets_folder(), device=device, interrupted=asked, every=_EVERY
        )
        number = 0
        for news in work:
            if (shared / STOP_FILE).exists():
                folder.stop.touch()
            if news:
                number += 1
                _write(news, number, shared)
        return 0 if read_outcome(folder) else 3


def news_number(path: str) -> int | None:
    """Return the number of a file with news, from its path in the shared folder; else None."""
    match = _NEWS.fullmatch(path)
    return int(match[1]) if match else None


def is_complete(path: str, content: bytes) -> bool:
    """Return whether all of a file with news has arrived."""
    match = _NEWS.fullmatch(path)
    return match is not None and hashlib.sha256(content).hexdigest() == match[2]


def _write(news: News, number: int, shared: Path) -> None:
    content = news.to_bytes()
    digest = hashlib.sha256(content).hexdigest()
    with (shared / NEWS_FOLDER / f"{number:06d}-{digest}.zip").open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


class _Asked:
    """True once a signal asked to end: then the work is saved and told."""

    def __init__(self) -> None:
        self._is_asked = False
        signal.signal(signal.SIGTERM, self._ask)

    def __call__(self) -> bool:
        return self._is_asked

    def _ask(self, number: int, _frame: object) -> None:
        self._is_asked = True


if __name__ == "__main__":
    sys.exit(main())
