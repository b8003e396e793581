from collections import Counter
from dataclasses import fields

import numpy as np
import pytest

from ssidkd.core.rain import RainParameters, add_rain
from ssidkd.core.rain.sampling import RainMixture, sharp_rain, soft_rain, wild_rain

DRAWS = 300


def drawn(kind):
    rng = np.random.default_rng(0)
    return [kind(rng) for _ in range(DRAWS)]  # parameters check themselves


@pytest.mark.parametrize("kind", [soft_rain, sharp_rain, wild_rain])
def test_every_draw_is_a_rain_that_can_be_made(kind):
    pixels = np.full((40, 40, 3), 90, np.uint8)
    for seed, rain in enumerate(drawn(kind)[:40]):
        assert isinstance(rain, RainParameters)
        assert add_rain(pixels, rain, seed, scale=1.0).rainy.shape == pixels.shape


@pytest.mark.parametrize("kind", [soft_rain, sharp_rain, wild_rain])
def test_draws_follow_from_the_generator_and_differ(kind):
    assert drawn(kind) == drawn(kind)
    assert len(set(drawn(kind))) == DRAWS


def test_profiles_are_what_the_kinds_are_named_for():
    assert {rain.profile for rain in drawn(soft_rain)} == {"soft"}
    assert {rain.profile for rain in drawn(sharp_rain)} == {"sharp"}


def test_wild_rain_has_everything_that_benchmarks_leave_out():
    rains = drawn(wild_rain)
    seen = {
        "veil": [rain for rain in rains if rain.veil > 0.1],
        "night": [rain for rain in rains if rain.night > 0.4],
        "long and thin": [rain for rain in rains if rain.length >= 100 and rain.width <= 1.3],
        "near drops": [rain for rain in rains if rain.drops > 0],
        "screen": [rain for rain in rains if rain.blending == "screen"],
        "noise": [rain for rain in rains if rain.noise > 0],
        "jpeg": [rain for rain in rains if rain.jpeg_quality > 0],
    }
    assert {name: len(found) > DRAWS / 10 for name, found in seen.items()} == dict.fromkeys(
        seen, True
    )


def test_wild_rain_always_has_a_twist():
    plain = RainParameters()
    twists = ("veil", "night", "drops", "blending", "noise", "jpeg_quality")
    for rain in drawn(wild_rain):
        assert rain.length >= 100 or any(
            getattr(rain, name) != getattr(plain, name) for name in twists
        )


def test_kinds_come_with_the_shares_that_were_asked_for():
    rng = np.random.default_rng(0)
    mixture = RainMixture(none=1, soft=2, sharp=3, taken=0, wild=4)
    counts = Counter(mixture.choose(rng) for _ in range(5000))
    assert counts.keys() == {"none", "soft", "sharp", "wild"}
    for name, share in (("none", 0.1), ("soft", 0.2), ("sharp", 0.3), ("wild", 0.4)):
        assert counts[name] / 5000 == pytest.approx(share, abs=0.02)


def test_a_clean_photo_has_its_share_in_training():
    mixture = RainMixture()
    shares = [getattr(mixture, field.name) for field in fields(mixture)]
    assert mixture.none / sum(shares) >= 0.1
