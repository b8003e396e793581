import pytest

from tests.load.trends import trend_of


def test_what_stays_has_no_slope_and_no_growth():
    trend = trend_of(range(20), [7] * 20)
    assert (trend.median, trend.slope, trend.growth) == (7, 0, 0)


def test_what_grows_by_three_a_second_is_found_whatever_the_first_half_did():
    first = [1000, 0] * 10
    second = [100 + 3 * time for time in range(20, 40)]
    trend = trend_of(range(40), first + second)
    assert trend.slope == pytest.approx(3)
    assert trend.growth == 30  # ten seconds from the middle of one quarter to that of the next
    assert trend.share_per_hour == pytest.approx(3 * 3600 / trend.median)


def test_one_odd_value_is_no_growth():
    values = [5] * 40
    values[33] = 500
    assert trend_of(range(40), values).growth == 0


@pytest.mark.parametrize("count", [0, 1, 5])
def test_too_few_values_have_no_trend(count):
    assert trend_of(range(count), [1] * count) is None
