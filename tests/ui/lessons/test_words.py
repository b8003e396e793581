import string

import pytest

from ssidkd.services.lessons import STEPS, Choice
from ssidkd.ui.lessons.formulas import FORMULAS
from ssidkd.ui.words.lessons import CHINESE, ENGLISH

BOTH = pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh"])


def places(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@BOTH
def test_every_step_has_all_its_words(words):
    assert list(words.steps) == [step.name for step in STEPS]
    for step in STEPS:
        said = words.steps[step.name]
        assert len(said.answers) == len(said.replies) == step.answers
        assert set(said.labels) == {control.name for control in step.controls}
        for control in step.controls:
            if isinstance(control, Choice):
                assert all(option in words.options for option in control.options)
            else:
                assert places(said.values[control.name]) == {"value"}
        assert words.formulas[step.name]
        assert FORMULAS[step.name]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_a_text_is_short_enough_to_be_read_before_a_class(step):
    count = len(" ".join(ENGLISH.steps[step.name].paragraphs).split())
    assert 60 <= count <= 120


def test_both_languages_have_the_same_places_and_the_same_names():
    for step in STEPS:
        english, chinese = ENGLISH.steps[step.name], CHINESE.steps[step.name]
        assert len(english.paragraphs) == len(chinese.paragraphs)
        assert {name: places(text) for name, text in english.facts.items()} == {
            name: places(text) for name, text in chinese.facts.items()
        }
    assert set(ENGLISH.figures) == set(CHINESE.figures)
    assert set(ENGLISH.options) == set(CHINESE.options)
    for name, text in vars(ENGLISH.frame).items():
        assert places(text) == places(getattr(CHINESE.frame, name)), name


@BOTH
def test_no_right_answer_is_always_in_the_same_place(words):
    assert {step.right for step in STEPS} == {1, 2, 3}


def test_chinese_is_written_with_its_own_punctuation():
    for said in CHINESE.steps.values():
        for text in (*said.paragraphs, said.question, *said.answers, *said.replies):
            assert not set(text) & set(",;?!"), text


def test_what_was_measured_is_what_the_findings_say(root):
    """The lessons name measured values; when the findings change, so must they."""
    findings = (root / "training" / "findings.md").read_text(encoding="utf-8")
    for words in (ENGLISH, CHINESE):
        text = " ".join(words.steps["distillation"].paragraphs)
        for value in ("-0.042", "-0.058", "-0.025"):
            assert value in findings
            assert value.replace("-", "\N{MINUS SIGN}") in text
