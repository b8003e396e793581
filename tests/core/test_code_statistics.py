import math

import numpy as np
import pytest
import torch

from ssidkd.core.code_statistics import (
    channel_distribution,
    component_limits,
    divergence_terms,
    principal_components,
)
from ssidkd.learning.losses import code_divergence


def random_code(seed, channels=5, height=4, width=6):
    rng = np.random.default_rng(seed)
    return rng.standard_normal((channels, height, width)).astype(np.float32)


def test_equal_channels_share_equally():
    np.testing.assert_allclose(channel_distribution(np.zeros((4, 2, 3), np.float32)), 0.25)


def test_the_distribution_is_the_softmax_of_each_place_averaged():
    code = np.zeros((2, 1, 2), np.float32)
    code[0, 0, 0] = math.log(3)  # shares 3/4 and 1/4 here, 1/2 and 1/2 there
    np.testing.assert_allclose(channel_distribution(code), [0.625, 0.375], atol=1e-7)


def test_large_values_do_not_overflow():
    code = np.zeros((2, 1, 1), np.float32)
    code[0] = 1e4
    np.testing.assert_allclose(channel_distribution(code), [1, 0])


def test_equal_distributions_diverge_by_nothing():
    shares = np.array([0.5, 0.3, 0.2])
    np.testing.assert_array_equal(divergence_terms(shares, shares), 0)


def test_the_divergence_of_a_coin():
    terms = divergence_terms(np.array([0.5, 0.5]), np.array([0.25, 0.75]))
    np.testing.assert_allclose(terms, [0.5 * math.log(2), 0.5 * math.log(2 / 3)])


def test_the_terms_sum_to_what_the_loss_says():
    real, synthetic = random_code(1), random_code(2)
    terms = divergence_terms(channel_distribution(real), channel_distribution(synthetic))
    loss = code_divergence(torch.from_numpy(real)[None], torch.from_numpy(synthetic)[None])
    assert terms.sum() == pytest.approx(float(loss), rel=1e-4)


def test_codes_that_vary_along_one_direction_have_one_component():
    along = np.array([3.0, -4.0], np.float32) / 5
    first = along[:, None, None] * np.array([[[-2.0, 2.0]]], np.float32)
    second = along[:, None, None] * np.array([[[1.0], [-1.0]]], np.float32)
    found = principal_components([first, second], count=2)
    np.testing.assert_allclose(found.shares, [1, 0], atol=1e-6)
    np.testing.assert_allclose(found.directions[0], -along, atol=1e-6)  # its peak is positive
    np.testing.assert_allclose(found.maps[0][0], [[2, -2]], atol=1e-6)
    np.testing.assert_allclose(found.maps[1][0], [[-1], [1]], atol=1e-6)


def test_what_varies_in_either_code_is_a_component():
    first, second = np.zeros((2, 1, 2), np.float32), np.zeros((2, 1, 2), np.float32)
    first[0, 0], second[1, 0] = [-2, 2], [-1, 1]  # variances over all four places: 2 and 0.5
    found = principal_components([first, second], count=2)
    np.testing.assert_allclose(found.shares, [0.8, 0.2])
    np.testing.assert_allclose(np.abs(found.maps[1]), [[[0, 0]], [[1, 1]]], atol=1e-6)


def test_a_component_means_the_same_in_both_codes():
    code = random_code(3)
    found = principal_components([code, code])
    np.testing.assert_array_equal(found.maps[0], found.maps[1])
    assert found.maps[0].shape == (3, 4, 6)


def test_components_are_as_many_as_there_are_channels_at_most():
    assert principal_components([random_code(4, channels=2)]).maps[0].shape == (2, 4, 6)


def test_a_constant_code_has_components_of_nothing():
    found = principal_components([np.ones((4, 2, 2), np.float32)])
    np.testing.assert_array_equal(found.shares, 0)
    np.testing.assert_allclose(found.maps[0], 0)
    assert (component_limits(found) > 0).all()


def test_limits_are_shared_by_all_codes():
    quiet, loud = np.zeros((1, 1, 4), np.float32), np.zeros((1, 1, 4), np.float32)
    loud[0, 0] = [-8, 8, -8, 8]
    found = principal_components([quiet, loud])
    assert component_limits(found, share=1.0).tolist() == [8.0]
