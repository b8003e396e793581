"""Why a job on another machine was interrupted is said in both languages."""

import re

import pytest

from ssidkd.services.jobs.states import JobState
from ssidkd.services.jobs.status import JobStatus
from ssidkd.ui.finetune.sentences import state_of
from ssidkd.ui.words import LANGUAGES


@pytest.fixture(scope="module")
def reasons(root):
    """Every reason that a runner may give, as the code names them."""
    texts = [path.read_text() for path in (root / "ssidkd" / "services" / "jobs").glob("*.py")]
    named = {word for text in texts for word in re.findall(r'"((?:lease|hub)_[a-z]+)"', text)}
    return named | {"disk", "killed", "parcel"}


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
def test_every_reason_has_a_sentence(words, reasons):
    assert words.finetune.elsewhere.reasons.keys() == reasons


def test_the_reason_follows_the_state():
    status = JobStatus(
        state=JobState.INTERRUPTED, step=4, steps=9, place=None, seconds_left=None,
        launches=1, outcome=None, interruption="lease_quota",
    )  # fmt: skip
    said = state_of(status, LANGUAGES["en"])
    assert said.startswith("Interrupted at step 4 of 9.")
    assert said.endswith("or log in for more.")
