"""Whatever happens to jobs in whatever order, what the disk says of them is true."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ssidkd.services.jobs.ids import find_job
from ssidkd.services.jobs.limits import JobLimits, JobRefusedError
from ssidkd.services.jobs.service import JobService
from ssidkd.services.jobs.states import JobState, derive_state
from ssidkd.services.jobs.submission import JobRequest
from tests.job_folders import photo
from tests.services.jobs.fake_runner import FakeRunner

LIMITS = JobLimits(waiting=2, per_visitor=100)
FINAL = {JobState.DONE, JobState.STOPPED, JobState.FAILED}


class Jobs(RuleBasedStateMachine):
    """A model of jobs beside the real service, on real files with real locks."""

    ids = Bundle("ids")
    weights = None

    def __init__(self):
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.runner = FakeRunner()
        self.service = JobService(self.root, self.runner, LIMITS)
        self.model = {}  # state by id, in the order they came
        self.allowed_starts = {}

    def teardown(self):
        for worker in self.runner.alive:
            worker.die()
        self.service.close()
        shutil.rmtree(self.root)

    def model_advances(self):
        if not any(state.is_live for state in self.model.values()):
            for job_id, state in self.model.items():
                if state is JobState.QUEUED:
                    self.model[job_id] = JobState.RUNNING
                    return

    def is_full(self):
        return list(self.model.values()).count(JobState.QUEUED) >= LIMITS.waiting

    def live(self):
        return next((job_id for job_id, state in self.model.items() if state.is_live), None)

    @rule(target=ids)
    def submit(self):
        request = JobRequest(photos=[photo(0, 32, 40)], **self.weights)
        if self.is_full():
            with pytest.raises(JobRefusedError, match="waiting"):
                self.service.submit(request)
            return next(iter(self.model))
        job_id = self.service.submit(request)
        self.model[job_id] = JobState.QUEUED
        self.allowed_starts[job_id] = 1
        self.model_advances()
        return job_id

    @rule(job_id=ids)
    def stop(self, job_id):
        self.service.stop(job_id)
        before = self.model[job_id]
        if before.is_live:
            self.model[job_id] = JobState.STOPPING
        elif before is JobState.QUEUED:
            had_begun = find_job(self.root, job_id).events.exists()
            self.model[job_id] = JobState.INTERRUPTED if had_begun else JobState.STOPPED

    @rule(job_id=ids)
    def resume(self, job_id):
        if self.model[job_id] is not JobState.INTERRUPTED or self.is_full():
            with pytest.raises(JobRefusedError):
                self.service.resume(job_id)
            return
        self.service.resume(job_id)
        self.model[job_id] = JobState.QUEUED
        self.allowed_starts[job_id] += 1
        self.model_advances()

    @rule()
    def advance(self):
        self.service.advance()
        self.model_advances()

    @precondition(lambda self: self.live())
    @rule(state=st.sampled_from(["done", "stopped", "failed"]))
    def worker_ends(self, state):
        self.model[self.live()] = JobState(state)
        self.runner.alive[0].end(state)

    @precondition(lambda self: self.live())
    @rule()
    def worker_dies(self):
        self.model[self.live()] = JobState.INTERRUPTED
        self.runner.alive[0].die()

    @precondition(lambda self: self.live())
    @rule(cut=st.integers(1, 5))
    def worker_dies_within_a_line(self, cut):
        worker = self.runner.alive[0]
        with worker.folder.events.open("ab") as file:
            file.write(b'{"event": "step"}'[:cut])
        self.worker_dies()

    @rule(worker_dies=st.booleans())
    def server_restarts(self, worker_dies):
        if worker_dies and self.live():
            self.worker_dies()
        self.service.close()
        self.service = JobService(self.root, self.runner, LIMITS)

    @invariant()
    def the_disk_tells_the_truth(self):
        for job_id, state in self.model.items():
            assert derive_state(find_job(self.root, job_id)) is state

    @invariant()
    def one_job_runs_and_none_by_itself_again(self):
        assert len(self.runner.alive) <= 1
        started = [worker.folder.root.name for worker in self.runner.started]
        for job_id, allowed in self.allowed_starts.items():
            assert started.count(job_id) <= allowed


def test_the_disk_tells_the_truth_whatever_happens(weights):
    class WithWeights(Jobs):
        pass

    WithWeights.weights = weights
    run_state_machine_as_test(
        WithWeights,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_a_state_knows_whether_it_can_change():
    assert {state for state in JobState if state.is_final} == FINAL
    assert {state for state in JobState if state.is_live} == {JobState.RUNNING, JobState.STOPPING}
