"""`score` prints one object for one picture, a list for several, and names what it cannot score."""

import json

import numpy as np
import pytest

from ssidkd.__main__ import main
from ssidkd.core.picture import save_png


def noise(side=(192, 192), seed=0):
    values = np.random.default_rng(seed).normal(127.5, 10, (*side, 3))
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "noise.png"
    save_png(noise(), path)
    return str(path)


def printed(capsys):
    return json.loads(capsys.readouterr().out)


def test_one_picture_alone_has_a_niqe_and_nothing_else(picture, capsys):
    assert main(["score", picture, "--json"]) == 0
    row = printed(capsys)
    assert row.pop("niqe") > 0
    names = ["niqe_reason", "psnr_rgb", "ssim_rgb", "psnr_y", "ssim_y"]
    assert row == {"file": picture, **dict.fromkeys(names)}


def test_a_picture_against_itself_is_perfect(picture, capsys):
    assert main(["score", picture, "--reference", picture, "--json"]) == 0
    row = printed(capsys)
    assert (row["psnr_rgb"], row["psnr_y"]) == (100, 100)
    assert (row["ssim_rgb"], row["ssim_y"]) == pytest.approx((1, 1))


def test_a_level_of_difference_everywhere_is_48_decibels(picture, tmp_path, capsys):
    brighter = tmp_path / "brighter.png"
    save_png(noise() + np.uint8(1), brighter)
    assert main(["score", str(brighter), "--reference", picture, "--json"]) == 0
    assert printed(capsys)["psnr_rgb"] == pytest.approx(20 * np.log10(255))


def test_a_picture_without_a_niqe_says_why(tmp_path, capsys):
    small = tmp_path / "small.png"
    save_png(noise((64, 64)), small)
    assert main(["score", str(small), "--json"]) == 0
    row = printed(capsys)
    assert row["niqe"] is None
    assert "too small" in row["niqe_reason"]
    assert main(["score", str(small)]) == 0
    assert "NIQE      none. This picture is too small" in capsys.readouterr().out


def test_several_pictures_are_a_list_and_a_bad_one_is_named_in_its_place(picture, tmp_path, capsys):
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    assert main(["score", picture, str(broken), picture, "--json"]) == 1
    output = capsys.readouterr()
    first, second, third = json.loads(output.out)
    assert first == third
    assert second["file"] == str(broken)
    assert "not a picture" in second["error"]
    assert second["error"] in output.err


def test_pictures_of_two_sizes_cannot_be_compared(picture, tmp_path, capsys):
    small = tmp_path / "small.png"
    save_png(noise((64, 64)), small)
    assert main(["score", str(small), "--reference", picture]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert "small.png" in output.err


def test_a_missing_reference_ends_the_command(picture, capsys):
    assert main(["score", picture, "--reference", "nowhere.png", "--json"]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("ssidkd score: 'nowhere.png': This file is no longer there")
