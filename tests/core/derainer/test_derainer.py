import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch

from ssidkd.core.derainer import (
    DerainCancelled,
    Derainer,
    DerainError,
    DerainOutOfMemoryError,
    PictureTooSmallError,
)
from ssidkd.core.picture import to_batch, to_pixels


def exact(network, **options):
    """Build a derainer whose numbers can be compared."""
    return Derainer(network, device="cpu", precision="float32", **options)


def test_one_pass_is_what_the_network_makes_of_the_picture(tiny_network, noise):
    pixels = noise(96, 128)
    result = exact(tiny_network).derain(pixels)
    with torch.inference_mode():
        expected = tiny_network(to_batch(pixels))
    np.testing.assert_allclose(result.rain, expected.rain[0].permute(1, 2, 0), atol=1e-5)
    np.testing.assert_allclose(result.code, expected.code[0], atol=1e-5)
    assert abs(result.derained.astype(int) - to_pixels(expected.derained)).max() <= 1
    assert (result.tiles, result.device, result.precision) == (1, "cpu", "float32")
    assert result.notices == ()
    assert result.seconds > 0


@pytest.mark.parametrize(
    ("height", "width"), [(32, 32), (33, 47), (101, 75), (427, 641), (997, 661), (1024, 1024)]
)
@pytest.mark.parametrize("tile", [None, 256])
def test_constant_rain_is_taken_off_everywhere_at_the_same_size(
    constant_rain, noise, height, width, tile
):
    pixels = noise(height, width)
    result = exact(constant_rain, tile=tile).derain(pixels)
    steps = np.array([64, 128, 32])
    np.testing.assert_allclose(result.rain * 255, np.broadcast_to(steps, pixels.shape), atol=1e-4)
    assert (result.derained == (pixels.astype(int) - steps).clip(0, 255)).all()
    assert result.derained.dtype == np.uint8
    assert (result.tiles > 1) == (tile is not None and max(height, width) > 256)


@pytest.mark.parametrize(("height", "width"), [(1024, 1024), (997, 661)])
def test_tiles_give_what_one_pass_gives_where_they_see_as_far(cheap_network, noise, height, width):
    pixels = noise(height, width)
    whole = exact(cheap_network).derain(pixels)
    tiled = exact(cheap_network, tile=800, overlap=384).derain(pixels)
    assert whole.rain.std() > 1e-3
    assert (whole.tiles, tiled.tiles > 1) == (1, True)
    np.testing.assert_allclose(tiled.rain, whole.rain, atol=1e-5)
    assert tiled.code is None


def test_pooling_falls_on_the_same_pixels_in_a_tile(tiny_network, noise):
    pixels = noise(450, 320)
    whole = exact(tiny_network).derain(pixels)
    tiled = exact(tiny_network, tile=256).derain(pixels)
    assert tiled.tiles == 6
    assert abs(tiled.rain - whole.rain).max() < 0.02 * whole.rain.std()


@pytest.mark.parametrize("precision", ["float32", "bf16"])
@pytest.mark.parametrize("content", ["black", "white", "grey", "checkerboard", "noise"])
def test_odd_pictures_come_back_finite(tiny_network, noise, content, precision):
    board = np.indices((70, 90)).sum(axis=0)[..., None] % 2 * np.full(3, 255)
    pixels = {
        "black": np.zeros((70, 90, 3), np.uint8),
        "white": np.full((70, 90, 3), 255, np.uint8),
        "grey": np.full((70, 90, 3), 127, np.uint8),
        "checkerboard": board.astype(np.uint8),
        "noise": noise(70, 90),
    }[content]
    result = Derainer(tiny_network, device="cpu", precision=precision).derain(pixels)
    assert result.derained.shape == pixels.shape
    assert result.derained.dtype == np.uint8
    assert np.isfinite(result.rain).all()


def test_bf16_stays_within_one_step_of_float32_on_average(tiny_network, noise):
    pixels = noise(128, 128)
    quick = Derainer(tiny_network, device="cpu", precision="bf16").derain(pixels)
    slow = exact(tiny_network).derain(pixels)
    assert quick.precision == "bf16"
    assert abs(quick.rain - slow.rain).mean() <= 1 / 255


def test_bgr_network_gets_bgr_and_the_caller_rgb(tiny_network, noise):
    pixels = noise(64, 64)
    turned = exact(tiny_network, channel_order="bgr").derain(pixels)
    plain = exact(tiny_network).derain(pixels[..., ::-1])
    assert (turned.derained == plain.derained[..., ::-1]).all()
    assert (turned.rain == plain.rain[..., ::-1]).all()


@pytest.mark.parametrize(("height", "width"), [(31, 64), (64, 31), (1, 1)])
def test_pictures_below_32_pixels_are_refused_with_their_size(tiny_network, noise, height, width):
    with pytest.raises(PictureTooSmallError, match=f"{width} x {height}"):
        exact(tiny_network).derain(noise(height, width))


def test_values_that_are_not_numbers_are_never_shown(tiny_network, noise):
    torch.nn.init.constant_(tiny_network.tail[0].bias, float("inf"))
    with pytest.raises(DerainError, match="not numbers"):
        exact(tiny_network).derain(noise(32, 32))


