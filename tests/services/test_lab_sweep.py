import threading
import time

import numpy as np
import pytest

from ssidkd.core.derainer import DerainCancelled
from ssidkd.core.metrics import psnr_rgb
from ssidkd.core.rain import PRESETS, RAIN_CONTROLS, add_rain, on_controls
from ssidkd.core.rain.controls import turned
from ssidkd.services.lab_link import OWN, LabState
from ssidkd.services.lab_sweep import (
    CROP_SIDE,
    GEOMETRIC,
    SWEEPS,
    Span,
    SweepPoint,
    SweepProgress,
    crop_pair,
    failing_spans,
    sweep,
)
from tests.page_services import textured, tiny_deraining

STATE = LabState(photo=OWN, rain=PRESETS["light"], seed=3)


@pytest.fixture(scope="module")
def deraining():
    service = tiny_deraining()
    service.warm_up()
    return service


def points(*gains, student=5.0):
    return [
        SweepPoint(value=n, rainy=20.0, derained={"teacher": 20 + gain, "student": 20 + student})
        for n, gain in enumerate(gains)
    ]


@pytest.mark.parametrize("name", SWEEPS)
def test_a_sweep_goes_up_through_values_that_the_control_has(name):
    values = SWEEPS[name]
    assert 6 <= len(values) <= 8
    assert list(values) == sorted(set(values))
    for value in values:
        rain = turned(PRESETS["moderate"], name, value)
        assert getattr(rain, name) == value
        assert on_controls(rain) == rain
    assert values[-1] == RAIN_CONTROLS[name].high or name in ("veil", "wind")


def test_what_is_spaced_by_factors_does_not_begin_at_zero():
    assert all(SWEEPS[name][0] > 0 for name in GEOMETRIC)


def test_a_sweep_measures_every_value_against_the_truth(deraining):
    clean = textured(64, 96)
    events = list(sweep(deraining, clean, STATE, "amount", threading.Event()))
    found = [event for event in events if isinstance(event, SweepPoint)]
    assert [point.value for point in found] == list(SWEEPS["amount"])
    pair = crop_pair(clean, STATE, "amount", 0.1)
    student = deraining.derainer("student").derain(pair.rainy).derained
    assert found[2].rainy == psnr_rgb(pair.rainy, pair.clean)
    assert found[2].derained["student"] == psnr_rgb(student, pair.clean)
    assert found[0].rainy > found[-1].rainy
    shares = [event.done for event in events if isinstance(event, SweepProgress)]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, len(found))


def test_the_crop_is_the_middle_and_its_streaks_are_as_large_as_on_the_photo():
    clean = textured(600, 500)
    pair = crop_pair(clean, STATE, "veil", 0.0)
    assert pair.rainy.shape == (CROP_SIDE, CROP_SIDE, 3)
    np.testing.assert_array_equal(pair.clean, clean[172:428, 122:378])
    expected = add_rain(clean[172:428, 122:378], STATE.rain, 3, scale=500 / 400)
    np.testing.assert_array_equal(pair.rainy, expected.rainy)


def test_a_sweep_that_is_stopped_says_nothing_more(deraining):
    stop = threading.Event()
    events = sweep(deraining, textured(64, 96), STATE, "wind", stop)
    while not isinstance(next(events), SweepPoint):
        pass
    time.sleep(2)  # by now, other points wait to be told
    stop.set()
    assert isinstance(next(events), SweepProgress)  # of the point that was told
    with pytest.raises(DerainCancelled):
        next(events)


def test_what_cannot_be_swept_is_refused(deraining):
    with pytest.raises(KeyError):
        list(sweep(deraining, textured(64, 96), STATE, "hail", threading.Event()))


def test_a_network_fails_where_its_gain_is_below_the_threshold():
    assert failing_spans(points(3, 2, 1), "teacher") == ()
    assert failing_spans(points(3, 0.9, 0.5), "teacher") == (
        Span(low=1, high=2, from_first=False, to_last=True),
    )
    assert failing_spans(points(0, 2, -1, 0.99, 2), "teacher") == (
        Span(low=0, high=0, from_first=True, to_last=False),
        Span(low=2, high=3, from_first=False, to_last=False),
    )
    assert failing_spans(points(0, 0), "teacher") == (
        Span(low=0, high=1, from_first=True, to_last=True),
    )
    assert failing_spans(points(0, 0), "student") == ()
