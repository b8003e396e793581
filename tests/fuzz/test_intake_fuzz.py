"""The fuzz of the intake finds nothing, and can find something.

A long run is `python -m tests.fuzz.intake`; here it is short enough for every change.
"""

import json
import os
import signal
import subprocess
import sys
import warnings

import numpy as np
import pytest

from ssidkd.core.intake import IntakeLimits, PictureRefused, ReceivedPicture, RefusalCode
from ssidkd.core.intake import read_picture as whole_intake
from tests.core.intake.builders import icc, jpeg, others, png
from tests.core.intake.builders.pictures import photo
from tests.core.intake.catalogue.refused import REFUSED
from tests.core.intake.catalogue.taken import TAKEN
from tests.fuzz import campaign, corpus, intake
from tests.fuzz.campaign import Campaign
from tests.fuzz.cases import Cases, Wrong, judged
from tests.fuzz.guards import BOUNDARY, REPLACED, reader_without

EXECUTIONS = int(os.environ.get("SSIDKD_TEST_FUZZ_EXECUTIONS", "3000"))
MEBIBYTE = 1024 * 1024
LIMITS = IntakeLimits(max_pixels=1_000_000)


def test_only_pictures_and_refusals_come_out():
    seen = campaign.run(Campaign(executions=EXECUTIONS, minutes=60))
    assert seen.wrong == []
    assert seen.executions == EXECUTIONS
    assert sum(seen.outcomes.values()) == EXECUTIONS
    codes = ("corrupt", "truncated", "format", "not_image", "too_many_pixels", "too_small")
    assert {*codes, "taken"} <= set(seen.outcomes)
    assert seen.outcomes["taken"] > EXECUTIONS / 10
    if seen.peak_bytes:
        assert seen.peak_bytes - seen.base_bytes < 400 * MEBIBYTE


def test_a_guard_left_out_is_found():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        seen = campaign.run(Campaign(executions=500, minutes=60, without=BOUNDARY))
    assert len(seen.wrong) > 20
    assert any("left the intake" in what for _, what in seen.wrong)


def test_a_case_without_an_end_ends_the_process(root):
    code = "from tests.fuzz.campaign import end_after\nend_after(0.1)\nwhile True: pass"
    run = subprocess.run([sys.executable, "-c", code], cwd=root, check=False)
    assert run.returncode == -signal.SIGPROF


def test_the_command_writes_its_figures_and_makes_a_case_again(tmp_path, capsys):
    figures, again = tmp_path / "figures.json", tmp_path / "case"
    assert intake.main(["--executions", "40", "--json", str(figures)]) == 0
    assert json.loads(figures.read_text())["executions"] == 40
    assert "executions: 40" in capsys.readouterr().out
    assert intake.main(["--show", "7", "--into", str(again)]) == 0
    assert again.read_bytes() == Cases(1).file(7)


def test_a_case_is_its_number():
    once, again, other = Cases(1), Cases(1), Cases(2)
    assert [once.file(number) for number in range(200)] == [again.file(n) for n in range(200)]
    assert [once.file(number) for number in range(9)] != [other.file(n) for n in range(9)]


def test_what_it_begins_with_is_taken_or_odd():
    for name, data in corpus.taken().items():
        assert judged(whole_intake, data, LIMITS).what == "taken", name
    for name, data in corpus.odd().items():
        told = judged(whole_intake, data, LIMITS).what
        assert (told == "taken") == (name == "JPEG of many scans"), name


# What the judge has to notice


def answering(pixels, *notices):
    return lambda data, limits: ReceivedPicture(pixels, notices)


def refusing(sentence):
    def refuse(data, limits):
        raise PictureRefused(RefusalCode.CORRUPT, sentence)

    return refuse


@pytest.mark.parametrize(
    "reader",
    [
        answering(np.zeros((40, 40, 3), np.float32)),
        answering(np.zeros((40, 40, 4), np.uint8)),
        answering(np.zeros((31, 40, 3), np.uint8)),
        answering(np.zeros((1001, 1000, 3), np.uint8)),
        answering(np.zeros((32, 641, 3), np.uint8)),
        answering(np.zeros((40, 80, 3), np.uint8)[:, ::2]),
        answering(photo(), "lower case"),
        refusing("PNG error 0x80: please help."),
        refusing("Cannot open /tmp/picture; please try again."),
        refusing("This is damaged."),
        refusing("please try again"),
        lambda data, limits: 1 / 0,
    ],
)
def test_the_judge_notices(reader):
    with pytest.raises(Wrong):
        judged(reader, b"", LIMITS)


# Which row of the catalogue each guard is for

ROW_OF = {
    "size": "I-41 4000 x 1",
    "bytes": "I-72 0 bytes",
    "PNG structure": "I-06 PNG with a wrong checksum of the pixels",
    "JPEG structure": "I-75 JPEG that lost 8 restart markers and blocks",
    "lost blocks": "I-02 JPEG cut at 50 % with an end marker",
    "AV1 streams": "I-50 AVIF of 144 megapixels that claims 64 x 64",
    "boxes": "I-05 AVIF cut at 50 %",
    "end of WebP": "I-05 WebP cut at 50 %",
    "16 bits": "I-11 16-bit grey PNG",
    "transparent level": "I-13 2-bit grey, one level transparent",
    "alpha": "I-15 RGBA PNG, noise under alpha",
}


def is_as_specified(reader, row):
    """Tell whether a row of the catalogue comes out as it says."""
    for name, data, code in REFUSED:
        if name == row:
            try:
                reader(data, IntakeLimits())
            except PictureRefused as refusal:
                return refusal.code.value == code
            return False
    case = next(case for case in TAKEN if case.name == row)
    received = reader(case.data, IntakeLimits())
    return (
        np.abs(received.pixels.astype(int) - case.pixels).mean() <= case.error
        and received.notices == case.notices
    )


@pytest.mark.parametrize("guard", ROW_OF)
def test_each_guard_is_needed_for_a_row(guard, monkeypatch):
    assert is_as_specified(whole_intake, ROW_OF[guard])
    assert not is_as_specified(reader_without(guard, monkeypatch.setattr), ROW_OF[guard])


def test_the_limit_of_scans_is_needed(monkeypatch):
    data = jpeg.scan_bomb(150, side=64)
    with pytest.raises(PictureRefused):
        whole_intake(data)
    assert reader_without("scans", monkeypatch.setattr)(data, LIMITS).pixels.shape == (64, 64, 3)


def test_the_orientation_is_needed(monkeypatch):
    data = png.rgb(photo(), png.chunk(b"eXIf", jpeg.orientation_tiff(6)))
    assert whole_intake(data).pixels.shape == (64, 48, 3)
    reader = reader_without("orientation", monkeypatch.setattr)
    assert reader(data, LIMITS).pixels.shape == (48, 64, 3)


def test_the_profile_is_needed(monkeypatch):
    wide = others.saved(photo(), "PNG", icc_profile=icc.rgb_profile(icc.DISPLAY_P3))
    expected = icc.converted(photo(), icc.DISPLAY_P3).astype(int)
    assert np.abs(whole_intake(wide).pixels - expected).mean() < 1
    reader = reader_without("profile", monkeypatch.setattr)
    assert np.abs(reader(wide, LIMITS).pixels - expected).mean() > 2


def test_every_guard_has_its_control():
    assert {*ROW_OF, "scans", "orientation", "profile"} == set(REPLACED)
