"""Both languages say the same things: every template has the same places."""

import dataclasses
import string

import pytest

from ssidkd.services.explaining.synthetic import RAINS
from ssidkd.ui.words import CHINESE, ENGLISH


def texts(words, path=""):
    """Yield every sentence with where it stands."""
    for field in dataclasses.fields(words):
        value, where = getattr(words, field.name), f"{path}{field.name}"
        if dataclasses.is_dataclass(value):
            yield from texts(value, f"{where}.")
        elif isinstance(value, str):
            yield where, value
        else:
            items = value.items() if hasattr(value, "items") else enumerate(value)
            yield from ((f"{where}[{key}]", text) for key, text in items)


def places(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


ENGLISH_TEXTS, CHINESE_TEXTS = dict(texts(ENGLISH.maps)), dict(texts(CHINESE.maps))


def test_both_languages_have_the_same_sentences():
    assert ENGLISH_TEXTS.keys() == CHINESE_TEXTS.keys()
    assert all(ENGLISH_TEXTS.values())
    assert all(CHINESE_TEXTS.values())


@pytest.mark.parametrize("where", ENGLISH_TEXTS)
def test_a_sentence_has_the_same_places_in_both_languages(where):
    assert places(ENGLISH_TEXTS[where]) == places(CHINESE_TEXTS[where])
    assert ENGLISH_TEXTS[where].count("|") == CHINESE_TEXTS[where].count("|")


def test_every_rain_has_a_name():
    assert set(RAINS) == ENGLISH.maps.code.rains.keys()
