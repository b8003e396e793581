"""`derain` does what it can, names what it cannot, and never writes over a photo."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from ssidkd.__main__ import main
from ssidkd.core.derainer import Derainer
from ssidkd.core.intake import read_picture
from ssidkd.core.network.config import NetworkConfig
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.picture import save_png
from ssidkd.core.weights import WeightsCard, load_weights, save_weights
from ssidkd.core.weights.bundled import BUNDLED, bundled_weights
from ssidkd.services.photos import at_most

TINY = NetworkConfig(channels=(4, 4, 4), units=(1, 1, 1))


def pixels(height, width, seed=0):
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    torch.manual_seed(0)
    path = tmp_path_factory.mktemp("weights") / "tiny.safetensors"
    card = WeightsCard(
        role="student", variant="tiny", config=TINY, recipe="none", data="none", steps=0, commit=""
    )
    save_weights(DerainNet(TINY), card, path)
    return path


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Run in an empty folder with two photos in photos/."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "photos" / "may").mkdir(parents=True)
    save_png(pixels(48, 65), tmp_path / "photos" / "wide.png")
    save_png(pixels(50, 33, seed=1), tmp_path / "photos" / "may" / "tall.png")
    return tmp_path


def derain(weights, *arguments):
    return main(["derain", *arguments, "--weights", str(weights), "--precision", "float32"])


def written(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_results_are_the_derainers_at_the_inputs_size_in_the_inputs_folders(place, weights):
    assert derain(weights, "photos", "-o", "out", "--device", "cpu") == 0
    assert written(place / "out") == ["may/tall.png", "wide.png"]
    derainer = Derainer(load_weights(weights).network, device="cpu", precision="float32")
    for name in written(place / "out"):
        rainy = read_picture(place / "photos" / name).pixels
        result = read_picture(place / "out" / name).pixels
        np.testing.assert_array_equal(result, derainer.derain(rainy).derained)


def test_a_bad_picture_is_named_and_the_others_are_done(place, weights, capsys):
    (place / "photos" / "a note.jpg").write_text("not a picture")
    save_png(pixels(20, 90), place / "photos" / "small.png")
    (place / "out" / "wide.png").mkdir(parents=True)  # cannot be replaced by a file
    assert derain(weights, "photos", "-o", "out") == 1
    said = capsys.readouterr().err
    assert "'photos/a note.jpg': This file is not a picture" in said
    assert "'photos/small.png': " in said
    assert "'out/wide.png' cannot be written: " in said
    assert said.endswith("1 of 4 pictures derained, into 'out'.\n")
    assert written(place / "out") == ["may/tall.png"]


def test_what_was_changed_on_the_way_in_is_said(place, weights, capsys):
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(place / "clear.png")
    assert derain(weights, "clear.png", "-o", "out") == 0
    assert "'clear.png': " in capsys.readouterr().err


def test_a_linked_photo_is_read(place, weights):
    (place / "link.png").symlink_to(place / "photos" / "wide.png")
    assert derain(weights, "link.png", "-o", "out") == 0
    assert written(place / "out") == ["link.png"]


def test_nothing_is_written_where_two_results_would_clash(place, weights, capsys):
    save_png(pixels(40, 40), place / "wide.png")
    assert derain(weights, "photos", "wide.png", "-o", "out") == 1
    assert "would both be written to 'out/wide.png'" in capsys.readouterr().err
    assert not (place / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["--model", "teacher"], 2, "leave out --model and --variant"),
        (["--device", "toaster"], 1, "no device called 'toaster'"),
        (["--tile", "10"], 1, "Tiles must be at least"),
    ],
)
def test_what_it_cannot_do_is_said_before_any_work(
    place, weights, capsys, arguments, code, sentence
):
    assert derain(weights, "photos", "-o", "out", *arguments) == code
    assert sentence in capsys.readouterr().err
    assert not (place / "out").exists()


def test_missing_weights_are_named(place, capsys):
    assert main(["derain", "photos", "-o", "out", "--weights", "none.safetensors"]) == 1
    assert "none.safetensors" in capsys.readouterr().err


def test_missing_bundled_weights_are_said(place, capsys, monkeypatch):
    monkeypatch.setenv("SSIDKD_ASSETS_DIR", str(place))
    assert main(["derain", "photos", "-o", "out", "--model", "teacher", "--variant", "base"]) == 1
    assert "weights" in capsys.readouterr().err
    assert not (place / "out").exists()


@pytest.mark.skipif(("student", "lite") not in BUNDLED, reason="this copy bundles no weights")
def test_without_options_the_bundled_student_works(place, root):
    assert main(["derain", "photos/wide.png", "-o", "out", "--device", "cpu"]) == 0
    student = bundled_weights(root / "assets", "student", "lite")
    rainy = read_picture(place / "photos" / "wide.png").pixels
    derainer = Derainer(student.network, channel_order=student.card.channel_order, device="cpu")
    result = read_picture(place / "out" / "wide.png").pixels
    np.testing.assert_array_equal(result, derainer.derain(rainy).derained)


def test_a_misspelt_setting_is_not_ignored(place, weights, capsys, monkeypatch):
    monkeypatch.setenv("SSIDKD_DEVCE", "cpu")
    assert derain(weights, "photos", "-o", "out") == 1
    assert "Did you mean SSIDKD_DEVICE?" in capsys.readouterr().err


def child(root, place, weights, *arguments):
    command = [sys.executable, "-m", "ssidkd", "derain", *arguments, "--weights", str(weights)]
    environment = {**os.environ, "PYTHONPATH": str(root), "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(
        command,
        cwd=place,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell lets what runs in its background ignore this one, and all its children inherit it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def test_the_program_shows_its_progress_on_stderr_and_nothing_on_stdout(root, place, weights):
    process = child(root, place, weights, "photos/wide.png", "-o", "out")
    stdout, stderr = process.communicate(timeout=120)
    assert (process.returncode, stdout) == (0, b"")
    assert b"Deraining: 100%" in stderr
    assert written(place / "out") == ["wide.png"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for another process")
def test_stopping_leaves_whole_pictures_only(root, place, weights):
    many = place / "many"
    many.mkdir()
    save_png(pixels(256, 256), many / "000.png")
    for number in range(1, 1000):  # so many that none of them is the last when the signal comes
        os.link(many / "000.png", many / f"{number:03}.png")
    process = child(root, place, weights, "many", "-o", "out")
    while not list((place / "out").glob("[0-9]*.png")):  # a whole one, not what it begins with
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=120)
    assert process.returncode == 130
    assert stderr.endswith(b"ssidkd derain: stopped.\n")
    assert b"Traceback" not in stderr
    results = list(Path(place / "out").iterdir())
    assert 0 < len(results) < 1000
    assert all(read_picture(path).pixels.shape == (256, 256, 3) for path in results)


def test_large_pictures_are_made_smaller_first_where_that_is_asked_for(place, weights):
    options = ("--device", "cpu", "--max-pixels", "2000")
    assert derain(weights, "photos", "-o", "out", *options) == 0
    derainer = Derainer(load_weights(weights).network, device="cpu", precision="float32")
    small = at_most(read_picture(place / "photos" / "wide.png").pixels, 2000)
    assert small.shape[0] * small.shape[1] <= 2000
    result = read_picture(place / "out" / "wide.png").pixels
    np.testing.assert_array_equal(result, derainer.derain(small).derained)


@pytest.mark.parametrize("number", ["0", "-3", "many"])
def test_a_size_that_no_picture_has_is_wrong_usage(place, weights, number):
    with pytest.raises(SystemExit) as refused:
        derain(weights, "photos", "-o", "out", "--max-pixels", number)
    assert refused.value.code == 2
