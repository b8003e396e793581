"""The evaluate command end to end, with a tiny network."""

import json
import logging

import pytest

from ssidkd.core.derainer import Derainer
from ssidkd.core.metrics import psnr_rgb, ssim_y
from ssidkd.core.picture import save_png
from ssidkd.core.weights import load_weights
from ssidkd.learning.photos import read_pixels
from training.evaluate import main
from training.evaluation.records import from_json, read_csv


@pytest.fixture(autouse=True)
def _every_word(caplog):
    caplog.set_level(logging.INFO)


def test_everything_at_once(pairs_folder, real_folder, make_weights, tmp_path, capsys):
    teacher, student = make_weights("t", "teacher"), make_weights("s", "student")
    made = tmp_path / "made" / "val" / "rain_light"
    made.mkdir(parents=True)
    for path in (pairs_folder / "norain").iterdir():
        save_png(read_pixels(path), made / path.name)
    code = main(
        [
            str(teacher), f"mine={student}", "--pairs", str(pairs_folder), "--real",
            str(real_folder), "--hold-out-last", "2", "--outputs", f"perfect={tmp_path / 'made'}",
            "--csv", str(tmp_path / "a.csv"), "--json", str(tmp_path / "a.json"), "--html",
            str(tmp_path / "a.html"), "--save", str(tmp_path / "saved"), "--device", "cpu",
        ]
    )  # fmt: skip
    assert code == 0
    printed = capsys.readouterr().out
    assert "val/rain_heavy" in printed
    assert "tiny teacher - input" in printed
    record = from_json((tmp_path / "a.json").read_text())
    assert read_csv(tmp_path / "a.csv") == list(record.scores)
    assert "data:image/png" in (tmp_path / "a.html").read_text(encoding="utf-8")
    rows = {(one.condition, one.method): one for one in record.summaries}
    assert set(rows) == {
        *(
            (condition, method)
            for condition in ("val/rain_heavy", "val/rain_light", "val/clean", "real")
            for method in ("input", "tiny teacher", "mine")
        ),
        ("val/rain_light", "perfect"),
    }
    assert rows["val/clean", "input"].psnr_rgb == rows["val/rain_light", "perfect"].psnr_rgb == 100
    assert rows["real", "mine"].pictures == 2
    assert rows["real", "mine"].niqe_pictures == 1  # r-2 is too small for it
    pixels = read_pixels(pairs_folder / "rain_heavy" / "p-1.png")
    truth = read_pixels(pairs_folder / "norain" / "p-1.png")
    network = load_weights(student).network
    derained = Derainer(network, device="cpu", precision="float32").derain(pixels).derained
    (score,) = (
        one
        for one in record.scores
        if (one.method, one.condition, one.picture) == ("mine", "val/rain_heavy", "p-1")
    )
    assert score.psnr_rgb == psnr_rgb(derained, truth)
    assert score.ssim_y == ssim_y(derained, truth)
    saved = tmp_path / "saved" / "mine" / "val" / "rain_heavy" / "p-1.png"
    assert (read_pixels(saved) == derained).all()
    assert not (tmp_path / "saved" / "input").exists()


def test_what_was_saved_scores_the_same_when_it_comes_from_elsewhere(
    pairs_folder, make_weights, tmp_path, capsys
):
    pairs = ["--pairs", str(pairs_folder), "--without-clean", "--json"]
    assert main([f"a={make_weights()}", *pairs, "--save", str(tmp_path / "saved")]) == 0
    first = json.loads(capsys.readouterr().out)
    assert main([*pairs[:-1], "--each"]) == 0
    assert "val/rain_heavy/p-1" in capsys.readouterr().out
    assert main([*pairs, "--outputs", f"a={tmp_path / 'saved' / 'a'}"]) == 0
    second = json.loads(capsys.readouterr().out)
    numbers = [[{**row, "seconds": None} for row in result["scores"]] for result in (first, second)]
    assert numbers[0] == numbers[1]
    assert len(numbers[0]) == 2 * 2 * 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Name pictures to evaluate on"),
        (["--pairs", "{pairs}/norain"], "needs norain/"),
        (["{weights}", "{weights}", "--pairs", "{pairs}"], "share a name"),
        (["gone.safetensors", "--pairs", "{pairs}"], "gone.safetensors"),
        (["--pairs", "{pairs}", "--outputs", "{pairs}"], "Say whose pictures"),
        (["--pairs", "{pairs}", "{pairs}"], "same name"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    arguments, said, pairs_folder, make_weights, caplog
):
    places = {"pairs": pairs_folder, "weights": make_weights()}
    assert main([argument.format(**places) for argument in arguments]) == 1
    assert said in caplog.text
