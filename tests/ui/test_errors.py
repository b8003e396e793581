import logging

from ssidkd.core.derainer import DerainOutOfMemoryError
from ssidkd.core.intake import PictureRefused, RefusalCode
from ssidkd.services.truth import TruthSizeError
from ssidkd.ui.errors import sentence_of
from ssidkd.ui.words import CHINESE, ENGLISH


def test_a_refused_picture_is_explained_in_its_own_sentence():
    refusal = PictureRefused(RefusalCode.EMPTY, "This file is empty; please choose another one.")
    assert sentence_of(refusal) == "This file is empty; please choose another one."


def test_what_the_network_could_not_do_is_explained_in_its_own_sentence():
    assert sentence_of(DerainOutOfMemoryError("Not enough memory.")) == "Not enough memory."


def test_anything_else_is_told_to_the_log_and_not_to_the_visitor(caplog):
    with caplog.at_level(logging.ERROR):
        sentence = sentence_of(OSError("/secret/place is full"))
    assert sentence == ENGLISH.common.unexpected
    assert "/secret/place" in caplog.text


def test_the_sentence_is_in_the_language_of_the_page(caplog):
    refusal = PictureRefused(RefusalCode.EMPTY, "This file is empty; please choose another one.")
    assert sentence_of(refusal, CHINESE).startswith("这个文件是空的")
    assert sentence_of(OSError(), CHINESE) == CHINESE.common.unexpected


def test_a_truth_of_another_size_is_refused_with_both_sizes():
    sentence = sentence_of(TruthSizeError((60, 40), (500, 300)), ENGLISH)
    assert "60 × 40" in sentence  # noqa: RUF001
    assert "500 × 300" in sentence  # noqa: RUF001
