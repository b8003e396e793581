"""A runner without processes: its workers hold real locks and write real files."""

from dataclasses import dataclass, field

from ssidkd.learning.finetune.events import JobLog
from ssidkd.learning.finetune.lock import WorkerLock
from ssidkd.learning.finetune.outcome import Outcome


class FakeWorker:
    def __init__(self, folder):
        self.folder = folder
        self._lock = WorkerLock.acquire(folder.lock)
        self._log = JobLog(folder.events)
        self._log.append("launched")
        self._code = None
        folder.resume.unlink(missing_ok=True)

    def poll(self):
        return self._code

    def terminate(self):
        self.die(3)

    def end(self, state):
        """Leave as a worker does: the outcome before the lock."""
        Outcome(state=state, reason="complete", step=1, has_result=False).save(self.folder)
        self.die(0)

    def die(self, code=-9):
        self._log.close()
        self._lock.close()
        self._code = code


@dataclass
class FakeRunner:
    started: list = field(default_factory=list)

    def start(self, folder):
        self.started.append(FakeWorker(folder))
        return self.started[-1]

    @property
    def alive(self):
        return [worker for worker in self.started if worker.poll() is None]
