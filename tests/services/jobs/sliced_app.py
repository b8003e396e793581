"""An app that runs one job in slices: `python -m ...sliced_app MODE FOLDER ASSETS`.

A process of its own, so that a test can kill it and its forks start from few threads.
`ours` lends the GPU for a few questions at a time; `long` for as long as a test
may take; `cut` ends the lease while the slice believes to have time; `naive` keeps what a slice has
to tell in a global, and so does `naive_here`, without a lease.
"""

import sys
import time
from pathlib import Path

from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.news import News
from ssidkd.services.jobs.slices_runner import SliceRunner
from ssidkd.services.zero_gpu.host import no_lease
from tests.services.jobs.lease_double import lend

KEPT = []


class Questions:
    """A clock that goes on by one second each time somebody looks, so that slices end alike."""

    def __init__(self):
        self.asked = 0

    def __call__(self):
        self.asked += 1
        return float(self.asked)


def stands():
    return 0.0


def keep_global(lease):
    """Return a lease whose slices tell nothing and leave everything in `KEPT`."""

    def decorate(function):
        def slice_of_work(*args, **options):
            for news in function(*args, **options):
                KEPT.append(news)
                yield News()

        leased = lease(slice_of_work)

        def told(*args, **options):
            for _ in leased(*args, **options):
                yield KEPT.pop() if KEPT else News()

        return told

    return decorate


def runner(mode, assets):
    """Return the runner of a mode."""
    clock = {"now": Questions(), "seconds": 14.0}
    choices = {
        "ours": {"lease": lend(60), **clock},
        "long": {"lease": lend(60), "seconds": 60.0},
        "cut": {"lease": lend(3), "now": stands},
        "naive": {"lease": keep_global(lend(60)), **clock},
        "naive_here": {"lease": keep_global(no_lease), **clock},
    }
    return SliceRunner(assets, device="cpu", **choices[mode])


def main():
    mode, folder, assets = sys.argv[1:]
    job = runner(mode, Path(assets)).start(JobFolder(Path(folder)))
    while job.poll() is None:
        time.sleep(0.02)
    return job.poll()


if __name__ == "__main__":
    sys.exit(main())
