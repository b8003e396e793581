"""The report command, from an evaluation of tiny networks to Markdown with pictures."""

import logging
import re

import numpy as np
import pytest

from ssidkd.core.measured import read_measured
from ssidkd.core.picture import save_png
from ssidkd.core.weights import load_weights
from training.evaluate import main as evaluate
from training.evaluation.measures import PictureScore
from training.evaluation.methods import MethodFacts
from training.evaluation.records import make_record, to_json
from training.evaluation.run import Evaluation
from training.report import main
from training.reporting.showcase import read_showcase


@pytest.fixture(autouse=True)
def _every_word(caplog):
    caplog.set_level(logging.INFO)


@pytest.fixture
def weights(make_weights):
    return [make_weights("t", "teacher"), make_weights("s", "student")]


@pytest.fixture
def measured(weights, pairs_folder, real_folder, tmp_path):
    """What the evaluate command writes."""
    path = tmp_path / "measured.json"
    words = ["--pairs", str(pairs_folder), "--real", str(real_folder), "--json", str(path)]
    assert evaluate([*map(str, weights), *words, "--device", "cpu"]) == 0
    return path


@pytest.fixture
def record(weights, tmp_path):
    """The same, written by hand."""
    names = ("tiny teacher", "tiny student")
    facts = [
        MethodFacts(name=name, kind="weights", sha256=load_weights(path).sha256)
        for name, path in zip(names, weights, strict=True)
    ]
    scores = [
        PictureScore(
            method=name, condition="val/rain_heavy", picture=str(number), psnr_rgb=20.0 + number,
            ssim_rgb=0.5, psnr_y=21.0, ssim_y=0.6, niqe=4.0, niqe_reason=None, dark_mean=0.2,
            sharpness=9.0, seconds=1.0,
        )
        for name in names
        for number in range(3)
    ]  # fmt: skip
    path = tmp_path / "record.json"
    evaluation = Evaluation(methods=tuple(facts), scores=tuple(scores))
    path.write_text(to_json(make_record(evaluation)), encoding="utf-8")
    return path


@pytest.fixture
def photos(tmp_path):
    folder = tmp_path / "photos"
    folder.mkdir()
    for number, row in enumerate(read_showcase()):
        pixels = np.random.default_rng(number).integers(0, 200, (40, 48, 3), np.uint8)
        save_png(pixels, folder / row.photo)
    return folder


def section(text, title):
    found = re.search(rf"^##+ {title}.*?\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1]


def test_the_report_holds_numbers_aims_tables_and_pictures(measured, weights, photos, tmp_path):
    (tmp_path / "more.md").write_text("## Ablations\n\nNone yet.\n")
    (tmp_path / "here").mkdir()
    (tmp_path / "measured").mkdir()
    code = main(
        [
            str(measured), "--stands-for", "val/rain_heavy=Rain200H", "real=Real275", "--weights",
            *map(str, weights), "--photos", str(photos), "--sections", str(tmp_path / "more.md"),
            "--output", str(tmp_path / "here" / "RESULTS.md"), "--measured",
            str(tmp_path / "measured" / "page.json"),
        ]
    )  # fmt: skip
    assert code == 0
    text = (tmp_path / "here" / "RESULTS.md").read_text(encoding="utf-8")
    assert "| tiny student | student | tiny | ours | 1,234 | noise | abc1234 |" in text
    first = section(text, "Table I")
    assert "| SID | 28.9250 / 0.9079 |" in first
    (ours,) = [line for line in first.splitlines() if "ours: tiny student" in line]
    assert "(2 of 200)" in ours
    assert ours.count("not measured") == 4
    assert "(3 of 275)" in section(text, "Table II")
    assert "| SID | 64.66 | 4.43 |" in section(text, "Table IV")
    aims = section(text, "Aims")
    assert "tiny student - tiny teacher, real, NIQE" in aims
    assert "tiny student - tiny teacher, val/rain_heavy, PSNR" in aims
    assert "val/clean" not in aims
    assert text.rstrip().endswith("None yet.")
    shown = re.findall(r"!\[[^]]*\]\(([^)]*)\)", text)
    assert len(shown) == len(read_showcase()) * 4
    assert all((tmp_path / "here" / place).is_file() for place in shown)
    page = read_measured(tmp_path / "measured" / "page.json")
    assert {row.dataset for row in page.rows} == {"Rain200H", "Real275", ""}
    (student,) = [
        row for row in page.rows if (row.method, row.dataset) == ("tiny student", "Rain200H")
    ]
    assert f"{student.psnr_rgb:.2f} / {student.ssim_rgb:.4f} (2 of 200)" in ours


def test_every_row_of_every_table_has_as_many_cells_as_its_head(record, weights, photos, tmp_path):
    words = ["--weights", *map(str, weights), "--photos", str(photos)]
    assert main([str(record), *words, "--output", str(tmp_path / "RESULTS.md")]) == 0
    width = 0
    for line in (tmp_path / "RESULTS.md").read_text(encoding="utf-8").splitlines():
        cells = line.count("|") if line.startswith("|") else 0
        assert cells in (0, width) or width == 0, line
        width = cells


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--stands-for", "val/rain=Rain200H"], "val/rain was not measured"),
        (["--stands-for", "val/rain_heavy=Rain999"], "The paper has no 'Rain999'"),
        (["--photos", "{photos}", "--weights", "{other}"], "was measured with other weights"),
        (["--photos", "gone", "--weights", "{teacher}", "{student}"], "which is not in gone"),
    ],
)
def test_what_does_not_fit_is_said(
    words, said, record, weights, photos, make_weights, tmp_path, caplog
):
    places = {
        "photos": photos,
        "other": make_weights("other"),
        "teacher": weights[0],
        "student": weights[1],
    }
    output = ["--output", str(tmp_path / "RESULTS.md")]
    assert main([str(record), *(word.format(**places) for word in words), *output]) == 1
    assert said in caplog.text
    assert not (tmp_path / "RESULTS.md").exists()


def test_another_file_is_no_record(tmp_path, caplog):
    (tmp_path / "a.json").write_text("{}")
    assert main([str(tmp_path / "a.json"), "--output", str(tmp_path / "RESULTS.md")]) == 1
    assert "no result of training.evaluate" in caplog.text
