import pytest

from ssidkd.services.lab_sweep import SweepPoint
from ssidkd.ui.lab.sweep import failing_sentence
from ssidkd.ui.words import CHINESE, ENGLISH


def points(*gains):
    values = (0.05, 0.1, 0.2, 0.4)
    return [
        SweepPoint(value=v, rainy=20.0, derained={"teacher": 20.0 + gain, "student": 30.0})
        for v, gain in zip(values, gains, strict=True)
    ]


@pytest.mark.parametrize(
    ("gains", "where"),
    [
        ((3, 2, 1, 0.9), "less than 1 dB over the rainy picture from 0.40 on."),
        ((0.5, 2, 3, 2), "less than 1 dB over the rainy picture up to 0.05."),
        ((3, 0.5, 0, 2), "less than 1 dB over the rainy picture from 0.10 to 0.20."),
        ((3, 0.5, 2, -1), "less than 1 dB over the rainy picture at 0.10 and from 0.40 on."),
        ((1, 1, 1, 1), "at least 1 dB over the rainy picture at every value tested."),
        ((0, 0, 0, 0), "less than 1 dB over the rainy picture at every value tested."),
    ],
)
def test_the_sentence_says_where_the_gain_is_small(gains, where):
    sentence = failing_sentence(points(*gains), "teacher", "amount", ENGLISH)
    assert sentence.startswith("Teacher gains ")
    assert sentence.endswith(where)


def test_the_sentence_is_said_in_chinese_too():
    sentence = failing_sentence(points(3, 2, 1, 0.9), "teacher", "amount", CHINESE)
    assert "教师" in sentence
    assert "0.40" in sentence
    assert "{" not in sentence
