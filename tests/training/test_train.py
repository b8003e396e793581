"""The command line as a person uses it, with the real networks on tiny pictures."""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from ssidkd.core.picture import save_png
from ssidkd.core.weights import load_weights
from ssidkd.learning.loop import MOST_SKIPS_IN_A_ROW
from training.recipes import RECIPES
from training.run_folder import RunFolder
from training.train import main

STEPS = 4
SETTINGS = ["--steps", str(STEPS), "--batch-size", "2", "--precision", "float32", "--device", "cpu"]


@pytest.fixture(autouse=True)
def _levels(caplog):
    root = logging.getLogger()
    before = root.level
    caplog.set_level(logging.INFO)
    yield
    root.setLevel(before)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Three photos."""
    folder = tmp_path_factory.mktemp("photos")
    for seed in range(3):
        noise = np.random.default_rng(seed).integers(0, 255, (96, 120, 3), np.uint8)
        save_png(cv2.GaussianBlur(noise, (0, 0), 2), folder / f"{seed}.png")
    return folder


@pytest.fixture(scope="module")
def whole(data, tmp_path_factory):
    """The folder of an uninterrupted run of a teacher."""
    folder = RunFolder(tmp_path_factory.mktemp("run") / "whole")
    assert train("ours-lite", folder, data) == 0
    return folder


def train(recipe, folder, data, *more):
    return main([recipe, "--clean", str(data), "--run", str(folder.root), *SETTINGS, *more])


def events(folder):
    return [json.loads(line) for line in folder.events.read_text("utf-8").splitlines()]


def steps(folder):
    return [event for event in events(folder) if "terms" in event]


def terms(folder):
    return [(event["step"], event["terms"], event["gradient_norm"]) for event in steps(folder)]


def test_a_run_leaves_weights_events_a_summary_and_a_checkpoint(whole):
    loaded = load_weights(whole.result)
    card = loaded.card
    assert (card.role, card.variant, card.recipe, card.steps) == (
        "teacher",
        "lite",
        "ours-lite",
        STEPS,
    )
    assert [event.get("event") for event in events(whole)] == ["started", *[None] * STEPS, "done"]
    summary = json.loads(whole.summary.read_text("utf-8"))
    assert (summary["outcome"], summary["step"], summary["skipped"]) == ("done", STEPS, 0)
    assert 0 <= summary["waiting_share"] <= 1
    assert sorted(path.name for path in whole.root.iterdir()) == [
        "checkpoint.pt",
        "events.jsonl",
        "result.safetensors",
        "summary.json",
    ]


def test_a_run_stopped_by_a_signal_goes_on_as_if_nothing_had_happened(whole, data, tmp_path):
    folder = RunFolder(tmp_path / "stopped")

    def stop_after_two_steps():
        while not folder.events.exists() or len(steps(folder)) < 2:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGTERM)

    watcher = threading.Thread(target=stop_after_two_steps, daemon=True)
    watcher.start()
    assert train("ours-lite", folder, data) == 128 + signal.SIGTERM
    watcher.join()
    stopped_at = len(steps(folder))
    assert 2 <= stopped_at < STEPS
    assert load_weights(folder.result).card.steps == stopped_at
    assert json.loads(folder.summary.read_text("utf-8"))["outcome"] == "stopped"
    assert train("ours-lite", folder, data) == 0
    assert terms(folder) == terms(whole)
    expected, found = (load_weights(run.result).network.state_dict() for run in (whole, folder))
    assert all(torch.equal(expected[name], found[name]) for name in expected)


def test_a_complete_run_has_nothing_left_to_do(whole, data):
    before = steps(whole)
    assert train("ours-lite", whole, data) == 0
    assert steps(whole) == before


def test_a_student_starts_from_its_teacher_and_goes_on_without_it(whole, data, tmp_path):
    folder = RunFolder(tmp_path / "student")
    real = ["--real", str(data), "--keep-real", "1", "--batch-size", "1", "--steps"]
    begin = ["--from-weights", str(whole.result)]
    assert train("ours-lite-student", folder, data, *real, "1", *begin) == 0
    assert train("ours-lite-student", folder, data, *real, "2") == 0
    assert [event["step"] for event in steps(folder)] == [1, 2]
    assert "anchor" in steps(folder)[0]["terms"]
    assert load_weights(folder.result).card.role == "student"
    assert not RECIPES["ours-lite-student"].share_weights
    assert load_weights(folder.teacher).card.role == "teacher"


def test_a_budget_of_minutes_is_kept(data, tmp_path):
    folder = RunFolder(tmp_path / "minutes")
    arguments = ["--clean", str(data), "--run", str(folder.root), "--device", "cpu"]
    minutes = ["--max-minutes", "0.02", "--batch-size", "1"]
    assert main(["ours-lite", *arguments, *minutes]) == 0
    taken = steps(folder)
    assert taken[-1]["progress"] == 1
    assert taken[-1]["elapsed_seconds"] - taken[-1]["seconds"] < 1.2 <= taken[-1]["elapsed_seconds"]


def test_a_run_that_diverges_says_so_and_keeps_its_last_good_checkpoint(
    data, whole, tmp_path, caplog
):
    folder = RunFolder(tmp_path / "diverging")
    folder.root.mkdir()
    content = torch.load(whole.checkpoint, weights_only=True)
    content["network"]["head_full.0.weight"] *= 1e30  # finite, but nothing it makes is
    content["counters"] |= {"step": 0, "recent_skips": MOST_SKIPS_IN_A_ROW - 1}
    torch.save(content, folder.checkpoint)
    before = folder.checkpoint.read_bytes()
    assert train("ours-lite", folder, data, "--steps", "100", "--save-minutes", "0") == 1
    assert folder.checkpoint.read_bytes() == before
    assert not folder.result.exists()
    assert "Lower the learning rate" in caplog.text
    assert events(folder)[-1]["event"] == "diverged"
    assert [event["gradient_norm"] for event in steps(folder)] == [None, None]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--clean", "nowhere"], "There are no pictures in nowhere"),
        (["--device", "cuda:9"], "no device 'cuda:9'"),
        (["--from-weights", "nowhere.safetensors"], "nowhere.safetensors"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_code_1(data, tmp_path, caplog, more, sentence):
    assert train("ours-lite", RunFolder(tmp_path / "run"), data, *more) == 1
    assert sentence in caplog.text
    assert "Traceback" not in caplog.text


def test_two_processes_are_one_with_the_same_batch(whole, data, tmp_path, root):
    folder = RunFolder(tmp_path / "two")
    launch = [sys.executable, "-m", "accelerate.commands.launch", "--multi_gpu"]
    launch += ["--num_processes", "2", "--num_machines", "1", "--mixed_precision", "no"]
    launch += ["--dynamo_backend", "no", "--main_process_port", "0", "-m", "training.train"]
    arguments = ["ours-lite", "--clean", str(data), "--run", str(folder.root), *SETTINGS]
    finished = subprocess.run(
        [*launch, *arguments],
        cwd=root,
        env={**os.environ, "OMP_NUM_THREADS": "1", "HF_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    assert events(folder)[0]["processes"] == 2
    for one, two in zip(steps(whole), steps(folder), strict=True):
        assert two["terms"] == pytest.approx(one["terms"], rel=1e-3)
        assert two["gradient_norm"] == pytest.approx(one["gradient_norm"], rel=1e-2)
    assert finished.stderr.count("Done: ") == 1
    assert Path(folder.result).exists()
