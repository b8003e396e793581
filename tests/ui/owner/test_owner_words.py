"""What the services say is said in the owner's language too."""

import re

import pytest

from ssidkd.services.collection.export import NothingToExportError
from ssidkd.services.collection.hub.status import SENTENCES, SQUASH_WARNING, sentence
from ssidkd.services.collection.jobs import TooFewPhotosError
from ssidkd.ui.owner.take import TicketUnknownError
from ssidkd.ui.words import CHINESE, ENGLISH

CHINESE_LETTER = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("problem", [name for name in SENTENCES if name])
def test_every_state_of_sending_is_told_in_chinese(problem):
    said = sentence(problem, "ada/rain", "ITS WORDS", 7)
    chinese = CHINESE.owner.hub.sentences.say(said)
    assert CHINESE_LETTER.search(chinese)
    for part in ("ada/rain", "ITS WORDS", "7"):
        assert (part in chinese) is (part in said), part
    assert ENGLISH.owner.hub.sentences.say(said) == said


def test_no_two_states_of_sending_are_told_alike():
    said = [sentence(name, "a/b", "words", 7) for name in SENTENCES if name]
    told = {CHINESE.owner.hub.sentences.say(one) for one in [*said, SQUASH_WARNING]}
    assert len(told) == len(said) + 1


@pytest.mark.parametrize(
    "error", [NothingToExportError(), TooFewPhotosError(2), TicketUnknownError()], ids=repr
)
def test_what_cannot_be_done_is_told_in_chinese(error):
    assert CHINESE_LETTER.search(CHINESE.owner.problems.say(str(error)))
