from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssidkd.core.rain import (
    PRESETS,
    RAIN_CONTROLS,
    RainParameters,
    on_controls,
    rain_query,
    read_rain_query,
)
from ssidkd.core.rain.controls import CHOICES, LARGEST_SEED, turned

seeds = st.integers(0, LARGEST_SEED)


@st.composite
def rains(draw):
    rain = RainParameters()
    for name, control in RAIN_CONTROLS.items():
        rain = turned(rain, name, draw(st.floats(control.low, control.high)))
    return replace(rain, **{name: draw(st.sampled_from(words)) for name, words in CHOICES.items()})


@given(rains(), seeds)
def test_a_link_gives_back_every_rain_the_controls_can_show(rain, seed):
    read = read_rain_query(rain_query(rain, seed))
    assert (read.rain, read.seed, read.replaced) == (rain, seed, ())


@given(st.dictionaries(st.sampled_from([*RAIN_CONTROLS, *CHOICES, "seed", "tab"]), st.text()))
def test_whatever_a_link_says_gives_a_rain_the_controls_can_show(query):
    read = read_rain_query(query)
    assert on_controls(read.rain) == read.rain
    assert 0 <= read.seed <= LARGEST_SEED
    assert set(read.replaced) <= query.keys()


@pytest.mark.parametrize("name", PRESETS)
def test_a_link_to_a_preset_says_only_what_is_special_about_it(name):
    query = rain_query(PRESETS[name], 3)
    assert read_rain_query(query).rain == PRESETS[name]
    assert len(query) < 12


def test_the_default_rain_needs_no_words_but_its_seed():
    assert rain_query(RainParameters(), 5) == {"seed": "5"}
    assert read_rain_query({}).rain == RainParameters()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("amount", "1.51"),
        ("amount", "nan"),
        ("amount", "1e-1"),
        ("amount", " 0.1"),
        ("amount", ""),
        ("length", "-5"),
        ("wind", "61"),
        ("wind", "--3"),
        ("layers", "0"),
        ("width", "٢"),
        ("profile", "round"),
        ("blending", "ADD"),
        ("seed", "-1"),
        ("seed", "1000000"),
        ("seed", "1.5"),
    ],
)
def test_what_cannot_be_is_replaced_by_the_default_and_named(name, value):
    read = read_rain_query({name: value, "veil": "0.20"})
    assert read.replaced == (name,)
    assert read.rain == replace(RainParameters(), veil=0.2)
    assert read.seed == 1
