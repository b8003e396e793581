from dataclasses import replace

import pytest
import torch

from ssidkd.core.network.config import NetworkConfig
from ssidkd.core.weights import load_weights
from ssidkd.learning.config import TrainingConfig
from ssidkd.learning.state import CheckpointError, fresh_state, new_network, save_checkpoint
from training.run_folder import RunFolder, begin_or_resume, frozen_teacher

CPU = torch.device("cpu")
TEACHER = TrainingConfig(network=NetworkConfig(channels=(2, 2, 2), units=(1, 1, 1)))
STUDENT = replace(TEACHER, stage=2, share_weights=False)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "run").mkdir()
    return RunFolder(tmp_path / "run")


def test_a_run_begins_from_nothing_from_weights_or_from_its_checkpoint(folder, make_weights):
    fresh = begin_or_resume(folder, TEACHER, None, CPU)
    assert not fresh.network.tail[0].weight.any()
    weights = make_weights()
    begun = begin_or_resume(folder, TEACHER, weights, CPU)
    stored = load_weights(weights).network.tail[0].weight
    assert torch.equal(begun.network.tail[0].weight, stored)
    assert (begun.step, begun.fresh_at) == (0, 0)
    fresh.step = 5
    save_checkpoint(fresh, TEACHER, folder.checkpoint)
    resumed = begin_or_resume(folder, TEACHER, weights, CPU)
    assert resumed.step == 5
    assert not resumed.network.tail[0].weight.any()


def test_a_student_needs_its_teacher_s_weights(folder):
    with pytest.raises(CheckpointError, match="--from-weights"):
        begin_or_resume(folder, STUDENT, None, CPU)


def test_a_teacher_grows_out_of_a_smaller_one(folder, make_weights):
    larger = replace(TEACHER, network=NetworkConfig(channels=(3, 2, 2), units=(2, 1, 1)))
    weights = make_weights()
    grown = begin_or_resume(folder, larger, weights, CPU).network
    assert grown.config == larger.network
    picture = torch.rand(1, 3, 32, 32)
    torch.testing.assert_close(grown(picture).rain, load_weights(weights).network(picture).rain)


@pytest.mark.parametrize("stage", [1, 2])
def test_weights_that_do_not_fit_are_refused(folder, make_weights, stage):
    other = NetworkConfig(channels=(1, 2, 2) if stage == 1 else (3, 2, 2), units=(1, 1, 1))
    config = replace(TEACHER if stage == 1 else STUDENT, network=other)
    with pytest.raises(CheckpointError, match=r"cannot start|another shape"):
        begin_or_resume(folder, config, make_weights(), CPU)


def test_only_a_student_that_does_not_share_weights_has_a_teacher(folder, make_weights):
    assert frozen_teacher(folder, TEACHER, make_weights(), CPU) is None
    assert frozen_teacher(folder, replace(STUDENT, share_weights=True), make_weights(), CPU) is None
    assert not folder.teacher.exists()


def test_the_teacher_is_frozen_and_kept_for_the_next_session(folder, make_weights):
    weights = make_weights()
    teacher = frozen_teacher(folder, STUDENT, weights, CPU)
    assert not any(parameter.requires_grad for parameter in teacher.parameters())
    save_checkpoint(fresh_state(STUDENT, new_network(STUDENT), CPU), STUDENT, folder.checkpoint)
    weights.unlink()
    again = frozen_teacher(folder, STUDENT, None, CPU)
    assert torch.equal(again.tail[0].weight, teacher.tail[0].weight)


def test_a_new_run_takes_the_new_teacher(folder, make_weights):
    folder.teacher.write_bytes(b"of an earlier run")
    assert frozen_teacher(folder, STUDENT, make_weights(), CPU) is not None


def test_a_lost_teacher_is_said(folder):
    save_checkpoint(fresh_state(STUDENT, new_network(STUDENT), CPU), STUDENT, folder.checkpoint)
    with pytest.raises(CheckpointError, match="cannot go on without it"):
        frozen_teacher(folder, STUDENT, None, CPU)
