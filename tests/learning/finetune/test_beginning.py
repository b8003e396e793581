import pytest
import torch

from ssidkd.core.assets import assets_folder
from ssidkd.core.network.config import VARIANTS
from ssidkd.core.weights.bundled import bundled_weights
from ssidkd.core.weights.errors import WeightsMissingError
from ssidkd.learning.finetune.beginning import begin, stage_one_teacher
from tests.job_folders import TINY

CPU = torch.device("cpu")


def test_a_student_of_a_bundled_shape_came_from_the_bundled_teacher():
    teacher = stage_one_teacher(VARIANTS["lite"], assets_folder(), CPU)
    bundled = bundled_weights(assets_folder(), "teacher", "lite").network.state_dict()
    assert all(torch.equal(value, bundled[name]) for name, value in teacher.state_dict().items())
    assert not any(value.requires_grad for value in teacher.parameters())


def test_other_shapes_have_no_teacher_to_go_on_from(make_job):
    assert stage_one_teacher(TINY, assets_folder(), CPU) is None
    folder = make_job()
    assert begin(folder, folder.read_config(), assets_folder(), CPU).origin is None


def test_a_missing_teacher_is_said(tmp_path):
    with pytest.raises(WeightsMissingError, match=r"\.$"):
        stage_one_teacher(VARIANTS["lite"], tmp_path, CPU)
