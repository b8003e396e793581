import pytest

from ssidkd.ui.plots.lessons import TOP, niqe_ruler, ruler_position, scheme
from ssidkd.ui.words.lessons import CHINESE, ENGLISH


@pytest.mark.parametrize(
    ("value", "position"), [(0, 0), (5, 25), (TOP, 100), (TOP + 3, 100), (-1, 0)]
)
def test_a_value_lies_on_the_ruler_in_proportion_and_never_beyond_its_ends(value, position):
    assert ruler_position(value) == position


@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_the_ruler_can_be_read_and_heard(words):
    drawn = niqe_ruler(4.0, 3.0, words.frame)
    assert "left:20.00%" in drawn
    assert "left:15.00%" in drawn
    assert "4.00" in drawn
    assert "3.00" in drawn
    assert words.frame.ruler_after in drawn


@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_the_scheme_names_both_kinds_of_rain_and_the_three_terms(words):
    drawn = scheme(words.frame)
    for term in ("KL", "DC", "TV", words.frame.scheme_real, words.frame.scheme_synthetic):
        assert term in drawn
