import logging

from ssidkd.core.derainer import DerainOutOfMemoryError
from ssidkd.core.intake import PictureRefused, RefusalCode
from ssidkd.ui import text
from ssidkd.ui.errors import sentence_of


def test_a_refused_picture_is_explained_in_its_own_sentence():
    refusal = PictureRefused(RefusalCode.EMPTY, "This file is empty; please choose another one.")
    assert sentence_of(refusal) == "This file is empty; please choose another one."


def test_what_the_network_could_not_do_is_explained_in_its_own_sentence():
    assert sentence_of(DerainOutOfMemoryError("Not enough memory.")) == "Not enough memory."


def test_anything_else_is_told_to_the_log_and_not_to_the_visitor(caplog):
    with caplog.at_level(logging.ERROR):
        sentence = sentence_of(OSError("/secret/place is full"))
    assert sentence == text.UNEXPECTED
    assert "/secret/place" in caplog.text
