import cv2
import numpy as np
import pytest
import torch

from ssidkd.learning.details import fine_detail


@pytest.mark.parametrize("sigma", [1.0, 2.0])
def test_fine_detail_is_what_a_gaussian_blur_takes_away(sigma):
    noise = np.random.default_rng(3).random((21, 34, 3), np.float32)
    side = 2 * round(3 * sigma) + 1
    blurred = cv2.GaussianBlur(noise, (side, side), sigma, borderType=cv2.BORDER_REFLECT_101)
    detail = fine_detail(torch.from_numpy(noise).permute(2, 0, 1)[None], sigma)
    assert np.allclose(detail[0].permute(1, 2, 0).numpy(), noise - blurred, atol=1e-6)


def test_what_is_the_same_everywhere_has_no_detail():
    assert fine_detail(torch.full((2, 3, 16, 16), 0.7), 2.0).abs().max() < 1e-6


def test_slow_changes_have_less_detail_than_fast_ones():
    across = torch.arange(64.0).expand(1, 1, 64, 64)
    fast, slow = ((6.2832 * across / period).sin() for period in (4, 32))
    assert fine_detail(fast, 2.0).abs().mean() > 5 * fine_detail(slow, 2.0).abs().mean()
