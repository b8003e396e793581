import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ssidkd.services.figure import comparison_figure
from ssidkd.ui.take_away import add_truth, figure_link
from ssidkd.ui.words import CHINESE, ENGLISH
from tests.page_services import build_services, make_assets, textured


@pytest.fixture(scope="module")
def services(tmp_path_factory):
    assets = tmp_path_factory.mktemp("assets")
    make_assets(assets)
    return build_services(assets, tmp_path_factory.mktemp("pictures"))


@pytest.fixture
def truth(tmp_path):
    def save(height, width):
        path = tmp_path / "clean.png"
        Image.fromarray(textured(height, width, seed=5)).save(path)
        return path

    return save


def test_a_clean_picture_becomes_a_pane_and_gives_the_others_numbers(services, truth):
    shown = services.examples.comparison(0)
    step = add_truth(truth(96, 192), shown, services, ENGLISH)
    assert [view.name for view in step.views] == ["input", "teacher", "student", "truth"]
    assert all("PSNR" in view.html for view in step.views[:3])
    assert "PSNR" not in step.views[3].html
    np.testing.assert_array_equal(step.comparison.pixels("truth"), textured(96, 192, seed=5))
    assert ENGLISH.compare.truth_added in step.status


@pytest.mark.parametrize("words", [ENGLISH, CHINESE])
def test_a_clean_picture_of_another_size_is_refused_and_nothing_changes(services, truth, words):
    step = add_truth(truth(96, 96), services.examples.comparison(0), services, words)
    assert not step.views
    assert step.comparison is None
    assert "96 × 96" in step.status  # noqa: RUF001
    assert words.compare.kept in step.status


def test_a_file_that_is_no_picture_is_refused(services, tmp_path):
    (tmp_path / "clean.png").write_bytes(b"Dear Sir")
    step = add_truth(tmp_path / "clean.png", services.examples.comparison(0), services, ENGLISH)
    assert "not a picture" in step.status


def test_the_figure_is_saved_again_each_time_it_is_asked_for(services):
    shown = services.examples.comparison(0)
    first, second = (figure_link(shown, services.shelf) for _ in range(2))
    assert first != second
    path = Path(re.search(r'href="gradio_api/file=([^"]+)"', first)[1])
    np.testing.assert_array_equal(np.asarray(Image.open(path)), comparison_figure(shown))
    assert f'download="{path.name}"' in first
