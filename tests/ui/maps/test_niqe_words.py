import dataclasses

import numpy as np
import pytest

from ssidkd.services.explaining.scores import ScoreDifference, ScoreMap, Scores
from ssidkd.ui.maps.niqe_words import feature_names, score_rows, score_sentence
from ssidkd.ui.words import LANGUAGES

NOTHING = np.empty((0, 0))
SCORE = ScoreMap(
    value=4.0,
    reason=None,
    error=0.25,
    distances=NOTHING,
    shares=NOTHING,
    deviations=np.empty(0),
)


def sentence(score, language="en"):
    words = LANGUAGES[language]
    return score_sentence(score, words.maps.niqe, words.refusals)


def verdict(value, error):
    words = LANGUAGES["en"]
    difference = ScoreDifference(first="student", second="input", value=value, error=error)
    (row,) = score_rows(
        Scores(maps={}, differences=(difference,)), words.common.pictures, words.maps.niqe
    )
    return row


def test_a_score_stands_beside_its_spread():
    assert sentence(SCORE) == "NIQE 4.00 ± 0.50"
    assert sentence(dataclasses.replace(SCORE, error=None)) == "NIQE 4.00"


def test_where_there_is_no_score_there_are_words():
    reason = "This picture is too flat for NIQE: nothing to see."
    assert sentence(dataclasses.replace(SCORE, value=None, reason=reason)) == reason


def test_a_difference_within_two_standard_errors_says_nothing():
    name, value, spread, says = verdict(-0.4, 0.25)
    assert (name.split()[0], name.split()[-1]) == ("Student", "Input")
    assert (value, spread) == ("-0.40", "± 0.50")
    assert says == LANGUAGES["en"].maps.niqe.unclear


def test_a_larger_difference_is_more_than_chance():
    assert verdict(-0.6, 0.25)[3] == LANGUAGES["en"].maps.niqe.clear


def test_a_difference_without_a_known_spread_says_nothing():
    words = LANGUAGES["en"].maps.niqe
    assert verdict(-9.0, None)[2:] == (words.unknown, words.difference_unknown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_feature_has_a_name_of_its_own(language):
    names = feature_names(LANGUAGES[language].maps.niqe)
    assert len(names) == len(set(names)) == 36
