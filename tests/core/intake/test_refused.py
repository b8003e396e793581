"""Every case of the bad-input catalogue that must be refused, and with which code."""

import sys

import pytest

from ssidkd.core.intake import IntakeLimits, PictureRefused, RefusalCode, read_picture
from tests.core.intake.builders import others
from tests.core.intake.builders.pictures import noise
from tests.core.intake.catalogue.refused import HEIC, REFUSED


@pytest.mark.parametrize(
    ("data", "code"), [case[1:] for case in REFUSED], ids=[c[0] for c in REFUSED]
)
def test_file_is_refused_with_its_code_and_one_sentence(data, code):
    with pytest.raises(PictureRefused) as refusal:
        read_picture(data)
    assert refusal.value.code is RefusalCode(code)
    assert refusal.value.sentence.endswith(".")
    assert refusal.value.sentence.count(". ") == 0
    assert "please" in refusal.value.sentence


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a"])
@pytest.mark.parametrize("content", [others.EPS, others.PDF], ids=["EPS", "PDF"])
def test_no_other_program_is_started(tmp_path, monkeypatch, name, content):
    canary = tmp_path / "started"
    for program in ("gs", "djpeg", "pdftoppm"):
        fake = tmp_path / program
        fake.write_text(f"#!/bin/sh\ntouch {canary}\n")
        fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / name).write_bytes(content)
    with pytest.raises(PictureRefused):
        read_picture(tmp_path / name)
    assert not canary.exists()


def test_heic_without_its_decoder_asks_for_jpeg(monkeypatch):
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    with pytest.raises(PictureRefused, match="save the picture as JPEG") as refusal:
        read_picture(HEIC)
    assert refusal.value.code is RefusalCode.FORMAT


def test_animation_counts_all_its_frames():
    data = others.animated([noise(seed=seed) for seed in range(3)], "WEBP")
    pixels = 3 * 48 * 64
    assert read_picture(data, IntakeLimits(max_pixels=pixels)).pixels.shape == (48, 64, 3)
    with pytest.raises(PictureRefused, match="please save one frame as JPEG or PNG") as refusal:
        read_picture(data, IntakeLimits(max_pixels=pixels - 1))
    assert refusal.value.code is RefusalCode.TOO_MANY_PIXELS
