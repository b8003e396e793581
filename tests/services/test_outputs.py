"""Pictures of one name stand beside each other, wherever they come from."""

import threading

import numpy as np
import pytest

from ssidkd.core.metrics import psnr_rgb
from ssidkd.core.picture import save_png
from ssidkd.services.examples import ExampleService
from ssidkd.services.outputs import OutputFolders, OutputPicture, OutputsError
from tests.page_services import make_assets, textured, tiny_deraining


@pytest.fixture(scope="module")
def examples(tmp_path_factory):
    folder = tmp_path_factory.mktemp("assets")
    make_assets(folder)
    return ExampleService(folder / "examples")


@pytest.fixture
def folders(tmp_path):
    """Folders of a method, of rainy pictures, and of clean ones."""
    for name in ("other", "rainy", "clean"):
        (tmp_path / name).mkdir()
        save_png(textured(64, 80, seed=len(name)), tmp_path / name / "street.png")
    save_png(textured(96, 192, seed=5), tmp_path / "other" / "one.png")
    save_png(textured(96, 192, seed=6), tmp_path / "other" / "nobody-has-it.png")
    return tmp_path


def opened(outputs, scene):
    events = [*outputs.open(scene, tiny_deraining(), threading.Event())]
    pictures = [event for event in events if isinstance(event, OutputPicture)]
    return {picture.name: picture for picture in pictures}, [
        event for event in events if isinstance(event, float)
    ]


def test_a_picture_with_the_name_of_an_example_stands_beside_our_results(folders, examples):
    outputs = OutputFolders([("Other", folders / "other")], examples)
    assert outputs.scenes() == ("one",)
    pictures, _ = opened(outputs, "one")
    assert [*pictures] == ["input", "teacher", "student", "Other"]
    panes = {pane.name: pane.pixels for pane in examples.panes(0)}
    for name, pixels in panes.items():
        np.testing.assert_array_equal(pictures[name].pixels, pixels)
    np.testing.assert_array_equal(pictures["Other"].pixels, textured(96, 192, seed=5))
    assert pictures["Other"].psnr is None


def test_pictures_of_the_owner_are_derained_and_scored_against_the_truth(folders, examples):
    named = [("input", folders / "rainy"), ("truth", folders / "clean"), ("O", folders / "other")]
    outputs = OutputFolders(named, examples)
    assert outputs.scenes() == ("one", "street")
    assert outputs.methods == ("O",)
    pictures, shares = opened(outputs, "street")
    assert [*pictures] == ["input", "teacher", "student", "O", "truth"]
    truth = pictures["truth"].pixels
    for name in ("input", "teacher", "student", "O"):
        assert pictures[name].psnr == psnr_rgb(pictures[name].pixels, truth)
    assert shares == sorted(shares)
    rainy = pictures["input"].pixels
    derained = tiny_deraining().derainer("teacher").derain(rainy).derained
    np.testing.assert_array_equal(pictures["teacher"].pixels, derained)


def test_what_cannot_be_laid_over_the_input_is_left_out(folders, examples):
    save_png(textured(50, 50), folders / "other" / "one.png")
    save_png(textured(96, 192), folders / "clean" / "one.png")
    (folders / "clean" / "street.png").write_text("no picture")
    named = [("Small", folders / "other"), ("Fine", folders / "clean")]
    pictures, _ = opened(OutputFolders(named, examples), "one")
    assert [*pictures] == ["input", "teacher", "student", "Fine"]


def test_no_other_file_can_be_opened(folders, examples):
    outputs = OutputFolders([("Other", folders / "other")], examples)
    for scene in ("../one", "nobody-has-it", "", "two"):
        with pytest.raises(KeyError):
            opened(outputs, scene)


@pytest.mark.parametrize("named", [["a", "gone"], ["a", "other", "a", "clean"]])
def test_folders_that_cannot_be_used_are_named(named, folders, examples):
    pairs = [(name, folders / folder) for name, folder in zip(named[::2], named[1::2], strict=True)]
    with pytest.raises(OutputsError, match="SSIDKD_OUTPUTS"):
        OutputFolders(pairs, examples)


def test_without_folders_there_is_nothing_to_open(examples):
    assert OutputFolders([], examples).scenes() == ()
