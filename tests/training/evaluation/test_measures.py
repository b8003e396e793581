"""The measures of one picture are those of the metrics module, plus a sharpness."""

import numpy as np
import pytest

from ssidkd.core.dark_channel import measure_dark_channel
from ssidkd.core.metrics import niqe, psnr_rgb, psnr_y, ssim_rgb, ssim_y
from training.evaluation.measures import measure, sharpness

WORDS = {"method": "m", "condition": "c", "picture": "p", "seconds": 0.5}


def test_every_number_is_that_of_the_metrics_module():
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 256, (96, 200, 3), np.uint8)
    pixels = np.clip(truth + rng.integers(-9, 10, truth.shape), 0, 255).astype(np.uint8)
    measured = measure(pixels, truth, **WORDS)
    assert measured.psnr_rgb == psnr_rgb(pixels, truth)
    assert measured.ssim_rgb == ssim_rgb(pixels, truth)
    assert measured.psnr_y == psnr_y(pixels, truth)
    assert measured.ssim_y == ssim_y(pixels, truth)
    assert measured.niqe == niqe(pixels).value
    assert measured.dark_mean == measure_dark_channel(pixels).mean
    assert (measured.method, measured.condition, measured.picture) == ("m", "c", "p")
    assert measured.seconds == 0.5


def test_without_truth_only_what_needs_none_is_measured():
    measured = measure(np.zeros((64, 64, 3), np.uint8), None, **WORDS)
    assert measured.psnr_rgb is measured.ssim_y is measured.niqe is None
    assert "too small" in measured.niqe_reason
    assert measured.dark_mean == measured.sharpness == 0


def test_the_sharpness_of_a_ramp_is_its_slope():
    ramp = np.zeros((5, 6, 3), np.uint8)
    ramp += (3 * np.arange(6, dtype=np.uint8))[None, :, None]
    ramp += (4 * np.arange(5, dtype=np.uint8))[:, None, None]
    assert sharpness(ramp) == pytest.approx(5)  # 3 to the right, 4 down


def test_blur_lowers_the_sharpness():
    sharp = np.random.default_rng(1).integers(0, 256, (64, 64, 3), np.uint8)
    blurred = ((sharp[:-1].astype(int) + sharp[1:]) // 2).astype(np.uint8)
    assert sharpness(blurred) < 0.9 * sharpness(sharp)
