import threading

import numpy as np
import pytest
from PIL import Image

from ssidkd.core.metrics import niqe, psnr_rgb, ssim_rgb
from ssidkd.core.rain import PRESETS, add_rain
from ssidkd.services.clean_photos import CleanPhotos
from ssidkd.services.comparing import ComparingService, Pane
from ssidkd.services.lab_link import OWN, LabState
from ssidkd.services.rain_lab import WORK_PIXELS, RainLab, read_clean_photo
from tests.page_services import textured, tiny_deraining

STATE = LabState(photo=OWN, rain=PRESETS["heavy"], seed=2)


@pytest.fixture(scope="module")
def lab():
    return RainLab(ComparingService(tiny_deraining(), niqe))


def test_the_input_is_measured_against_the_truth(lab):
    pair = lab.pour(textured(96, 192), STATE)
    truth, given = lab.given(pair)
    np.testing.assert_array_equal(given.pixels, add_rain(textured(96, 192), STATE.rain, 2).rainy)
    assert given.psnr == psnr_rgb(pair.rainy, pair.clean)
    assert given.ssim == ssim_rgb(pair.rainy, pair.clean)
    assert given.niqe == niqe(pair.rainy).value
    assert (truth.name, truth.psnr) == ("truth", None)


def test_both_results_come_with_their_scores(lab):
    pair = lab.pour(textured(96, 192), STATE)
    panes = [e for e in lab.results(pair, threading.Event()) if isinstance(e, Pane)]
    assert [pane.name for pane in panes] == ["teacher", "student"]
    for pane in panes:
        assert pane.psnr == psnr_rgb(pane.pixels, pair.clean)
        assert pane.ssim == ssim_rgb(pane.pixels, pair.clean)


def test_an_own_photo_is_made_small_enough_to_stay_live(tmp_path):
    Image.fromarray(textured(600, 900)).save(tmp_path / "mine.png")
    photo = read_clean_photo(tmp_path / "mine.png")
    height, width = photo.pixels.shape[:2]
    assert height * width <= WORK_PIXELS
    assert photo.full_size == (900, 600)


def test_the_bundled_photos_are_read_with_their_credits(assets):
    photos = CleanPhotos(assets / "clean")
    assert len(photos.names) >= 3
    for name in photos.names:
        pixels = photos.pixels(name)
        assert pixels.shape[0] * pixels.shape[1] <= WORK_PIXELS
        credit = photos.credit(name)
        assert credit.author
        assert credit.licence == "CC0-1.0"
        assert credit.source.startswith("https://")


def test_without_the_folder_there_are_no_photos(tmp_path):
    photos = CleanPhotos(tmp_path / "clean")
    assert photos.names == ()
    with pytest.raises(KeyError):
        photos.pixels("tower")
