import numpy as np
import pytest

from ssidkd.core.dark_channel import measure_dark_channel
from ssidkd.core.metrics import niqe
from ssidkd.services.comparing import Pane
from ssidkd.services.comparison import Comparison
from ssidkd.services.explaining.scores import explain_scores
from tests.page_services import textured


def compared(**pictures):
    panes = {}
    for name, pixels in pictures.items():
        dark = measure_dark_channel(pixels)
        panes[name] = Pane(name=name, pixels=pixels, dark=dark, niqe=None, niqe_reason=None)
    return Comparison(panes=panes)


def test_every_picture_has_its_score_its_maps_and_its_spread():
    pixels = textured(200, 400)
    score = explain_scores(compared(input=pixels)).maps["input"]
    assert score.value == niqe(pixels).value
    assert score.shares.shape == score.distances.shape == (2, 4)
    assert score.shares.mean() == pytest.approx(score.value)
    assert score.error > 0
    assert score.deviations.shape == (36,)


def test_a_picture_does_not_differ_from_itself():
    pixels = textured(200, 400)
    (difference,) = explain_scores(compared(input=pixels, student=pixels)).differences
    assert (difference.first, difference.second) == ("student", "input")
    assert (difference.value, difference.error) == (0.0, 0.0)
    assert not difference.is_clear


def test_differences_are_told_from_input_and_from_teacher():
    shown = {name: textured(200, 400, seed) for seed, name in enumerate(("input", "teacher"))}
    scores = explain_scores(compared(**shown, student=textured(200, 400, 7)))
    pairs = [(each.first, each.second) for each in scores.differences]
    assert pairs == [("teacher", "input"), ("student", "input"), ("student", "teacher")]
    values = [scores.maps[name].value for name in ("teacher", "input")]
    assert scores.differences[0].value == values[0] - values[1]


def test_a_small_picture_has_words_and_no_numbers():
    score = explain_scores(compared(input=textured(90, 90))).maps["input"]
    assert (score.value, score.error) == (None, None)
    assert "too small" in score.reason
    assert score.shares.size == 0
    assert np.isnan(score.deviations).all()


def test_a_picture_of_few_blocks_has_a_score_without_a_spread():
    shown = {"input": textured(96, 192), "teacher": textured(96, 192, 1)}
    scores = explain_scores(compared(**shown))
    assert scores.maps["input"].value is not None
    assert scores.maps["input"].error is None
    (difference,) = scores.differences
    assert difference.error is None
    assert not difference.is_clear


def test_a_flat_picture_differs_from_nothing():
    flat = np.full((200, 400, 3), 80, np.uint8)
    scores = explain_scores(compared(input=textured(200, 400), teacher=flat))
    assert scores.differences == ()
    assert np.isnan(scores.maps["teacher"].shares).all()
