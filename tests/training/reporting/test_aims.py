"""Aims are compared with what was measured, and a miss is said plainly."""

import pytest

from training.evaluation.measures import PictureScore
from training.evaluation.methods import MethodFacts
from training.evaluation.records import make_record
from training.evaluation.run import Evaluation
from training.reporting.aims import Aim, aims_table, read_aims


def row(method, condition, number, *, psnr=None, niqe=None):
    return PictureScore(
        method=method, condition=condition, picture=str(number), psnr_rgb=psnr, ssim_rgb=None,
        psnr_y=None, ssim_y=None, niqe=niqe, niqe_reason=None, dark_mean=0.1, sharpness=1.0,
        seconds=None,
    )  # fmt: skip


def record(*rows):
    facts = [
        MethodFacts(name=role, kind="weights", role=role, variant="lite")
        for role in ("teacher", "student")
    ]
    return make_record(Evaluation(methods=tuple(facts), scores=rows))


def verdicts(made, *aims):
    return [cells[-1] for cells in aims_table(made, aims)[1]]


@pytest.mark.parametrize(
    ("psnr", "verdict"),
    [(34.0, "goal"), (33.9, "floor"), (30.0, "floor"), (29.9, "**below the floor**")],
)
def test_floor_and_goal_are_reached_or_not(psnr, verdict):
    aim = Aim(
        variant="lite", role="teacher", condition="rain_light", measure="psnr_rgb", floor=30,
        goal=34,
    )  # fmt: skip
    made = record(row("teacher", "val/rain_light", 1, psnr=psnr))
    assert verdicts(made, aim) == [verdict]


def test_only_the_right_network_and_condition_count():
    aim = Aim(
        variant="lite", role="teacher", condition="rain_light", measure="psnr_rgb", floor=30,
        goal=34,
    )  # fmt: skip
    assert verdicts(record(row("student", "val/rain_light", 1, psnr=40.0)), aim) == []
    assert verdicts(record(row("teacher", "val/rain_heavy", 1, psnr=40.0)), aim) == []


@pytest.mark.parametrize(
    ("shifts", "verdict"),
    [
        ([-0.2, -0.1, -0.3], "goal"),
        ([-0.02, -0.01, -0.03], "floor"),
        ([-0.3, 0.2, -0.1], "**below the floor**"),
        ([0.1, 0.2, 0.1], "**below the floor**"),
    ],
)
def test_a_student_needs_a_lower_niqe_beyond_doubt(shifts, verdict):
    rows = [row("teacher", "real", number, niqe=3.0) for number in range(3)]
    rows += [
        row("student", "real", number, niqe=3.0 + shift) for number, shift in enumerate(shifts)
    ]
    assert verdicts(record(*rows)) == [verdict]


@pytest.mark.parametrize(
    ("lost", "verdict"), [(0.0, "goal"), (0.15, "floor"), (0.25, "**below the floor**")]
)
def test_a_student_may_lose_little_on_synthetic_rain(lost, verdict):
    rows = [row("teacher", "val/rain_heavy", number, psnr=30.0) for number in range(2)]
    rows += [row("student", "val/rain_heavy", number, psnr=30.0 - lost) for number in range(2)]
    assert verdicts(record(*rows)) == [verdict]


@pytest.mark.parametrize(("lost", "verdict"), [(0.0, "goal"), (0.05, "**below the floor**")])
def test_a_student_may_lose_nothing_on_long_thin_streaks(lost, verdict):
    rows = [row("teacher", "val/rain_long_thin", number, psnr=30.0) for number in range(2)]
    rows += [row("student", "val/rain_long_thin", number, psnr=30.0 - lost) for number in range(2)]
    assert verdicts(record(*rows)) == [verdict]


def test_the_aims_that_were_set_are_read():
    aims = read_aims()
    assert (
        Aim(
            variant="lite", role="teacher", condition="clean", measure="psnr_rgb", floor=38, goal=45
        )
        in aims
    )
    assert all(aim.floor is None or aim.floor < aim.goal for aim in aims)
