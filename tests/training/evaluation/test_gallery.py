"""The gallery keeps the worst and the best pictures, whatever order they come in."""

import numpy as np
import pytest

from training.evaluation.conditions import Condition
from training.evaluation.gallery import Gallery, Shown
from training.evaluation.measures import PictureScore


def shown(picture, *, psnr=None, niqe=None):
    score = PictureScore(
        method="m", condition="c", picture=picture, psnr_rgb=psnr, ssim_rgb=None, psnr_y=None,
        ssim_y=None, niqe=niqe, niqe_reason=None, dark_mean=0.0, sharpness=0.0, seconds=None,
    )  # fmt: skip
    pixels = np.zeros((1, 1, 3), np.uint8)
    return Shown(condition="c", picture=picture, scores=(score,), pictures=(pixels,), truth=None)


def kept(each, pictures):
    gallery = Gallery(each)
    for one in pictures:
        gallery.show(Condition(name="c", pictures=()), one)
    return [one.picture for one in gallery.worst_and_best()]


@pytest.mark.parametrize("order", [[0, 1, 2, 3, 4], [4, 0, 3, 1, 2], [2, 3, 4, 1, 0]])
def test_the_worst_and_the_best_by_psnr_stay(order):
    assert kept(1, [shown(str(n), psnr=20.0 + n) for n in order]) == ["0", "4"]
    assert kept(2, [shown(str(n), psnr=20.0 + n) for n in order]) == ["0", "1", "3", "4"]


def test_without_truth_the_lowest_niqe_is_the_best():
    assert kept(1, [shown(str(n), niqe=3.0 + n) for n in range(4)]) == ["3", "0"]
    assert kept(1, [shown("none"), shown("a", niqe=9.0), shown("b", niqe=3.0)]) == ["none", "b"]


def test_few_pictures_all_stay_and_none_are_kept_for_nobody():
    assert kept(2, [shown("1", psnr=1.0), shown("2", psnr=2.0)]) == ["1", "2"]
    assert kept(0, [shown("1", psnr=1.0)]) == []
