import threading

import numpy as np
import pytest

from ssidkd.core.derainer import DerainCancelled, DerainError
from ssidkd.services.explaining.codes import (
    PIXEL_LIMIT,
    CodePair,
    CodeProgress,
    CodeService,
    coded_copy,
)
from ssidkd.services.explaining.losses import loss_values
from tests.page_services import textured, tiny_deraining


@pytest.fixture(scope="module")
def deraining():
    return tiny_deraining()


@pytest.fixture
def service(deraining):
    return CodeService(deraining)


def pair_of(service, photo, synthetic):
    *progress, pair = service.codes(photo, synthetic, threading.Event())
    assert isinstance(pair, CodePair)
    assert all(isinstance(event, CodeProgress) for event in progress)
    return pair, progress


def test_both_pictures_have_codes_of_both_networks(service, deraining):
    photo, synthetic = textured(64, 96), textured(70, 200, 1)
    pair, progress = pair_of(service, photo, synthetic)
    assert [event.done for event in progress] == [0, 1, 2, 3]
    np.testing.assert_array_equal(pair.photo, photo)
    assert pair.synthetic.shape == photo.shape
    for role in ("teacher", "student"):
        expected = deraining.derainer(role).derain(photo)
        np.testing.assert_array_equal(pair.photo_codes[role].code, expected.code)
        np.testing.assert_array_equal(pair.photo_codes[role].derained, expected.derained)
        assert pair.synthetic_codes[role].code.shape == (4, 16, 24)


def test_what_was_computed_once_is_remembered(service):
    photo = textured(64, 96)
    first, _ = pair_of(service, photo, textured(64, 96, 1))
    second, _ = pair_of(service, photo, textured(64, 96, 2))
    assert second.photo_codes["student"] is first.photo_codes["student"]
    assert second.synthetic_codes["student"] is not first.synthetic_codes["student"]


def test_a_stop_ends_it(service):
    stop = threading.Event()
    stop.set()
    with pytest.raises(DerainCancelled):
        list(service.codes(textured(64, 96), textured(64, 96, 1), stop))


def test_a_picture_that_is_too_small_is_refused_in_words(service):
    with pytest.raises(DerainError, match="at least 32"):
        list(service.codes(textured(20, 96), textured(64, 96), threading.Event()))


@pytest.mark.parametrize(
    ("size", "copy"),
    [((64, 96), (64, 96)), ((70, 100), (64, 96)), ((20, 96), (20, 96)), ((40, 33), (32, 32))],
)
def test_copies_need_no_filling_up(size, copy):
    assert coded_copy(textured(*size)).shape[:2] == copy


def test_copies_of_large_photos_are_small():
    height, width, _ = coded_copy(textured(900, 1300)).shape
    assert height * width <= PIXEL_LIMIT
    assert height % 32 == width % 32 == 0


def test_a_photo_does_not_diverge_from_itself(service):
    photo = textured(64, 96)
    pair, _ = pair_of(service, photo, photo)
    for form in ("mean", "paper"):
        values = loss_values(pair, form)
        assert values["student"].divergence == pytest.approx(0, abs=1e-6)
        assert values["student"].divergence_from_teacher > 0
        assert values["input"].divergence is None


def test_the_terms_of_a_flat_picture(service):
    flat = np.full((64, 96, 3), 51, np.uint8)
    pair, _ = pair_of(service, flat, textured(64, 96))
    means, sums = loss_values(pair, "mean")["input"], loss_values(pair, "paper")["input"]
    assert means.dark_channel == pytest.approx(0.2)
    assert sums.dark_channel == pytest.approx(0.2 * 64 * 96)
    assert means.total_variation == sums.total_variation == 0
