"""Both languages say everything, with the same places to fill in."""

import re
import string
from collections.abc import Mapping
from dataclasses import fields, is_dataclass

import pytest

from ssidkd.core.rain import PRESETS
from ssidkd.services.deraining import ROLES
from ssidkd.ui.words import CHINESE, ENGLISH, LANGUAGES


def children(words):
    """Return what something that is said is made of, by the names of the parts."""
    if isinstance(words, Mapping):
        return {f"[{key}]": value for key, value in words.items()}
    if isinstance(words, tuple | list):
        return {f"[{index}]": value for index, value in enumerate(words)}
    if is_dataclass(words):
        return {f".{field.name}": getattr(words, field.name) for field in fields(words)}
    return {}


def everything(words, path=""):
    """Yield the path and the value of all there is."""
    yield path, words
    for name, part in children(words).items():
        yield from everything(part, path + name)


# Lookups by the words of the paper's tables: English needs entries only for what it says otherwise.
BY_ENGLISH_WORDS = (".results.methods", ".results.metrics")


def strings(words):
    return {path: said for path, said in everything(words) if isinstance(said, str)}


def only_translated():
    """Return the paths of what has no English entries, because core or a file says it already."""
    return tuple(path for path, said in everything(ENGLISH) if said == {})


def shared(words):
    """Return the paths of all that must be said in every language."""
    left_out = (*only_translated(), *BY_ENGLISH_WORDS)
    return {path for path in strings(words) if not path.startswith(left_out)}


def places(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_both_languages_say_the_same_things():
    assert shared(ENGLISH) == shared(CHINESE)


def test_templates_have_the_same_places_in_both_languages():
    english, chinese = strings(ENGLISH), strings(CHINESE)
    both = shared(ENGLISH)
    assert [path for path in both if places(english[path]) != places(chinese[path])] == []


def test_what_is_found_by_its_words_has_only_places_that_its_pattern_fills():
    translated = [
        (pattern, template)
        for path, said in everything(CHINESE)
        if path.startswith(only_translated()) and isinstance(said, Mapping)
        for pattern, template in said.items()
    ]
    assert len(translated) > 20
    for pattern, template in translated:
        assert places(template) <= re.compile(pattern).groupindex.keys()


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
def test_nothing_is_said_with_no_words(words):
    assert [path for path, said in strings(words).items() if not said.strip()] == []


def test_the_chinese_page_is_in_chinese():
    english = strings(ENGLISH)
    long = {path for path in shared(ENGLISH) if len(english[path].split()) > 4}
    same = [path for path in long if strings(CHINESE)[path] == english[path]]
    assert same == []


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
def test_every_rain_and_every_picture_has_a_name(words):
    assert {*PRESETS, ""} <= words.compare.presets.keys()
    pictures = words.common.pictures.keys()
    assert {"input", *ROLES, "finetuned", "truth"} == pictures
    assert words.compare.hints.keys() == words.compare.picture_alts.keys() == pictures
