"""Every rain, control and choice has a name in every language, and templates have their places."""

import re
from dataclasses import fields

import pytest

from ssidkd.core.rain import PRESETS, RAIN_CONTROLS
from ssidkd.core.rain.controls import CHOICES
from ssidkd.ui.words import CHINESE, ENGLISH, LANGUAGES

PLACE = re.compile(r"(?<!\{)\{(\w+)\}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_can_be_turned_has_a_name(language):
    rain = LANGUAGES[language].lab.rain
    assert rain.presets.keys() == PRESETS.keys()
    assert {*RAIN_CONTROLS, *CHOICES, "seed", "photo"} == rain.controls.keys()
    assert {word for words in CHOICES.values() for word in words} == rain.choices.keys()


@pytest.mark.parametrize("part", ["lab", "sweep", "take"])
def test_both_languages_have_the_same_places(part):
    english, chinese = (
        words.lab if part == "lab" else getattr(words.lab, part) for words in (ENGLISH, CHINESE)
    )
    for field in fields(english):
        texts = getattr(english, field.name), getattr(chinese, field.name)
        if isinstance(texts[0], str):
            assert sorted(PLACE.findall(texts[0])) == sorted(PLACE.findall(texts[1])), field.name
