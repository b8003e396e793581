import numpy as np
import pytest

from ssidkd.core.assets import assets_folder
from ssidkd.core.examples import RESULTS, input_file, read_manifest
from ssidkd.core.intake import read_picture
from ssidkd.core.rain import PRESETS
from ssidkd.services.examples import ExamplesError, ExampleService
from tests.page_services import EXAMPLES, load_tiny, make_assets, tiny_deraining


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    assets = tmp_path_factory.mktemp("assets")
    make_assets(assets)
    return assets / "examples"


def test_an_example_shows_what_the_networks_made(folder):
    service = ExampleService(folder)
    assert [title for _, title in service.thumbnails()] == [f"Example {name}" for name in EXAMPLES]
    rainy, teacher, student = service.panes(1)
    np.testing.assert_array_equal(rainy.pixels, read_picture(input_file(folder, "two")).pixels)
    for pane in (teacher, student):
        expected = tiny_deraining().derainer(pane.name).derain(rainy.pixels).derained
        np.testing.assert_array_equal(pane.pixels, expected)  # lossless
    assert service.results.weights == {
        role: load_tiny(role).sha256 for role in ("teacher", "student")
    }


def test_there_is_no_example_beyond_the_last(folder):
    for index in (-1, len(EXAMPLES)):
        with pytest.raises(IndexError):
            ExampleService(folder).panes(index)


@pytest.mark.parametrize("missing", ["manifest.csv", RESULTS, "one.jpg", "two-student.webp"])
def test_incomplete_examples_are_refused_with_what_to_do(folder, tmp_path, missing):
    for path in folder.iterdir():
        if path.name != missing:
            (tmp_path / path.name).write_bytes(path.read_bytes())
    with pytest.raises(ExamplesError, match="make_examples"):
        ExampleService(tmp_path)


def test_spoilt_results_are_refused(folder, tmp_path):
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / RESULTS).write_text('{"variant": 1}')
    with pytest.raises(ExamplesError):
        ExampleService(tmp_path)


@pytest.mark.parametrize("kind", ["examples", "guard"])
def test_every_bundled_picture_is_free_and_says_whose_it_is(kind):
    for credit in read_manifest(assets_folder() / kind):
        assert credit.author
        assert credit.licence in ("CC0-1.0", "Public domain")
        assert credit.source.startswith("https://")
        assert credit.preset in ({"": None} if kind == "guard" else PRESETS)
