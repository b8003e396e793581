import math

import numpy as np
import pytest

from ssidkd.core.metrics.features import (
    block_features,
    block_moments,
    fit_asymmetric,
    sample_moments,
)


def fit(samples):
    return fit_asymmetric(sample_moments(np.atleast_2d(samples)))


def test_the_fit_finds_shape_and_scale_of_a_gaussian():
    samples = 3 * np.random.default_rng(0).standard_normal(400_000)
    found = fit(samples)
    scale = 3 * math.sqrt(2)  # deviation * sqrt(gamma(1/2) / gamma(3/2))
    assert found.shape[0] == pytest.approx(2, abs=0.03)
    assert (found.left[0], found.right[0]) == pytest.approx((scale, scale), rel=0.02)


def test_the_fit_finds_a_laplacian_with_two_different_sides():
    rng = np.random.default_rng(0)
    # A share of 1/3 on the left makes the density continuous at 0: the scales are 1 and 2.
    samples = np.concatenate((-rng.exponential(1, 100_000), rng.exponential(2, 200_000)))
    found = fit(samples)
    assert found.shape[0] == pytest.approx(1, abs=0.03)
    assert (found.left[0], found.right[0]) == pytest.approx((1, 2), rel=0.02)
    assert found.mean[0] == pytest.approx((2 - 1) * math.gamma(2) / math.gamma(1), rel=0.03)


def test_two_equal_and_opposite_values_have_the_largest_shape():
    # |x| is constant, so the ratio is 1 and beyond the grid; both deviations are 5.
    found = fit([5.0, -5.0])
    scale = 5 * math.sqrt(math.gamma(0.1) / math.gamma(0.3))
    assert found.shape[0] == 10
    assert (found.left[0], found.right[0]) == pytest.approx((scale, scale))


@pytest.mark.parametrize("samples", [[0.0, 0.0], [1.0, 2.0], [-1.0, 0.0]])
def test_a_sample_with_an_empty_side_has_the_first_shape_and_no_scale_there(samples):
    found = fit(samples)
    assert found.shape[0] == 0.2
    assert math.isnan(found.left[0] + found.right[0])


def test_neighbours_wrap_around_inside_their_block():
    rng = np.random.default_rng(0)
    blocks = rng.standard_normal((4, 8, 8))
    moments = block_moments(blocks)
    for sample, shift in enumerate([(0, 1), (1, 0), (1, 1), (1, -1)], start=1):
        products = blocks * np.roll(blocks, shift, axis=(1, 2))
        np.testing.assert_allclose(moments[:, sample], sample_moments(products.reshape(4, -1)))


def test_every_block_has_its_own_features_however_many_there_are():
    blocks = np.random.default_rng(0).standard_normal((9, 96, 96))  # more than one group
    together = block_features(block_moments(blocks))
    alone = [block_features(block_moments(blocks[i : i + 1])) for i in range(9)]
    assert together.shape == (9, 18)
    assert (together == np.concatenate(alone)).all()
