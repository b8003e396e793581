import math

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from ssidkd.core.dark_channel import dark_channel as dark_channel_of_pixels
from ssidkd.core.metrics import ssim_rgb
from ssidkd.core.picture import to_batch
from ssidkd.learning import losses

PAIRWISE = {
    "l1": losses.l1,
    "charbonnier": losses.charbonnier,
    "ssim": losses.ssim,
    "released_code_divergence": losses.released_code_divergence,
}
ON_PICTURES = {
    "dark_channel_mean": lambda picture: losses.dark_channel_mean(picture, 3),
    "dark_channel_sum": lambda picture: losses.dark_channel_sum(picture, 3),
    "released_dark_channel": lambda picture: losses.released_dark_channel(picture, 4),
    "total_variation": losses.total_variation,
    "total_variation_sum": losses.total_variation_sum,
    "released_total_variation": losses.released_total_variation,
}
HALVES = torch.zeros(1, 2, 1, 1)
"""A code whose softmax is (1/2, 1/2)."""
QUARTERS = torch.tensor([math.log(3.0), 0.0]).view(1, 2, 1, 1)
"""A code whose softmax is (3/4, 1/4)."""
KL = 0.75 * math.log(0.75 / 0.5) + 0.25 * math.log(0.25 / 0.5)


def random_pictures(*shape, dtype=torch.float32):
    return torch.rand(*shape, generator=torch.Generator().manual_seed(0), dtype=dtype)


def random_pixels(seed, side=40):
    return np.random.default_rng(seed).integers(0, 256, (side, side, 3), np.uint8)


def test_l1_of_a_constant_difference_is_that_difference():
    assert losses.l1(torch.zeros(1, 3, 4, 4), torch.full((1, 3, 4, 4), 0.25)) == 0.25


def test_charbonnier_is_the_long_side_of_a_triangle_less_its_short_one():
    derained, clean = torch.full((1, 3, 2, 2), 0.003), torch.zeros(1, 3, 2, 2)
    value = losses.charbonnier(derained, clean, epsilon=0.004)
    torch.testing.assert_close(value, torch.tensor(0.005 - 0.004), rtol=1e-4, atol=0)
    assert losses.charbonnier(clean, clean) == 0


def test_ssim_of_one_white_and_one_black_pixel_follows_from_the_window_s_middle():
    weight = 1 / sum(math.exp(-(offset**2) / 4.5) for offset in range(-5, 6)) ** 2
    c1, c2 = 0.01**2, 0.03**2
    expected = c1 / (weight**2 + c1) * c2 / (weight - weight**2 + c2)
    white, black = torch.ones(1, 3, 1, 1, dtype=torch.float64), torch.zeros(1, 3, 1, 1)
    torch.testing.assert_close(
        losses.ssim(white, black.double()), torch.tensor(expected, dtype=torch.float64)
    )


def test_ssim_is_the_one_of_the_rgb_convention():
    first, second = random_pixels(1), random_pixels(2)
    mixed = (0.8 * first + 0.2 * second).astype(np.uint8)
    value = losses.ssim(to_batch(mixed), to_batch(first))
    assert float(value) == pytest.approx(ssim_rgb(mixed, first), abs=1e-5)


def test_ssim_of_a_picture_with_itself_is_one():
    picture = random_pictures(2, 3, 20, 20)
    torch.testing.assert_close(losses.ssim(picture, picture), torch.tensor(1.0))


def test_ssim_stays_in_float32_under_autocast():
    first, second = random_pictures(2, 2, 3, 32, 32)
    with torch.autocast("cpu", torch.bfloat16):
        inside = losses.ssim(first, second)
    assert inside == losses.ssim(first, second)


def test_our_code_divergence_is_kl_in_nats_with_the_synthetic_code_as_a_constant():
    real, synthetic = QUARTERS.clone().requires_grad_(), HALVES.clone().requires_grad_()
    value = losses.code_divergence(real, synthetic)
    torch.testing.assert_close(value, torch.tensor(KL))
    value.backward()
    assert real.grad.abs().sum() > 0
    assert synthetic.grad is None


def test_our_code_divergence_knows_no_positions():
    code = torch.randn(2, 4, 3, 3)
    value = losses.code_divergence(code, code.flip(2, 3))
    torch.testing.assert_close(value, torch.tensor(0.0), atol=1e-6, rtol=0)


def test_the_released_code_divergence_is_a_mean_over_entries_with_nothing_detached():
    real, synthetic = QUARTERS.clone().requires_grad_(), HALVES.clone().requires_grad_()
    value = losses.released_code_divergence(real, synthetic)
    torch.testing.assert_close(value, torch.tensor(KL / 2))
    value.backward()
    assert real.grad.abs().sum() > 0
    assert synthetic.grad.abs().sum() > 0


