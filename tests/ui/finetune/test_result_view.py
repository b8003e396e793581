"""What the page says of a result: numbers of the verdict, and the words that follow from it."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from ssidkd.core.metrics import niqe
from ssidkd.learning.finetune.verdict import Verdict
from ssidkd.services.jobs.history import JobEntry
from ssidkd.services.jobs.results import HeldOutPhoto
from ssidkd.services.jobs.states import JobState
from ssidkd.ui.finetune.choice import chosen_of
from ssidkd.ui.finetune.history_view import PairPicture, history_table, pair_html
from ssidkd.ui.finetune.pair_work import Source
from ssidkd.ui.finetune.result_view import MINUS, use_html, verdict_html
from ssidkd.ui.words import ENGLISH, LANGUAGES
from tests.job_folders import photo

SAID = ENGLISH.finetune_result
HELPED = Verdict(
    recommended=True,
    reasons=(),
    best_step=20,
    guard_psnr_before=30.0,
    guard_psnr_after=29.9,
    held_out=2,
    held_niqe_change=-0.25,
    held_dark_change=0.0005,
    watched_niqe_change=-0.5,
)
PHOTOS = (
    HeldOutPhoto(number=3, niqe_before=4.0, niqe_after=3.8, dark_before=0.2, dark_after=0.201),
    HeldOutPhoto(number=5, niqe_before=5.0, niqe_after=4.7, dark_before=0.3, dark_after=0.3),
)


def result(verdict, photos=PHOTOS, is_learning_measured=True):
    recommended = verdict is not None and verdict.recommended
    return SimpleNamespace(
        verdict=verdict,
        held_out=photos,
        is_recommended=recommended,
        is_learning_measured=is_learning_measured,
    )


def doubtful(*reasons, **changes):
    return replace(HELPED, recommended=False, reasons=reasons, **changes)


def test_a_recommended_result_says_so_with_its_numbers():
    html = verdict_html(result(HELPED), SAID)
    assert SAID.recommended in html
    assert SAID.not_recommended not in html
    assert SAID.held_niqe.format(n=2) in html
    for number in ("4.500", "4.250", f"{MINUS}0.250", "+0.0005", "29.90", f"{MINUS}0.10"):
        assert f">{number}</td>" in html
    for number in ("Photo 3, NIQE", f"{MINUS}0.200", "Photo 5, Dark channel"):
        assert number in html


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
@pytest.mark.parametrize("reason", ["guard_lost", "held_out_not_improved", "nothing_held_out"])
def test_every_reason_against_a_result_has_its_sentence(reason, words):
    said = words.finetune_result
    html = verdict_html(result(doubtful(reason, guard_psnr_after=29.5)), said)
    sentence = said.reasons[reason].format(lost="0.50", most="0.3")
    assert sentence in html
    assert said.earlier_stay in html
    assert said.recommended not in html
    assert not [other for name, other in said.reasons.items() if name != reason and other in html]


def test_a_result_that_is_the_start_is_said_to_be_that():
    html = verdict_html(result(doubtful("held_out_not_improved", best_step=0)), SAID)
    assert SAID.nothing_learnt in html
    assert SAID.reasons["held_out_not_improved"] not in html
    assert SAID.earlier_stay not in html  # there is nothing else to use


def test_a_job_whose_learning_was_never_measured_says_nothing_of_what_it_learnt():
    unmeasured = result(doubtful("held_out_not_improved", best_step=0), is_learning_measured=False)
    html = verdict_html(unmeasured, SAID)
    assert SAID.nothing_yet in html
    assert SAID.nothing_learnt not in html


def test_nothing_is_claimed_where_nothing_was_measured():
    html = verdict_html(result(None, ()), SAID)
    assert SAID.not_measured in html
    assert "<table" not in html


def test_a_photo_without_a_niqe_has_no_number_and_spoils_no_mean():
    blank = replace(PHOTOS[0], niqe_before=None)
    html = verdict_html(result(HELPED, (blank, PHOTOS[1])), SAID)
    assert SAID.held_niqe_one in html
    assert ">5.000</td>" in html


def test_what_rounds_to_nothing_has_no_sign():
    html = verdict_html(result(replace(HELPED, guard_psnr_after=29.9999)), SAID)
    assert ">0.00</td>" in html
    assert f"{MINUS}0.00<" not in html


@pytest.mark.parametrize(
    ("recommended", "sentence"), [(True, SAID.selected), (False, SAID.selected_anyway)]
)
def test_a_result_in_use_is_labelled_as_what_it_is(recommended, sentence):
    assert sentence in use_html(SAID, "selected", is_recommended=recommended)


def entry(**changes):
    facts = {
        "job_id": "x" * 22,
        "created": 0.0,
        "effort": "quick",
        "photos": 6,
        "state": JobState.DONE,
        "has_result": True,
        "verdict": HELPED,
        "start_sha256": "0" * 64,
    }
    return JobEntry(**facts | changes)


def test_the_list_of_jobs_names_each_verdict_and_marks_the_one_that_is_shown():
    other = entry(job_id="y" * 22, verdict=doubtful("guard_lost"), effort="<b>")
    html = history_table([entry(), other], "x" * 22, SAID.history)
    assert html.count('aria-current="true"') == 1
    assert f">{SAID.history.recommended}</td>" in html
    assert f">{SAID.history.not_recommended}</td>" in html
    assert "1970-01-01 00:00 UTC" in html
    assert "<b>" not in html
    assert "x" * 22 not in html


@pytest.mark.parametrize("state", list(JobState))
@pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES)
def test_every_state_has_a_name(words, state):
    said = words.finetune_result.history
    assert said.states[state.value] in history_table([entry(state=state)], None, said)


def test_a_browser_without_jobs_is_told_where_they_come_from():
    assert SAID.history.empty in history_table([], None, SAID.history)


@pytest.mark.parametrize("value", ["", "truth", "teacher:x", "result", "result:", "x:y", ":"])
def test_what_nobody_offered_is_no_source(value):
    assert Source.read(value) is None


@pytest.mark.parametrize("value", [None, 7, ["teacher"], {"a": 1}, "x" * 65])
def test_a_choice_that_makes_no_sense_is_none(value):
    assert chosen_of(value) == ""


def test_each_picture_of_a_pair_has_its_numbers_and_its_words(tmp_path):
    pixels = photo(3)
    pictures = [PairPicture(name, pixels, tmp_path / f"{name}.png", niqe(pixels)) for name in "abc"]
    html = pair_html(pictures, ENGLISH)
    assert html.count(f"NIQE {niqe(pixels).value:.3f}") == 3
    assert html.count("<img ") == 3
    assert SAID.history.picture_alt.format(name="c") in html
