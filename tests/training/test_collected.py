"""An exported collection is trained and evaluated on as it is, each command on its side."""

import json
import logging
import re
import shlex

import pytest
import torch

from ssidkd import __main__ as program
from ssidkd.core.network.config import VARIANTS
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.picture import save_png
from ssidkd.core.weights import WeightsCard, load_weights, save_weights
from ssidkd.learning.photos import TrainingDataError
from ssidkd.services.collection.export import plan_export
from ssidkd.services.collection.export_folder import write_folder
from tests.services.collection.photo_records import record
from tests.training.conftest import photo
from training import evaluate
from training.data import real_paths
from training.evaluation.conditions import EvaluationError, real_condition
from training.options import parse_options
from training.train import main


@pytest.fixture
def kept(tmp_path):
    """Write 12 photos of 6 donors, and return where each lies."""
    folder = tmp_path / "kept"
    folder.mkdir()
    for number in range(12):
        save_png(photo(number, 40, 50), folder / f"{number:064x}.png")
    return lambda identity: folder / f"{identity}.png"


@pytest.fixture
def exported(tmp_path, kept):
    photos = [record(number, donor=f"d{number // 2}") for number in range(12)]
    write_folder(plan_export(photos, share=0.5), kept, tmp_path / "rain")
    return tmp_path / "rain"


def test_training_sees_one_side_and_evaluation_the_other(exported):
    learnt = real_paths([exported], frozenset(), kept=30)
    judged = real_condition(exported, hold_out_last=1)
    assert {path.parent.name for path in learnt} == {"train"}
    assert {picture.rainy.parent.name for picture in judged.pictures} == {"validation"}
    assert len(learnt) + len(judged.pictures) == 12
    assert judged.name == "rain"
    assert not {path.stem for path in learnt} & {picture.name for picture in judged.pictures}


def test_other_folders_keep_their_last_photos_beside_it(exported, kept, tmp_path):
    plain = kept("").parent
    learnt = real_paths([plain, exported], frozenset(), kept=10)
    assert len([path for path in learnt if path.parent == plain]) == 2
    assert len([path for path in learnt if path.parent == exported / "train"]) > 0


def test_a_side_that_is_not_there_is_said(tmp_path, kept):
    photos = [record(number, donor=f"d{number}") for number in range(4)]
    write_folder(plan_export(photos, share=0), kept, tmp_path / "learn")
    write_folder(plan_export(photos, share=1), kept, tmp_path / "judge")
    with pytest.raises(EvaluationError, match=r"no pictures in .*validation"):
        real_condition(tmp_path / "learn")
    with pytest.raises(TrainingDataError, match=r"no pictures in .*train"):
        real_paths([tmp_path / "judge"], frozenset(), kept=0)


def test_the_commands_that_are_named_are_ones_the_programs_take(exported, root):
    texts = [(exported / "README.md").read_text(), (root / "docs" / "collection.md").read_text()]
    programs = {
        "training.train": parse_options,
        "training.evaluate": evaluate._parser().parse_args,
        "ssidkd": program.build_parser().parse_args,
    }
    for text in texts:
        lines = re.findall(r"^python -m (\S+) (.+)$", text, re.MULTILINE)
        assert {"training.train", "training.evaluate"} <= {module for module, _ in lines}
        for module, words in lines:
            programs[module](shlex.split(words))


def test_stage_two_takes_a_step_on_an_export(exported, kept, tmp_path, caplog):
    """The real command line, recipe and network, from a teacher to its student."""
    caplog.set_level(logging.INFO)
    level = logging.getLogger().level
    teacher = tmp_path / "teacher.safetensors"
    network = DerainNet(VARIANTS["lite"])
    card = WeightsCard(
        role="teacher", variant="lite", config=network.config, recipe="none", data="none",
        steps=0, commit="",
    )  # fmt: skip
    save_weights(network, card, teacher)
    run = tmp_path / "run"
    words = ["ours-lite-student", "--clean", str(kept("").parent), "--real", str(exported)]
    words += ["--from-weights", str(teacher), "--run", str(run), "--steps", "1"]
    assert main([*words, "--batch-size", "1", "--precision", "float32", "--device", "cpu"]) == 0
    logging.getLogger().setLevel(level)
    learnt = len(list((exported / "train").glob("*.png")))
    assert f"{learnt} real photos" in caplog.messages
    (step,) = [
        event
        for event in map(json.loads, (run / "events.jsonl").read_text().splitlines())
        if "terms" in event
    ]
    assert step["terms"]["total_variation"] > 0  # a term of the real photos alone
    student = load_weights(run / "result.safetensors")
    assert (student.card.role, student.card.data) == ("student", "kept, rain")
    before, after = load_weights(teacher).network.state_dict(), student.network.state_dict()
    assert any(not torch.equal(before[name], after[name]) for name in before)
