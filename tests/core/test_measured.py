import pytest

from ssidkd.core.measured import (
    Measured,
    MeasuredDifference,
    MeasuredError,
    MeasuredRow,
    MeasuredWeights,
    measured_json,
    read_measured,
)

WEIGHTS = MeasuredWeights(
    name="t", role="teacher", variant="lite", recipe="r", steps=3, data="雨", sha256="a",
    parameters=5, multiply_adds=7,
)  # fmt: skip
ROW = MeasuredRow(
    method="t", condition="real", dataset="Real275", pictures=2, psnr_rgb=None, ssim_rgb=None,
    psnr_y=None, ssim_y=None, niqe=3.6, dark_mean=0.3, sharpness=9.0, seconds=None,
)  # fmt: skip
DIFFERENCE = MeasuredDifference(
    condition="real", first="input", second="t", measure="niqe", mean=-0.2, low=-0.4, high=-0.05
)


def test_what_is_written_is_read_back(tmp_path):
    measured = Measured(weights=(WEIGHTS,), rows=(ROW,), differences=(DIFFERENCE,))
    path = tmp_path / "measured.json"
    path.write_text(measured_json(measured), encoding="utf-8")
    assert read_measured(path) == measured


def test_a_missing_file_is_nothing_measured(tmp_path):
    assert read_measured(tmp_path / "gone.json") == Measured()


@pytest.mark.parametrize("text", ["{}", "no JSON", '{"weights": [{}], "rows": []}'])
def test_another_file_is_refused_in_words(text, tmp_path):
    path = tmp_path / "measured.json"
    path.write_text(text)
    with pytest.raises(MeasuredError, match=r"--measured"):
        read_measured(path)
