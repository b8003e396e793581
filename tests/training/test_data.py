import logging

import numpy as np
import pytest

from ssidkd.core.picture import save_png
from ssidkd.learning.batches import BatchRequest
from ssidkd.learning.photos import TrainingDataError
from ssidkd.learning.processes import Processes
from training.data import batch_maker, memory_limit
from training.options import parse_options
from training.train import run_config

UNSEEN = "unseen.png"


@pytest.fixture(autouse=True)
def _every_word(caplog):
    caplog.set_level(logging.INFO)


@pytest.fixture
def data(tmp_path):
    """Folders of every kind, each with a file of a held-out name, and the assets that hold it."""
    pixels = np.full((40, 40, 3), 100, np.uint8)
    for kind in ("clean", "real", "pairs/rain", "pairs/norain"):
        (tmp_path / kind).mkdir(parents=True)
        for name in ("a.png", "b.png", UNSEEN):
            save_png(pixels, tmp_path / kind / name)
    (tmp_path / "assets" / "examples").mkdir(parents=True)
    (tmp_path / "assets" / "examples" / "manifest.csv").write_text(f"name,photo\nx,{UNSEEN}\n")
    return tmp_path


def made(data, recipe, *arguments):
    options = parse_options([recipe, "--run", str(data / "run"), *map(str, arguments)])
    return batch_maker(run_config(options), options, Processes(), assets=data / "assets")


def test_held_out_names_are_left_out_of_every_kind_of_data(data, caplog):
    folders = ["--clean", data / "clean", "--pairs", data / "pairs", "--layers", data / "pairs"]
    made(data, "ours-lite-student", *folders, "--real", data / "real", "--keep-real", "1")
    assert caplog.messages == ["1 real photos", "2 photos", "2 pairs", "2 rain layers"]


def test_a_teacher_sees_no_real_photos(data, caplog):
    maker = made(data, "ours-lite", "--clean", data / "clean", "--real", data / "real")
    assert caplog.messages == ["2 photos"]
    assert maker[BatchRequest(number=0, crop=32, batch_size=1)].real is None


def test_what_does_not_fit_into_memory_is_said_and_still_used(data, caplog):
    maker = made(data, "paper-lite", "--pairs", data / "pairs", "--memory", "0.00001")
    assert "2 pairs, 1 of them held in memory" in caplog.messages
    batch = maker[BatchRequest(number=0, crop=32, batch_size=4)]
    assert batch.rainy.unique().tolist() == [100]


def test_a_recipe_for_pairs_says_so_when_it_gets_photos(data, caplog):
    made(data, "paper-lite", "--clean", data / "clean")
    assert "written for fixed pairs" in caplog.text


def test_a_folder_without_pictures_is_refused(data):
    with pytest.raises(TrainingDataError, match="no pictures"):
        made(data, "ours-lite", "--clean", data / "assets")


def test_processes_of_one_machine_share_its_memory(monkeypatch):
    options = parse_options(["ours-lite", "--clean", "a", "--run", "r"])
    monkeypatch.setenv("LOCAL_WORLD_SIZE", "1")
    alone = memory_limit(options)
    monkeypatch.setenv("LOCAL_WORLD_SIZE", "4")
    assert memory_limit(options) == pytest.approx(alone / 4, rel=0.2)
    options = parse_options(["ours-lite", "--clean", "a", "--run", "r", "--memory", "2"])
    assert memory_limit(options) == 2 * 2**30
