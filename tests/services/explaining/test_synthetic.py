import numpy as np
import pytest
from PIL import Image

from ssidkd.core.examples import MANIFEST
from ssidkd.core.intake import read_picture
from ssidkd.core.rain import add_rain
from ssidkd.core.rain.presets import PRESETS
from ssidkd.services.examples import ExampleService
from ssidkd.services.explaining.synthetic import AS_BUNDLED, RAINS, SyntheticPictures, fitted
from tests.page_services import make_assets, textured


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("assets")
    make_assets(folder)
    clean = folder / "some_clean"
    clean.mkdir()
    manifest = (folder / "examples" / MANIFEST).read_text(encoding="utf-8").splitlines()
    (clean / MANIFEST).write_text("\n".join(manifest[:2]) + "\n", encoding="utf-8")
    Image.fromarray(textured(96, 192, 5)).save(clean / "one.jpg")
    return folder


@pytest.fixture
def pictures(folder):
    return SyntheticPictures(ExampleService(folder / "examples"), folder / "some_clean")


def test_an_example_comes_with_its_own_rain(pictures, folder):
    expected = read_picture(folder / "examples" / "two.jpg").pixels
    np.testing.assert_array_equal(pictures.picture("two", AS_BUNDLED), expected)
    assert [name for _, name in pictures.titles()] == ["one", "two"]


def test_other_rain_is_put_on_the_clean_photo_where_there_is_one(pictures, folder):
    clean = read_picture(folder / "some_clean" / "one.jpg").pixels
    expected = add_rain(clean, PRESETS["heavy"], 1).rainy
    assert pictures.has_clean("one")
    np.testing.assert_array_equal(pictures.picture("one", "heavy"), expected)


def test_other_rain_is_put_on_the_teacher_s_result_where_there_is_none(pictures, folder):
    derained = read_picture(folder / "examples" / "two-teacher.webp").pixels
    expected = add_rain(derained, PRESETS["mist"], 1).rainy
    assert not pictures.has_clean("two")
    np.testing.assert_array_equal(pictures.picture("two", "mist"), expected)


def test_every_rain_can_be_chosen(pictures):
    assert {AS_BUNDLED, *PRESETS} == {*RAINS}
    shapes = {pictures.picture("one", rain).shape for rain in RAINS}
    assert shapes == {(96, 192, 3)}


def test_unknown_names_are_refused(pictures):
    with pytest.raises(KeyError):
        pictures.picture("three", AS_BUNDLED)
    with pytest.raises(KeyError):
        pictures.picture("one", "snow")


def test_without_clean_photos_the_examples_suffice(folder, tmp_path):
    pictures = SyntheticPictures(ExampleService(folder / "examples"), tmp_path / "none")
    assert not pictures.has_clean("one")
    assert pictures.picture("one", "light").shape == (96, 192, 3)


def test_a_picture_of_the_right_size_stays_as_it_is():
    pixels = textured(40, 60)
    np.testing.assert_array_equal(fitted(pixels, 40, 60), pixels)


@pytest.mark.parametrize("size", [(20, 20), (64, 32), (50, 200), (300, 10)])
def test_a_picture_is_made_to_fit(size):
    assert fitted(textured(40, 60), *size).shape == (*size, 3)


def test_what_does_not_fit_is_cut_off_on_both_sides():
    pixels = np.zeros((10, 30, 3), np.uint8)
    pixels[:, 10:20] = 200
    np.testing.assert_array_equal(fitted(pixels, 10, 10), 200)
