from dataclasses import replace

import pytest

from ssidkd.learning.finetune.measuring import Measurement, mean_change, median_change
from ssidkd.learning.finetune.verdict import guard_lost, is_better, judge

START = Measurement(
    step=0, guard_psnr=30.0, watched_niqe=(4.0, 4.0), watched_dark=(0.2, 0.2), held_niqe=(4.0, 5.0),
    held_dark=(0.2, 0.3),
)  # fmt: skip
GOOD = replace(
    START, step=5, guard_psnr=29.8, watched_niqe=(3.9, 3.9), held_niqe=(3.8, 5.1),
    held_dark=(0.1, 0.3),
)  # fmt: skip


def test_a_result_that_helped_is_recommended():
    verdict = judge(START, GOOD)
    assert (verdict.recommended, verdict.reasons, verdict.best_step) == (True, (), 5)
    assert verdict.held_niqe_change == pytest.approx(-0.05)
    assert verdict.held_dark_change == pytest.approx(-0.05)
    assert verdict.watched_niqe_change == pytest.approx(-0.1)
    assert (verdict.guard_psnr_before, verdict.guard_psnr_after) == (30.0, 29.8)


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({"guard_psnr": 29.69}, ("guard_lost",)),
        ({"held_niqe": (4.1, 5.0)}, ("held_out_not_improved",)),
        ({"held_niqe": (4.0, 5.0)}, ("held_out_not_improved",)),
        ({"guard_psnr": 20.0, "held_niqe": (9.0, 9.0)}, ("guard_lost", "held_out_not_improved")),
    ],
)
def test_a_result_that_did_not_is_not_and_says_why(changes, reasons):
    verdict = judge(START, replace(GOOD, **changes))
    assert (verdict.recommended, verdict.reasons) == (False, reasons)


def test_without_photos_held_out_nothing_is_recommended():
    nothing = {"held_niqe": (), "held_dark": ()}
    verdict = judge(replace(START, **nothing), replace(GOOD, **nothing))
    assert (verdict.recommended, verdict.reasons) == (False, ("nothing_held_out",))


def test_photos_without_niqe_are_judged_by_their_dark_channel():
    flat = {"held_niqe": (None, None)}
    assert judge(replace(START, **flat), replace(GOOD, **flat)).recommended
    brighter = replace(GOOD, **flat, held_dark=(0.2, 0.4))
    assert not judge(replace(START, **flat), brighter).recommended


def test_the_guard_may_lose_three_tenths_of_a_decibel():
    assert not guard_lost(START, replace(START, guard_psnr=29.701))
    assert guard_lost(START, replace(START, guard_psnr=29.699))


LATER = replace(GOOD, step=10, watched_niqe=(3.8, 3.8))


def test_the_first_that_keeps_the_guard_takes_the_place_of_the_start():
    assert is_better(START, START, GOOD)
    assert is_better(START, START, replace(GOOD, watched_niqe=(4.1, 4.1)))
    assert not is_better(START, START, replace(GOOD, guard_psnr=29.0))


def test_a_later_one_also_lowers_the_niqe_of_what_was_learnt_from():
    assert is_better(START, GOOD, LATER)
    assert not is_better(START, LATER, replace(GOOD, step=15))
    assert not is_better(START, GOOD, replace(LATER, guard_psnr=29.0))
    assert not is_better(START, GOOD, replace(LATER, watched_niqe=GOOD.watched_niqe))


def test_one_photo_does_not_outvote_the_others_that_were_learnt_from():
    good = replace(GOOD, watched_niqe=(4.0, 4.0, 4.0))
    assert is_better(START, good, replace(good, step=10, watched_niqe=(3.9, 3.9, 9.0)))
    assert not is_better(START, good, replace(good, step=10, watched_niqe=(4.1, 4.1, 1.0)))


def test_where_no_photo_has_a_niqe_the_dark_channel_chooses():
    good = replace(GOOD, watched_niqe=(None, None))
    darker = replace(good, step=10, watched_dark=(0.1, 0.1))
    assert is_better(START, good, darker)
    assert not is_better(START, darker, replace(good, step=15))


def test_photos_held_out_choose_nothing():
    assert is_better(START, GOOD, replace(LATER, held_niqe=(9.0, 9.0)))


def test_a_change_is_the_mean_over_the_photos_that_have_both():
    assert mean_change((4.0, None, 3.0), (3.0, 2.0, None)) == -1.0
    assert mean_change((None,), (3.0,)) is None
    assert mean_change((), ()) is None


def test_the_median_too():
    assert median_change((4.0, 4.0, None, 4.0), (3.0, 9.0, 1.0, 3.5)) == -0.5
    assert median_change((None,), (3.0,)) is None
