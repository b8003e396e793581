"""The lesson plans hold: their minutes add up, their links rebuild, their numbers are measured."""

import re
from urllib.parse import parse_qsl

import pytest

from ssidkd.services.examples import ExampleService
from ssidkd.services.lab_link import read_lab_query
from ssidkd.services.lessons.photos import LessonPhotos
from ssidkd.services.lessons.service import SCENES
from ssidkd.services.lessons.state import read_state, write_state
from ssidkd.services.lessons.steps import STEPS
from ssidkd.ui.layout import TABS
from ssidkd.ui.words import ENGLISH
from tests.conftest import ROOT

TEACHING = (ROOT / "docs" / "teaching.md").read_text(encoding="utf-8")
LINKS = re.findall(r"\[([^\]]+)\]\(http://127\.0\.0\.1:7860/\?([^)]+)\)", TEACHING)


@pytest.fixture(scope="module")
def photos(assets):
    return LessonPhotos(assets / "clean", ExampleService(assets / "examples"))


def links_to(tab):
    return [(text, query) for text, query in LINKS if dict(parse_qsl(query))["tab"] == tab]


def plan(minutes):
    """Return the rows of a plan: (minutes, number of the step or None)."""
    section = re.split(r"^##+ ", TEACHING.split(f"\n## {minutes} minutes\n")[1], flags=re.M)[0]
    rows = re.findall(r"^\| (\d+) \|.*?\| (?:\[(\d) .*)?", section, re.MULTILINE)
    return [(int(length), int(step) if step else None) for length, step in rows]


def test_every_link_leads_to_a_tab():
    assert {dict(parse_qsl(query))["tab"] for _, query in LINKS} <= set(TABS)


def test_lesson_links_say_everything_and_nothing_that_cannot_be(photos):
    assert len(links_to("lessons")) > len(STEPS)
    for text, query in links_to("lessons"):
        read = read_state(query, photos.names)
        assert read.refused == (), text
        assert write_state(read.state) == query
        if re.match(r"\d ", text):
            step = read.state.step
            assert text == f"{read.state.number} {ENGLISH.lessons.steps[step.name].title}"


def test_links_to_the_rain_lab_say_a_rain_that_can_be(photos):
    assert links_to("lab")
    for text, query in links_to("lab"):
        words = dict(parse_qsl(query, strict_parsing=True))
        read = read_lab_query(words, photos.names["clean"])
        assert read is not None
        assert read.replaced == (), text
        assert read.state.photo == words["photo"]
        assert read.state.preset is not None, text


@pytest.mark.parametrize("minutes", [45, 90])
def test_the_minutes_of_a_plan_add_up_and_are_those_of_the_steps(minutes):
    rows = plan(minutes)
    assert sum(length for length, _ in rows) == minutes
    for length, step in rows:
        assert step is None or length == STEPS[step - 1].minutes


def test_the_long_plan_has_every_step_and_the_short_one_is_a_part_of_it():
    long, short = ([step for _, step in plan(minutes) if step] for minutes in (90, 45))
    assert long == list(range(1, len(STEPS) + 1))
    assert short == sorted(set(short) & set(long))


def test_the_numbers_are_those_that_the_page_shows(photos):
    """Each link of the last table, and the numbers of the sentence after it."""
    table = TEACHING.split("## Questions, and what to expect")[1]
    told = re.findall(r"\?(tab=lessons[^)]+)\): ([^[|]+)", table)
    assert len(told) > len(STEPS)
    for query, sentence in told:
        state = read_state(query, photos.names).state
        facts = SCENES[state.step.name](state, photos).facts
        for number in re.findall(r"\d+(?:\.\d+)?", sentence.replace("255 levels", "levels")):
            decimals = len(number.partition(".")[2])
            rounded = {f"{value:.{decimals}f}" for value in facts.values() if value is not None}
            assert number in rounded, (query, number, facts)
