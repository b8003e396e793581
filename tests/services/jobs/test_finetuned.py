"""Finetuned networks, and the jobs that a browser remembers."""

import threading

import numpy as np
import pytest

from ssidkd.core.derainer import Derainer
from ssidkd.core.metrics import niqe
from ssidkd.core.weights import load_weights
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.services.comparing import ComparingService, Pane
from ssidkd.services.jobs.finetuned import MOST_KEPT, FinetunedNetworks
from ssidkd.services.jobs.history import job_entries
from ssidkd.services.jobs.ids import JobNotFoundError, new_job_id
from ssidkd.services.jobs.results import DamagedResultError
from ssidkd.services.jobs.service import JobService
from ssidkd.services.jobs.states import JobState
from ssidkd.services.jobs.submission import JobRequest
from ssidkd.services.progress import Progress
from tests.job_folders import photo
from tests.page_services import tiny_deraining
from tests.services.jobs.ended_jobs import ended_job, judged


@pytest.fixture
def jobs(tmp_path, runner):
    made = JobService(tmp_path / "jobs", runner)
    yield made
    made.close()


@pytest.fixture
def job(jobs, weights, job_assets):
    return ended_job(jobs._root, weights, job_assets)


@pytest.fixture
def deraining():
    return tiny_deraining()


@pytest.fixture
def networks(jobs, deraining):
    return FinetunedNetworks(jobs, deraining)


def derained(network, pixels):
    return network.derain(pixels, lambda tiles: None, lambda: False).derained


@pytest.mark.parametrize("part", ["result", "start"])
def test_a_network_derains_with_the_weights_of_its_job(networks, jobs, job, part):
    path = getattr(JobFolder(jobs._root / job), part)
    expected = Derainer(load_weights(path).network, precision="float32").derain(photo(5)).derained
    np.testing.assert_array_equal(derained(networks.network(job, part), photo(5)), expected)


def test_networks_are_kept_up_to_a_number(networks, jobs, weights, job_assets):
    ids = [ended_job(jobs._root, weights, job_assets, seed=seed) for seed in range(3)]
    first = networks.network(ids[0])
    assert networks.network(ids[0]) is first
    for job_id in ids[1:]:
        networks.network(job_id)
    assert len(networks._kept) == MOST_KEPT
    assert networks.network(ids[0]) is not first


def test_a_network_is_forgotten_with_its_job(networks, jobs, job, weights, job_assets):
    networks.network(job)
    jobs.delete(job)
    with pytest.raises(JobNotFoundError):
        networks.network(job)
    assert networks._kept == {}


def test_damaged_weights_give_no_network(networks, jobs, job):
    path = JobFolder(jobs._root / job).result
    content = path.read_bytes()
    # A header that fits, and values that are no numbers.
    path.write_bytes(content[:-400] + b"\xff" * 400)
    with pytest.raises(DamagedResultError):
        networks.network(job)


def test_passes_of_all_networks_take_turns(networks, job, deraining):
    assert networks.network(job)._derainer._passes is deraining.derainer("student")._passes


def test_the_machine_is_busy_while_a_finetuned_network_works(networks, job, deraining):
    seen = []
    network = networks.network(job)
    network.derain(photo(5), lambda tiles: None, lambda: bool(seen.append(deraining.is_busy)))
    assert seen
    assert all(seen)
    assert not deraining.is_busy


def test_a_photo_is_compared_with_a_finetuned_network_after_the_others(networks, job, deraining):
    comparing = ComparingService(deraining, niqe)
    network = networks.network(job)
    events = list(comparing.compare(photo(5), threading.Event(), network))
    panes = [event for event in events if isinstance(event, Pane)]
    assert [pane.name for pane in panes] == ["input", "teacher", "student", "finetuned"]
    np.testing.assert_array_equal(panes[-1].pixels, derained(network, photo(5)))
    shares = [event.share for event in events if isinstance(event, Progress)]
    assert shares == sorted(shares)
    assert max(event.share for event in events if isinstance(event, Progress)) <= 1


def test_without_one_a_comparison_is_as_before(deraining):
    comparing = ComparingService(deraining, niqe)
    events = comparing.compare(photo(5), threading.Event())
    names = [event.name for event in events if isinstance(event, Pane)]
    assert names == ["input", "teacher", "student"]


def test_one_photo_is_derained_by_a_finetuned_network_alone(networks, job, deraining):
    comparing = ComparingService(deraining, niqe)
    network = networks.network(job)
    *_, pane = comparing.derain_with(network, photo(5), threading.Event())
    assert (pane.name, pane.work.variant) == ("finetuned", "tiny")
    np.testing.assert_array_equal(pane.pixels, derained(network, photo(5)))


def test_the_history_lists_what_is_there_in_its_order(jobs, job, weights):
    judged(jobs._root, job, recommended=True, reasons=())
    running = jobs.submit(JobRequest(photos=[photo(0)], **weights))
    entries = list(job_entries(jobs, [new_job_id(), running, "../..", job]))
    assert [entry.job_id for entry in entries] == [running, job]
    assert [entry.state for entry in entries] == [JobState.RUNNING, JobState.DONE]
    assert [entry.has_result for entry in entries] == [False, True]
    assert [entry.is_recommended for entry in entries] == [False, True]
    assert [entry.photos for entry in entries] == [1, 4]


def test_a_damaged_job_is_left_out_of_the_history(jobs, job):
    JobFolder(jobs._root / job).outcome.write_text("{")
    assert list(job_entries(jobs, [job])) == []
