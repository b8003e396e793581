"""What the page shows is what the report says."""

import re

import pytest

from ssidkd.core.measured import MEASURED, read_measured
from ssidkd.core.published import RESULTS_FOLDER
from training.evaluation.measures import PictureScore
from training.evaluation.methods import MethodFacts
from training.evaluation.records import make_record
from training.evaluation.run import Evaluation
from training.reporting.page_numbers import page_numbers
from training.tables import NOTHING


def score(method, picture, psnr):
    return PictureScore(
        method=method, condition="real", picture=picture, psnr_rgb=psnr, ssim_rgb=None,
        psnr_y=None, ssim_y=None, niqe=psnr / 10, niqe_reason=None, dark_mean=0.5, sharpness=1.0,
        seconds=None,
    )  # fmt: skip


def test_means_sets_and_differences_come_from_the_record():
    facts = (MethodFacts(name="input", kind="input"), MethodFacts(name="x", kind="weights"))
    scores = [score("input", n, 20.0) for n in "abc"] + [score("x", n, 23.0) for n in "abc"]
    record = make_record(Evaluation(methods=facts, scores=tuple(scores)))
    page = page_numbers(record, {"real": "Real275"})
    assert [weights.name for weights in page.weights] == ["x"]
    assert [(row.method, row.dataset, row.pictures) for row in page.rows] == [
        ("input", "Real275", 3),
        ("x", "Real275", 3),
    ]
    means = {one.measure: one.mean for one in page.differences}
    assert means == {"niqe": pytest.approx(0.3), "psnr_rgb": pytest.approx(3.0)}


def test_the_bundled_numbers_are_those_of_the_report(root, assets):
    report = (root / "training" / "RESULTS.md").read_text(encoding="utf-8")
    means = re.search(r"^## Means\n(.*?)^## ", report, re.MULTILINE | re.DOTALL)[1]
    stated = {
        tuple(cells[:2]): cells[2:9]
        for line in means.splitlines()
        if (cells := [cell.strip() for cell in line.strip("|").split("|")])[0] not in ("", "---")
    }
    del stated["condition", "method"]
    page = read_measured(assets / RESULTS_FOLDER / MEASURED)
    measured = {
        (row.condition, row.method): [
            row.pictures, row.psnr_rgb, row.ssim_rgb, row.psnr_y, row.ssim_y, row.niqe,
            row.dark_mean,
        ]
        for row in page.rows
    }  # fmt: skip
    assert measured.keys() == stated.keys()
    for key, values in measured.items():
        for value, text in zip(values, stated[key], strict=True):
            places = len(text.partition(".")[2])
            half = 0.5 * 10**-places  # what rounding takes, and a little for rounding twice
            known = None if text == NOTHING else pytest.approx(float(text), abs=half + 1e-5)
            assert value == known, key
