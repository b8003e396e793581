import math

import numpy as np
import pytest

from ssidkd.core.dark_channel import measure_dark_channel
from ssidkd.core.metrics import niqe
from ssidkd.services.comparing import Pane
from ssidkd.services.comparison import Comparison
from ssidkd.services.photos import at_most
from ssidkd.services.truth import TruthSizeError, with_truth
from tests.page_services import textured


def pane(name, pixels):
    dark = measure_dark_channel(pixels)
    return Pane(name=name, pixels=pixels, dark=dark, niqe=None, niqe_reason="Too small.")


def comparison(rainy, full_size=None):
    panes = {name: pane(name, rainy) for name in ("input", "student")}
    return Comparison(panes=panes, full_size=full_size)


def test_every_picture_is_measured_against_the_truth():
    truth = np.full((40, 60, 3), 100, np.uint8)
    rainy = truth + np.uint8(10)
    extended = with_truth(comparison(rainy), truth, niqe)
    assert list(extended.panes) == ["input", "student", "truth"]
    for name in ("input", "student"):
        # A difference of 10 of 255 everywhere.
        assert extended.panes[name].psnr == pytest.approx(20 * math.log10(255 / 10))
        assert 0 < extended.panes[name].ssim < 1
    assert extended.panes["truth"].psnr is None
    assert extended.panes["truth"].niqe_reason == niqe(truth).reason


def test_a_second_truth_takes_the_place_of_the_first():
    rainy = textured(40, 60)
    first = with_truth(comparison(rainy), textured(40, 60, seed=1), niqe)
    second = with_truth(first, rainy, niqe)
    assert list(second.panes) == ["input", "student", "truth"]
    assert second.panes["student"].psnr == 100.0  # identical


def test_a_truth_of_the_whole_photo_is_made_smaller_as_the_photo_was():
    photo = textured(301, 499)
    small = at_most(photo, 60_000)
    extended = with_truth(comparison(small, full_size=(499, 301)), photo, niqe)
    np.testing.assert_array_equal(extended.pixels("truth"), small)
    assert extended.panes["input"].psnr == 100.0


@pytest.mark.parametrize("full_size", [None, (600, 400)])
def test_a_truth_of_another_size_is_refused_with_the_size_it_should_have(full_size):
    with pytest.raises(TruthSizeError) as refusal:
        with_truth(comparison(textured(40, 60), full_size), textured(60, 40), niqe)
    assert refusal.value.given == (40, 60)
    assert refusal.value.wanted == (full_size or (60, 40))