@pytest.mark.filterwarnings("ignore:reduction:UserWarning")  # torch: mean is no KL divergence
def test_the_released_code_divergence_is_the_released_expression():
    real, synthetic = torch.randn(2, 2, 6, 4, 4)
    expected = F.kl_div(F.log_softmax(synthetic, dim=1), F.softmax(real, dim=1), reduction="mean")
    torch.testing.assert_close(losses.released_code_divergence(real, synthetic), expected)


def test_the_dark_channel_is_the_one_the_page_shows():
    pixels = random_pixels(0)
    ours = losses.dark_channel(to_batch(pixels), 15)[0, 0]
    torch.testing.assert_close(ours, torch.from_numpy(dark_channel_of_pixels(pixels, 15)))


def test_the_dark_channel_refuses_an_even_window():
    with pytest.raises(ValueError, match="odd"):
        losses.dark_channel(torch.zeros(1, 3, 8, 8), 4)


def test_dark_channel_terms_of_one_dark_colour():
    picture = torch.ones(2, 3, 8, 8)
    picture[:, 1] = 0.25
    assert losses.dark_channel_mean(picture) == 0.25
    assert losses.dark_channel_sum(picture) == 2 * 64 * 0.25


def test_the_paper_s_dark_channel_is_one_minus_the_pooled_inverse():
    picture = random_pictures(2, 3, 40, 40)
    pooled = F.max_pool3d(1 - picture[:, None], (3, 35, 35), stride=1, padding=(0, 17, 17))
    torch.testing.assert_close(losses.dark_channel_sum(picture), (1 - pooled).abs().sum())


def test_the_released_dark_channel_has_129_places_a_side_for_crops_of_128():
    black, white = torch.zeros(1, 3, 128, 128), torch.ones(1, 3, 128, 128)
    torch.testing.assert_close(losses.released_dark_channel(black), torch.tensor(-0.5 * 129**2))
    assert losses.released_dark_channel(white) == 0


def test_the_released_dark_channel_is_the_released_expression():
    picture = random_pictures(2, 3, 20, 20)
    shifted = (picture + 1) / 2
    pooled = F.max_pool3d((1 - shifted)[:, None], (3, 6, 6), stride=1, padding=(0, 3, 3))
    assert pooled.shape == (2, 1, 1, 21, 21)
    torch.testing.assert_close(losses.released_dark_channel(picture, 6), -pooled.abs().sum())


def test_total_variation_of_a_ramp_is_its_slope():
    ramp = torch.arange(8.0).expand(1, 3, 8, 8)
    assert losses.total_variation(ramp) == 1
    assert losses.total_variation_sum(ramp) == 3 * 8 * 7


def test_total_variation_of_a_flat_picture_is_zero_but_for_the_released_border():
    flat = torch.full((1, 3, 4, 6), 0.5)
    assert losses.total_variation(flat) == 0
    assert losses.total_variation_sum(flat) == 0
    assert losses.released_total_variation(flat) == 0.5 * 3 * (4 + 6)


def test_the_released_total_variation_is_the_released_expression():
    picture = random_pictures(2, 3, 9, 7)
    kernel = torch.tensor([-1.0, 1.0, 0.0]).expand(3, 1, 1, 3)
    across = F.conv2d(picture, kernel, padding=(0, 1), groups=3)
    down = F.conv2d(picture, kernel.mT, padding=(1, 0), groups=3)
    expected = across.abs().sum() + down.abs().sum()
    torch.testing.assert_close(losses.released_total_variation(picture), expected)


@pytest.mark.parametrize("name", PAIRWISE)
def test_gradients_of_terms_of_two_inputs_are_right(name):
    first, second = random_pictures(2, 1, 3, 6, 6, dtype=torch.float64)
    assert torch.autograd.gradcheck(
        PAIRWISE[name], (first.requires_grad_(), second.requires_grad_())
    )


def test_the_gradient_of_our_code_divergence_is_right():
    real, synthetic = random_pictures(2, 2, 3, 4, 4, dtype=torch.float64)
    check = torch.autograd.gradcheck
    assert check(lambda code: losses.code_divergence(code, synthetic), real.requires_grad_())


@pytest.mark.parametrize("name", ON_PICTURES)
def test_gradients_of_terms_of_one_picture_are_right(name):
    picture = random_pictures(1, 3, 6, 6, dtype=torch.float64).requires_grad_()
    assert torch.autograd.gradcheck(ON_PICTURES[name], picture)


@pytest.mark.parametrize("name", PAIRWISE | ON_PICTURES)
def test_half_types_are_promoted_to_float32(name):
    picture = random_pictures(1, 3, 8, 8).bfloat16()
    function = (PAIRWISE | ON_PICTURES)[name]
    arguments = (picture, picture.flip(3)) if name in PAIRWISE else (picture,)
    value = function(*arguments)
    assert value.dtype == torch.float32
    torch.testing.assert_close(value, function(*(argument.float() for argument in arguments)))
