"""Results survive their files."""

import csv

import pytest

from training.evaluation.measures import PictureScore
from training.evaluation.methods import MethodFacts
from training.evaluation.records import (
    RecordError,
    from_json,
    make_record,
    read_csv,
    to_json,
    write_csv,
)
from training.evaluation.run import Evaluation


@pytest.fixture
def evaluation():
    scores = [
        PictureScore(
            method=method, condition="val/rain", picture=f"p, {number}", psnr_rgb=0.1 + number,
            ssim_rgb=1 / 3, psnr_y=30.0, ssim_y=0.9, niqe=None if number else 2 / 3,
            niqe_reason="Too flat, \"really\"." if number else None, dark_mean=0.25,
            sharpness=7.125, seconds=None if method == "input" else 0.5,
        )
        for method in ("input", "student")
        for number in range(2)
    ]  # fmt: skip
    facts = (MethodFacts(name="input", kind="input"), MethodFacts(name="student", kind="weights"))
    return Evaluation(methods=facts, scores=tuple(scores))


def test_csv_reads_back_digit_by_digit(evaluation, tmp_path):
    write_csv(evaluation.scores, tmp_path / "new" / "scores.csv")
    assert tuple(read_csv(tmp_path / "new" / "scores.csv")) == evaluation.scores
    with (tmp_path / "new" / "scores.csv").open(newline="") as file:
        assert len(list(csv.reader(file))) == 1 + len(evaluation.scores)


def test_json_reads_back(evaluation):
    record = make_record(evaluation)
    assert from_json(to_json(record)) == record
    assert "NaN" not in to_json(record)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"methods": [{"no": 1}]}'])
def test_another_file_is_refused(text):
    with pytest.raises(RecordError, match="no result"):
        from_json(text)
