import pytest

from ssidkd.ui import text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.01, "0.1 s"), (3.14159, "3.1 s"), (12.4, "12 s"), (60, "1 min"), (75.2, "1 min 15 s")],
)
def test_measured_times_read_as_people_say_them(seconds, words):
    assert text.duration(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 s"), (7.4, "7 s"), (23, "25 s"), (58, "1 min"), (84, "1 min 20 s"), (600, "10 min")],
)
def test_times_left_are_rounder_the_longer_they_are(seconds, words):
    assert text.time_left(seconds) == words


def test_the_page_says_what_it_runs_on():
    assert text.machine("cpu", "lite", 1 << 20).startswith("CPU")
    assert "full size" in text.machine("cuda:1", "base", None)


def test_nothing_is_promised_where_nothing_is_known():
    assert "about" not in text.full_size_button((4000, 3000), None)
    assert text.working("teacher", None) == "Teacher is working"


@pytest.mark.parametrize("name", ["input", "teacher", "student"])
def test_every_picture_has_words_for_those_who_cannot_see_it(name):
    assert text.picture_alt(name, "two lemurs").endswith("two lemurs.")
    assert "0.123" in text.dark_alt(name, 0.1234)
