"""A process that has imported everything and forks a worker or a server for each line it reads.

So that a test can kill many of them without waiting for the imports of each. A line is `MODE FOLDER
ASSETS`; the answers are the number of the new process, and `gone` after its end. Modes:

    ours    do the work of the job in the folder
    naive   the same, with checkpoints written in place, as a program does that nobody kills
    serve   be a server of the jobs in the folder, which visitors keep busy
    here    do the work in this process, so that its children find everything warm
"""

import os
import random
import sys
import time
from dataclasses import asdict
from json import dumps
from pathlib import Path

import cv2

from ssidkd.core.weights import save_weights
from ssidkd.learning.finetune import command, session
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.lock import WorkerLock
from ssidkd.learning.state import save_checkpoint
from ssidkd.services.jobs.limits import JobLimits
from ssidkd.services.jobs.runner import tell_launch
from ssidkd.services.jobs.service import JobService
from ssidkd.services.jobs.states import JobState
from ssidkd.services.jobs.submission import JobRequest
from tests.job_folders import photo

ACKNOWLEDGED = "acknowledged.txt"
"""File beside the jobs: ids that visitors were told."""
OPTIONS = {
    "steps": 3, "batch_size": 1, "crop": 32, "measure_every": 3, "checkpoint_every": 1,
}  # fmt: skip


def naive_save(progress, config, card, folder):
    target = folder / f"step-{progress.state.step:06d}"
    target.mkdir(parents=True, exist_ok=True)
    save_weights(progress.best, card, target / "best.safetensors")
    save_checkpoint(progress.state, config, target / "state.pt")
    measurements = [asdict(one) for one in progress.measurements]
    content = {"best_step": progress.best_step, "measurements": measurements}
    (target / "measured.json").write_text(dumps(content))


class ForkedWorker:
    def __init__(self, number):
        self._number = number
        self._code = None

    def poll(self):
        if self._code is None:
            ended, status = os.waitpid(self._number, os.WNOHANG)
            self._code = status if ended else None
        return self._code


class ForkingRunner:
    """`ChildRunner` with a fork in place of a new interpreter."""

    def __init__(self, assets):
        self._assets = assets
        self.closed_in_worker = ()

    def start(self, folder):
        lock, server = WorkerLock.acquire(folder.lock), os.getpid()
        try:
            tell_launch(folder)
            folder.resume.unlink(missing_ok=True)
            child = os.fork()
            if child == 0:
                for descriptor in self.closed_in_worker:  # a new interpreter has none of them
                    os.close(descriptor)
                more = ["--parent", str(server), "--lock-fd", str(lock.descriptor)]
                os._exit(work(folder.root, self._assets, more))
        finally:
            lock.close()
        return ForkedWorker(child)


def work(folder, assets, more=()):
    return command.main([str(folder), "--assets", str(assets), "--device", "cpu", *more])


def serve(root, assets):
    """Serve jobs, of which visitors ask for more, resume some and stop some, until killed."""
    rng = random.Random(os.getpid())
    runner = ForkingRunner(assets)
    service = JobService(root, runner, JobLimits(waiting=2, per_visitor=9))
    runner.closed_in_worker = (service._server_lock.descriptor,)
    weights = {"start": root.parent / "start.safetensors"}
    while True:
        service.advance()
        service.expire()
        ids = [path.name for path in root.iterdir() if JobFolder(path).config.exists()]
        states = {one: service.status(one).state for one in ids}
        queued = [one for one, state in states.items() if state is JobState.QUEUED]
        for one, state in states.items():
            if state is JobState.INTERRUPTED and len(queued) < 2 and rng.random() < 0.5:
                service.resume(one)
                queued.append(one)
            elif not state.is_final and rng.random() < 0.01:
                service.stop(one)
        if len(queued) < 2:
            request = JobRequest(photos=[photo(rng.randrange(9))], options=OPTIONS, **weights)
            told = service.submit(request)
            with (root.parent / ACKNOWLEDGED).open("a") as file:
                file.write(f"{told}\n")
        time.sleep(0.005)


def run(mode, folder, assets):
    if mode == "serve":
        serve(Path(folder), Path(assets))
    if mode == "naive":
        session.save_progress = naive_save
    return work(folder, assets)


def main():
    cv2.setNumThreads(1)  # a pool of threads does not survive a fork
    for line in sys.stdin:
        mode, folder, assets = line.rstrip("\n").split("\t")
        child = 0 if mode == "here" else os.fork()
        if mode == "here":
            work(folder, assets)
        elif child == 0:
            os._exit(run(mode, folder, assets))
        print(child, flush=True)  # noqa: T201 - its answer
        if child:
            os.waitpid(child, 0)
        print("gone", flush=True)  # noqa: T201 - its answer


if __name__ == "__main__":
    main()
