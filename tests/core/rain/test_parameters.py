from dataclasses import replace

import pytest

from ssidkd.core.rain import RainParameters


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("amount", -0.1),
        ("length", 1.0),
        ("width", 0.1),
        ("brightness", 1.1),
        ("wind", 61.0),
        ("spread", -1.0),
        ("layers", 0),
        ("veil", 0.95),
        ("night", 2.0),
        ("noise", 0.3),
        ("jpeg_quality", 101),
        ("amount", float("nan")),
    ],
)
def test_a_value_outside_its_range_is_refused_by_name(name, value):
    with pytest.raises(ValueError, match=f"{name} must be between"):
        replace(RainParameters(), **{name: value})


@pytest.mark.parametrize("change", [{"profile": "round"}, {"blending": "multiply"}])
def test_unknown_words_are_refused(change):
    with pytest.raises(ValueError, match="unknown"):
        replace(RainParameters(), **change)
