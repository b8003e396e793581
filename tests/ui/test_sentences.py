from dataclasses import replace

import pytest

from ssidkd.core.assets import assets_folder
from ssidkd.core.examples import read_manifest
from ssidkd.services.admission.kinds import Waiting
from ssidkd.services.progress import Progress
from ssidkd.ui import sentences
from ssidkd.ui.words import CHINESE, ENGLISH, LANGUAGES


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.01, "0.1 s"), (3.14159, "3.1 s"), (12.4, "12 s"), (60, "1 min"), (75.2, "1 min 15 s")],
)
def test_measured_times_read_as_people_say_them(seconds, words):
    assert ENGLISH.common.duration(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 s"), (7.4, "7 s"), (23, "25 s"), (58, "1 min"), (84, "1 min 20 s"), (5930, "99 min")],
)
def test_times_left_are_rounder_the_longer_they_are(seconds, words):
    assert ENGLISH.common.time_left(seconds) == words


def test_nothing_is_promised_where_nothing_is_known():
    assert "about" not in sentences.full_size_button((4000, 3000), None, ENGLISH)
    assert sentences.working(Progress("teacher", 0.1, None), ENGLISH) == "Teacher is working"


@pytest.mark.parametrize(
    ("before", "said"),
    [(0, "You are next, in about 10 s"), (1, "One other comes first"), (4, "4 others come first")],
)
def test_who_waits_is_told_their_place_and_the_time(before, said):
    progress = Progress("teacher", 0.0, None, Waiting(before, 11))
    sentence = sentences.working(progress, ENGLISH)
    assert said in sentence
    assert "in about 10 s" in sentence
    assert "10 秒" in sentences.working(progress, CHINESE)


def test_what_is_left_is_told_until_the_end():
    left = sentences.working(Progress("student", 0.5, 12), ENGLISH)
    assert left == "Student is working, about 10 s left"
    assert "almost done" in sentences.working(Progress("student", 0.9, 0.2), ENGLISH)


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
def test_every_bundled_example_names_its_photo_author_licence_and_rain(words):
    for example in read_manifest(assets_folder() / "examples"):
        said = sentences.credit(example, words)
        assert example.author in said
        assert example.licence in said
        assert words.compare.presets[example.preset] in said


def test_an_owners_example_tells_only_what_is_known_of_it():
    example = replace(read_manifest(assets_folder() / "examples")[0], preset="", source="")
    said = sentences.credit(example, ENGLISH)
    assert said == f"{example.title} · {example.author} · {example.licence}"
    assert sentences.credit(replace(example, author="", licence=""), ENGLISH) == example.title


def test_bundled_examples_have_chinese_titles_and_owners_examples_keep_their_own():
    for example in read_manifest(assets_folder() / "examples"):
        assert sentences.title(example, ENGLISH) == example.title
        assert not sentences.title(example, CHINESE).isascii()
        assert not sentences.description(example, CHINESE).isascii()
