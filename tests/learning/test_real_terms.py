import pytest
import torch

from ssidkd.core.network.derain_net import DerainOutput
from ssidkd.learning import losses
from ssidkd.learning.config import RealWeights
from ssidkd.learning.real_terms import real_terms


def random_output(seed):
    generator = torch.Generator().manual_seed(seed)
    picture = torch.rand(1, 3, 40, 40, generator=generator)
    return DerainOutput(picture, picture / 2, torch.randn(1, 4, 10, 10, generator=generator))


SYNTHETIC, REAL = random_output(0), random_output(1)
WEIGHT = 1e-6


def terms_of(form, **weights):
    weights = {"kl": WEIGHT, "dark_channel": WEIGHT, "total_variation": WEIGHT} | weights
    return real_terms(SYNTHETIC, REAL, RealWeights(form=form, **weights), SYNTHETIC.code)


def test_the_paper_s_form_has_dark_channels_of_both_and_variation_of_the_real_picture():
    terms = terms_of("paper")
    dark = losses.dark_channel_sum(REAL.derained) + losses.dark_channel_sum(SYNTHETIC.derained)
    torch.testing.assert_close(terms["dark_channel"], WEIGHT * dark)
    variation = losses.total_variation_sum(REAL.derained)
    torch.testing.assert_close(terms["total_variation"], WEIGHT * variation)
    kl = losses.released_code_divergence(REAL.code, SYNTHETIC.code)
    torch.testing.assert_close(terms["kl"], WEIGHT * kl)


def test_the_released_form_has_both_terms_of_both_pictures():
    terms = terms_of("released")
    for name, function in (
        ("dark_channel", losses.released_dark_channel),
        ("total_variation", losses.released_total_variation),
    ):
        both = function(REAL.derained) + function(SYNTHETIC.derained)
        torch.testing.assert_close(terms[name], WEIGHT * both)
    kl = losses.released_code_divergence(REAL.code, SYNTHETIC.code)
    torch.testing.assert_close(terms["kl"], WEIGHT * kl)


def test_our_form_looks_at_real_pictures_only():
    terms = terms_of("mean")
    expected = {
        "kl": losses.code_divergence(REAL.code, SYNTHETIC.code),
        "dark_channel": losses.dark_channel_mean(REAL.derained),
        "total_variation": losses.total_variation(REAL.derained),
    }
    assert terms.keys() == expected.keys()
    for name, value in expected.items():
        torch.testing.assert_close(terms[name], WEIGHT * value)


@pytest.mark.parametrize("form", ["paper", "released", "mean"])
def test_a_weight_of_zero_leaves_its_term_out(form):
    assert terms_of(form, kl=0.0).keys() == {"dark_channel", "total_variation"}
    assert terms_of(form, kl=0.0, dark_channel=0.0).keys() == {"total_variation"}
    assert terms_of(form, total_variation=0.0).keys() == {"kl", "dark_channel"}
