import numpy as np
import pytest

from ssidkd.core.dark_channel import dark_channel, dark_channel_mean, dark_channel_picture
from ssidkd.core.metrics import niqe
from ssidkd.services.lessons.measured import blurred, noisy, with_wall
from tests.page_services import textured


@pytest.mark.parametrize("window", [1, 15, 41])
def test_the_dark_channel_is_that_of_the_picture_beside_it(shown, window):
    pictures, scene = shown(f"lesson=4&scene=rain&window={window}")
    values = dark_channel(pictures["rain"], window)
    np.testing.assert_array_equal(pictures["dark"], dark_channel_picture(values))
    assert scene.facts["mean"] == dark_channel_mean(values)


def test_mist_brightens_the_dark_channel_and_so_does_a_wall(shown):
    for scene in ("rain", "mist", "wall"):
        facts = shown(f"lesson=4&scene={scene}")[1].facts
        assert facts["mean"] > facts["clean"]
    facts = shown("lesson=4&scene=clean")[1].facts
    assert facts["mean"] == facts["clean"]


def test_a_wall_hides_three_fifths_of_the_width_and_four_of_the_height():
    black = np.zeros((50, 100, 3), np.uint8)
    wall = with_wall(black)
    assert (wall > 0).mean() == pytest.approx(0.6 * 0.8)
    assert not black.any()


def test_the_difference_of_teacher_and_student_is_amplified_by_the_gain(shown):
    once, scene = shown("lesson=5&gain=1")
    difference = np.abs(once["teacher"].astype(int) - once["student"])
    np.testing.assert_array_equal(once["difference"], difference)
    many, _ = shown("lesson=5&gain=7")
    np.testing.assert_array_equal(many["difference"], np.minimum(7 * difference, 255))
    assert scene.facts["largest"] == difference.max()
    assert scene.facts["mean"] == difference.mean()


def test_without_blur_and_noise_nothing_changes(shown):
    pictures, scene = shown("lesson=6&blur=0&noise=0")
    np.testing.assert_array_equal(pictures["damaged"], pictures["before"])
    assert scene.facts["psnr_after"] == 100
    assert scene.facts["before"] == scene.facts["after"]


def test_niqe_is_that_of_the_pictures_shown_or_there_are_words_for_none(shown):
    for query in ("blur=1.5&noise=0", "blur=0&noise=12", "blur=0&noise=0&scene=rain"):
        pictures, scene = shown(f"lesson=6&{query}")
        assert scene.facts["before"] == niqe(pictures["before"]).value
        assert scene.facts["after"] == niqe(pictures["damaged"]).value
        known = None not in (scene.facts["before"], scene.facts["after"])
        assert scene.sentence == ("" if known else "none")


def test_blur_and_noise_do_what_they_say():
    pixels = textured(96, 96)
    assert blurred(pixels, 2).std() < pixels.std()
    flat = np.full((200, 200, 3), 128, np.uint8)
    assert noisy(flat, 10).std() == pytest.approx(10, rel=0.02)
    np.testing.assert_array_equal(noisy(flat, 10), noisy(flat, 10))


@pytest.mark.parametrize(("reveal", "columns"), [(0, 0), (25, 48), (100, 192)])
def test_the_students_result_is_revealed_from_the_left(shown, lessons, reveal, columns):
    pictures, _ = shown(f"lesson=8&photo=one&reveal={reveal}")
    revealed = pictures["revealed"]
    rainy, student = (lessons.photos.example("one", name) for name in ("input", "student"))
    np.testing.assert_array_equal(revealed[:, :columns], student[:, :columns])
    np.testing.assert_array_equal(revealed[:, columns:], rainy[:, columns:])