def test_progress_is_told_after_every_tile(constant_rain, noise):
    told = []
    result = exact(constant_rain, tile=128).derain(noise(200, 256), report=told.append)
    assert [progress.done for progress in told] == list(range(1, result.tiles + 1))
    assert {progress.total for progress in told} == {result.tiles}
    assert all(progress.seconds_left > 0 for progress in told[:-1])
    assert told[-1].seconds_left == 0


def test_time_is_estimated_from_the_speed_of_the_last_picture(constant_rain, noise):
    derainer = exact(constant_rain)
    assert derainer.estimate_seconds(512, 512) is None
    derainer.derain(noise(256, 256))
    small, large = derainer.estimate_seconds(512, 512), derainer.estimate_seconds(1024, 512)
    assert small > 0
    assert large == pytest.approx(2 * small)


def test_work_stops_between_tiles_when_asked(constant_rain, noise):
    told = []
    with pytest.raises(DerainCancelled):
        exact(constant_rain, tile=128).derain(
            noise(256, 256), report=told.append, should_stop=lambda: len(told) == 2
        )
    assert len(told) == 2


def test_waiting_for_a_turn_stops_when_asked(constant_rain, noise):
    asked = threading.Event()
    derainer = exact(constant_rain, passes=threading.Semaphore(0))
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(derainer.derain, noise(32, 32), should_stop=asked.is_set)
        time.sleep(0.2)
        assert not waiting.done()
        asked.set()
        with pytest.raises(DerainCancelled):
            waiting.result(timeout=5)


def test_turn_is_given_back_after_an_error(tiny_network, noise):
    passes = threading.Semaphore(1)
    torch.nn.init.constant_(tiny_network.tail[0].bias, float("inf"))
    derainer = exact(tiny_network, passes=passes)
    for _ in range(2):
        with pytest.raises(DerainError):
            derainer.derain(noise(32, 32))
    assert passes.acquire(blocking=False)


@pytest.mark.parametrize("allowed", [1, 2])
def test_no_more_passes_run_at_once_than_allowed(gauged_network, noise, allowed):
    passes = threading.Semaphore(allowed)
    derainers = [exact(gauged_network, tile=128, passes=passes) for _ in range(2)]
    with ThreadPoolExecutor(8) as pool:
        jobs = [pool.submit(derainers[i % 2].derain, noise(200, 64)) for i in range(8)]
        results = [job.result() for job in jobs]
    assert gauged_network.gauge.most == allowed
    assert gauged_network.gauge.passes == sum(result.tiles for result in results)
    assert all((result.derained == results[0].derained).all() for result in results)


def test_one_pass_at_a_time_is_the_rule(gauged_network, noise):
    derainer = exact(gauged_network)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(derainer.derain, [noise(64, 64)] * 4))
    assert gauged_network.gauge.most == 1


@pytest.mark.parametrize("error", [torch.OutOfMemoryError, RuntimeError, MemoryError])
def test_tiles_are_halved_until_they_fit_and_it_is_said(hungry_network, noise, error):
    network = hungry_network(200 * 200, error)
    result = exact(network).derain(noise(500, 600))
    assert network.tried[:3] == [512 * 608, 288 * 288, 128 * 128]
    assert result.tiles > 1
    assert any("128" in notice for notice in result.notices)


def test_tile_that_is_larger_than_the_picture_is_halved_from_the_pictures_size(
    hungry_network, noise
):
    network = hungry_network(200 * 200)
    exact(network, tile=4096).derain(noise(500, 600))
    assert network.tried[:2] == [512 * 608, 288 * 288]


def test_halved_tiles_give_the_whole_picture(hungry_network, noise):
    pixels = noise(300, 260)
    hungry, sated = hungry_network(128 * 128), hungry_network(10**9)
    sated.load_state_dict(hungry.state_dict())
    short, plenty = exact(hungry).derain(pixels), exact(sated).derain(pixels)
    assert short.tiles > plenty.tiles == 1
    assert abs(short.rain - plenty.rain).max() < 0.05


def test_picture_that_fits_nowhere_is_refused_in_words(hungry_network, noise):
    network = hungry_network(100)
    with pytest.raises(DerainOutOfMemoryError, match="Try a smaller one"):
        exact(network).derain(noise(300, 300))
    assert network.tried == [320 * 320, 160 * 160, 128 * 128]


def test_next_picture_works_after_one_that_did_not_fit(hungry_network, noise):
    derainer = exact(hungry_network(64 * 64))
    with pytest.raises(DerainOutOfMemoryError):
        derainer.derain(noise(300, 300))
    assert derainer.derain(noise(64, 64)).tiles == 1


def test_processor_takes_over_where_an_accelerator_has_no_room(hungry_network, noise):
    network = hungry_network(10**9)
    derainer = exact(network)
    derainer.device = torch.device("meta")  # stands for an accelerator that is always full
    result = derainer.derain(noise(300, 300))
    assert network.tried == [320 * 320, 160 * 160, 128 * 128, 320 * 320]
    assert result.device == "cpu"
    assert any("ran out of memory" in notice for notice in result.notices)


def test_errors_that_are_not_about_memory_pass_through(tiny_network):
    with pytest.raises(ValueError, match="uint8"):
        exact(tiny_network).derain(np.zeros((64, 64, 3), np.float32))
