import numpy as np
import pytest

from ssidkd.core.metrics import psnr_rgb
from ssidkd.services.lessons.rainy import judged, seen_by, veiled_by_depth, with_wires
from tests.page_services import textured


def levels(pictures, name):
    return pictures[name].astype(np.int64)


def test_without_rain_the_sum_is_the_clean_photo(shown):
    pictures, scene = shown("lesson=1&amount=0")
    np.testing.assert_array_equal(pictures["sum"], pictures["clean"])
    assert not pictures["layer"].any()
    assert scene.facts["r"] == 0
    assert scene.facts["clipped"] == 0


@pytest.mark.parametrize("amount", [1, 4, 10])
def test_the_sum_is_photo_plus_layer_cut_off_at_white(shown, amount):
    pictures, scene = shown(f"lesson=1&amount={amount}")
    total = levels(pictures, "clean") + levels(pictures, "layer")
    np.testing.assert_array_equal(pictures["sum"], np.minimum(total, 255))
    facts = scene.facts
    assert facts["o"] == min(facts["b"] + facts["r"], 255)
    row, column = scene.figures[0].mark
    assert facts["b"] == pictures["clean"][row, column, 1]
    assert facts["o"] == pictures["sum"][row, column, 1]


def test_more_rain_only_adds(shown):
    less, more = (shown(f"lesson=1&amount={amount}")[0]["layer"] for amount in (2, 5))
    assert (more >= less).all()
    assert (more > less).any()


def test_the_marked_pixel_shows_rain_from_the_first_shower_on(shown):
    assert shown("lesson=1&amount=1")[1].facts["r"] > 0


def test_a_pair_is_the_photo_with_and_without_rain(shown):
    pictures, scene = shown("lesson=2&rain=light&draw=1")
    clean, _ = shown("lesson=1&amount=0")
    np.testing.assert_array_equal(pictures["wanted"], clean["clean"])
    assert (pictures["shown"] >= pictures["wanted"]).all()
    assert scene.facts["psnr"] == psnr_rgb(pictures["shown"], pictures["wanted"])


def test_another_draw_and_another_rain_give_other_pictures(shown):
    asked = ("rain=light&draw=1", "rain=light&draw=2", "rain=heavy&draw=1")
    first, second, third = (shown(f"lesson=2&{query}")[0]["shown"] for query in asked)
    assert (first != second).any()
    assert (first != third).any()


def test_without_veil_and_camera_nothing_is_left_but_the_photo(shown):
    pictures, scene = shown("lesson=3&veil=0&camera=none")
    np.testing.assert_array_equal(pictures["streaks"], pictures["realistic"])
    assert scene.sentence == "same"
    _, veiled = shown("lesson=3&veil=10&camera=none")
    assert veiled.sentence == ""


def test_the_veil_is_what_streaks_leave(shown):
    psnr = [shown(f"lesson=3&veil={veil}")[1].facts["psnr"] for veil in (10, 40, 80)]
    assert psnr[0] > psnr[1] > psnr[2]


def test_a_veil_thins_towards_the_lower_edge():
    black = np.zeros((11, 4, 3), np.uint8)
    veiled = veiled_by_depth(black, 0.5)
    assert veiled[0, 0, 0] == round(0.5 * 0.78 * 255)
    assert veiled[-1, 0, 0] == round(0.5 * 0.3 * 0.78 * 255)
    assert (np.diff(veiled[:, 0, 0].astype(int)) < 0).all()


def test_cameras_change_the_picture_the_same_way_each_time():
    pixels = textured(64, 96)
    np.testing.assert_array_equal(seen_by(pixels, "none"), pixels)
    for camera in ("grain", "lens"):
        assert (seen_by(pixels, camera) != pixels).any()
        np.testing.assert_array_equal(seen_by(pixels, camera), seen_by(pixels, camera))


def test_longer_wires_cover_more_and_leave_the_rest_alone():
    black = np.zeros((200, 300, 3), np.uint8)
    short, long = ((with_wires(black, length) > 0).sum() for length in (20, 300))
    assert 0 < short < long < black.size / 10
    assert not black.any()


def test_the_networks_get_rain_wires_or_nothing(shown):
    for scene, is_harmless in (("rain", False), ("wires", True), ("nothing", True)):
        pictures, told = shown(f"lesson=7&scene={scene}")
        assert told.task is pictures["task"]
        assert np.array_equal(pictures["truth"], pictures["task"]) == is_harmless
        assert told.facts["before"] == psnr_rgb(pictures["task"], pictures["truth"])


def test_results_complete_the_scene(shown):
    pictures, scene = shown("lesson=7&scene=wires")
    worse = pictures["task"] // 2
    done = judged(scene, {"teacher": pictures["truth"], "student": worse}, with_rain=False)
    assert [figure.name for figure in done.figures] == ["truth", "task", "teacher", "student"]
    assert done.sentence == "harm"
    assert done.facts["teacher"] == 100
    assert done.facts["student"] == psnr_rgb(worse, pictures["truth"])
