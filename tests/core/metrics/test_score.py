from dataclasses import asdict

import numpy as np
import pytest

from ssidkd.core.metrics import NotComparableError, niqe, psnr_rgb, psnr_y, score, ssim_rgb, ssim_y

PICTURE = np.random.default_rng(0).integers(0, 256, (100, 200, 3)).astype(np.uint8)


def test_without_a_reference_there_is_niqe_alone():
    assert asdict(score(PICTURE)) == {
        "niqe": niqe(PICTURE).value,
        "niqe_reason": None,
        "psnr_rgb": None,
        "ssim_rgb": None,
        "psnr_y": None,
        "ssim_y": None,
    }


def test_with_a_reference_there_are_both_conventions():
    reference = PICTURE // 2
    found = score(PICTURE, reference)
    assert (found.psnr_rgb, found.ssim_rgb, found.psnr_y, found.ssim_y) == tuple(
        metric(PICTURE, reference) for metric in (psnr_rgb, ssim_rgb, psnr_y, ssim_y)
    )


def test_a_small_picture_is_scored_without_niqe_and_says_why():
    small = PICTURE[:64, :64]
    found = score(small, small)
    assert (found.niqe, found.psnr_rgb) == (None, 100)
    assert found.niqe_reason == niqe(small).reason


def test_a_reference_of_another_size_is_refused():
    with pytest.raises(NotComparableError, match="same size"):
        score(PICTURE, PICTURE[:99])
