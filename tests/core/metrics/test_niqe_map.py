import dataclasses

import numpy as np
import pytest

from ssidkd.core.metrics import PristineModel, niqe
from ssidkd.core.metrics.niqe import NiqeResult
from ssidkd.core.metrics.niqe_map import (
    MOST_GROUPS,
    block_shares,
    feature_deviations,
    jackknife_error,
    left_out_scores,
)
from tests.page_services import textured

STANDARD = PristineModel(mean=np.zeros(36), covariance=np.eye(36))


def result_of(features):
    """Return a result with these features of its blocks; its value only says that there is one."""
    return NiqeResult(value=1.0, reason=None, block_features=features)


def two_blocks():
    """Return two blocks that differ from the model in the first feature alone: by 1 and by 3."""
    features = np.zeros((1, 2, 36))
    features[0, :, 0] = [1.0, 3.0]
    return features


def test_the_shares_of_two_blocks():
    # Mean 2; pooled variance of the first feature (1 + 2) / 2, so the score is 2 / sqrt(1.5).
    shares = block_shares(result_of(two_blocks()), STANDARD)
    score = 2 / np.sqrt(1.5)
    np.testing.assert_allclose(shares, [[score / 2, 3 * score / 2]])


def test_a_block_on_the_other_side_of_the_model_counts_below_zero():
    features = two_blocks()
    features[0, 0, 0] = -1.0
    assert block_shares(result_of(features), STANDARD)[0, 0] < 0


@pytest.mark.parametrize("size", [(96, 192), (300, 400)])
def test_the_mean_share_is_the_score(size):
    result = niqe(textured(*size))
    assert block_shares(result).mean() == pytest.approx(result.value, rel=1e-9)


def test_the_mean_share_is_the_score_also_with_flat_blocks():
    pixels = textured(288, 288)
    pixels[:112, :112] = 77  # with what its windows see beside it
    result = niqe(pixels)
    assert np.isnan(result.block_features[0, 0]).any()
    assert block_shares(result).mean() == pytest.approx(result.value, rel=1e-9)


def test_a_picture_without_a_score_has_no_shares_and_no_spread():
    result = niqe(np.full((192, 192, 3), 9, np.uint8))
    assert result.value is None
    assert np.isnan(block_shares(result)).all()
    assert left_out_scores(result) is None


def test_a_picture_as_the_model_has_shares_of_nothing():
    shares = block_shares(result_of(np.zeros((2, 2, 36))), STANDARD)
    np.testing.assert_array_equal(shares, 0)


def test_leaving_a_group_out_gives_the_score_of_the_rest():
    result = niqe(textured(96 * 2, 96 * 4))
    scores = left_out_scores(result)
    assert scores.shape == (8,)
    features = result.block_features.reshape(1, 8, 36)
    rest = result_of(features[:, 1:])
    assert scores[0] == pytest.approx(block_shares(rest).mean(), rel=1e-9)


def test_equal_blocks_leave_no_doubt():
    features = np.broadcast_to(two_blocks()[:, :1], (2, 5, 36)).copy()
    scores = left_out_scores(result_of(features), STANDARD)
    assert jackknife_error(scores) == pytest.approx(0, abs=1e-9)


def test_large_pictures_are_left_out_in_groups():
    rng = np.random.default_rng(0)
    features = rng.standard_normal((13, 10, 36))
    assert left_out_scores(result_of(features), STANDARD).shape == (MOST_GROUPS,)


def test_few_blocks_have_no_spread():
    features = np.random.default_rng(0).standard_normal((1, 5, 36))
    assert left_out_scores(result_of(features), STANDARD) is None


def test_the_spread_shrinks_with_the_number_of_blocks():
    rng = np.random.default_rng(0)
    few, many = rng.standard_normal((4, 4, 36)) + 1, rng.standard_normal((16, 16, 36)) + 1
    errors = [jackknife_error(left_out_scores(result_of(each), STANDARD)) for each in (few, many)]
    assert errors[1] < errors[0] / 2


def test_the_jackknife_of_a_mean_is_its_standard_error():
    values = np.array([1.0, 2.0, 4.0, 9.0])
    left_out = (values.sum() - values) / 3
    expected = values.std(ddof=1) / np.sqrt(4)
    assert jackknife_error(left_out) == pytest.approx(expected)


def test_deviations_are_in_standard_deviations_of_the_model():
    model = dataclasses.replace(STANDARD, covariance=np.eye(36) * 4)
    deviations = feature_deviations(result_of(two_blocks()), model)
    np.testing.assert_allclose(deviations, [1.0] + [0.0] * 35)
