import html
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ssidkd.core.metrics import niqe, psnr_rgb, ssim_rgb
from ssidkd.core.rain import PRESETS
from ssidkd.core.rain_layer import difference
from ssidkd.core.signed_map import signed_picture
from ssidkd.services.comparing import ComparingService, Pane
from ssidkd.services.lab_link import LabState
from ssidkd.services.rain_lab import RainLab
from ssidkd.services.shelf import PictureShelf
from ssidkd.ui.lab.run import CleanPhoto, LabRun
from ssidkd.ui.lab.take_away import take_away
from ssidkd.ui.lab.views import LabViews
from ssidkd.ui.words import ENGLISH
from tests.page_services import textured, tiny_deraining


@pytest.fixture(scope="module")
def run():
    lab = RainLab(ComparingService(tiny_deraining(), niqe))
    photo = CleanPhoto(
        name="tower", pixels=textured(96, 192), title="Tower", description="a <b>tower</b>"
    )
    state = LabState(photo="tower", rain=PRESETS["heavy"], seed=3)
    pair = lab.pour(photo.pixels, state)
    truth, given = lab.given(pair)
    run = LabRun(photo=photo, state=state, pair=pair, panes={"truth": truth, "input": given})
    results = [event for event in lab.results(pair, run.stop) if isinstance(event, Pane)]
    run.panes.update({pane.name: pane for pane in results})
    return run


@pytest.fixture
def views(tmp_path):
    return LabViews(PictureShelf(tmp_path), ENGLISH)


def shown(text):
    """Return the pixels of the picture in a piece of HTML."""
    path = re.search(r'src="gradio_api/file=([^"]+)"', text)[1]
    return np.asarray(Image.open(Path(path)))


def test_a_pane_shows_the_scores_of_the_very_file_it_shows(run, views):
    text = views.pane(run, "student")
    pixels, truth = shown(text), run.pair.clean
    rainy = psnr_rgb(run.pair.rainy, truth)
    psnr = psnr_rgb(pixels, truth)
    gain = psnr - rainy
    sign = "+" if gain >= 0 else "−"  # noqa: RUF001
    assert f"{psnr:.2f}" in text
    assert f"{sign}{abs(gain):.2f} dB" in text
    assert f"{ssim_rgb(pixels, truth):.3f}" in text
    assert f"{niqe(pixels).value:.2f}" in text


def test_what_is_left_is_the_picture_minus_the_truth_on_one_scale(run, views):
    for name in ("input", "teacher", "student"):
        expected = signed_picture(difference(run.panes[name].pixels, run.pair.clean), 1 / 8)
        np.testing.assert_array_equal(shown(views.left(run, name, 8)), expected)
    assert "−32" in views.legend(8)  # noqa: RUF001


def test_the_truth_has_no_error_to_name(run, views):
    text = views.pane(run, "truth")
    assert text.count(ENGLISH.lab.identical) == 2
    assert "dB" not in text


def test_what_a_picture_shows_is_escaped(run, views):
    assert "<b>" not in views.pane(run, "input")


def test_results_of_the_rain_before_are_marked_until_their_own_come(run, views):
    after = LabRun(
        photo=run.photo,
        state=run.state,
        pair=run.pair,
        panes={name: run.panes[name] for name in ("truth", "input")},
        older=run.results(),
    )
    text = views.pane(after, "teacher")
    assert ENGLISH.lab.older in text
    assert "working" in text
    assert 'class="gain' not in text  # it was gained over another picture
    assert ENGLISH.lab.older not in views.pane(run, "teacher")


def test_without_a_run_every_picture_has_its_place(views):
    for name in ("truth", "input", "teacher", "student"):
        assert "<img" not in views.pane(None, name)
    assert "working" not in views.pane(None, "teacher")


def test_files_link_and_command_are_those_of_the_run(run, tmp_path):
    text = html.unescape(take_away(run, PictureShelf(tmp_path), ENGLISH))
    saved = re.findall(r'href="gradio_api/file=([^"]+)" download="([^"]+)"', text)
    assert [Path(path).name for path, _ in saved] == [name for _, name in saved]
    rainy, clean = (np.asarray(Image.open(path)) for path, _ in saved)
    np.testing.assert_array_equal(rainy, run.pair.rainy)
    np.testing.assert_array_equal(clean, run.photo.pixels)
    assert "tab=lab&photo=tower&amount=0.28" in text
    assert f"python -m ssidkd rain {saved[1][1]} -o rainy.png --preset heavy --seed 3" in text


def test_the_comparison_for_the_other_tabs_holds_the_truth(run):
    comparison = run.comparison()
    assert list(comparison.panes) == ["input", "teacher", "student", "truth"]
    assert comparison.panes["truth"].pixels is run.pair.clean
    assert comparison.title == "Tower"
