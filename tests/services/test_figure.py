from dataclasses import replace

import numpy as np
import pytest

from ssidkd.core.dark_channel import measure_dark_channel
from ssidkd.services import figure
from ssidkd.services.comparing import Pane
from ssidkd.services.comparison import Comparison
from ssidkd.services.figure import captions, comparison_figure
from tests.page_services import textured


def pane(name, pixels, **changes):
    dark = measure_dark_channel(pixels)
    return Pane(
        name=name, pixels=pixels, dark=dark, **({"niqe": 4.0, "niqe_reason": None} | changes)
    )


def comparison(height, width):
    names = ("input", "teacher", "student", "truth")
    panes = {name: pane(name, textured(height, width, seed)) for seed, name in enumerate(names)}
    return Comparison(panes=panes)


def holds(sheet, pixels):
    """Whether a picture stands somewhere in a sheet, pixel for pixel."""
    height, width = pixels.shape[:2]
    rows, columns = np.nonzero((sheet == pixels[0, 0]).all(axis=2))
    return any(
        np.array_equal(sheet[row : row + height, column : column + width], pixels)
        for row, column in zip(rows, columns, strict=True)
    )


@pytest.mark.parametrize("size", [(120, 240), (90, 40)])
def test_every_picture_stands_in_the_figure_pixel_for_pixel(size):
    shown = comparison(*size)
    sheet = comparison_figure(shown)
    assert sheet.dtype == np.uint8
    assert all(holds(sheet, each.pixels) for each in shown.panes.values())


def test_names_stand_above_and_numbers_below():
    sheet = comparison_figure(Comparison(panes={"input": pane("input", textured(120, 240))}))
    written = (sheet != 255).any(axis=2).any(axis=1)
    picture = np.flatnonzero((sheet[:, sheet.shape[1] // 2] != 255).any(axis=1))
    assert written[: picture[0]].any()
    assert written[picture[-1] + 1 :].any()


def test_wide_pictures_are_made_smaller_all_alike(monkeypatch):
    monkeypatch.setattr(figure, "WIDEST", 300)
    sheet = comparison_figure(comparison(200, 600))
    assert 4 * 300 < sheet.shape[1] < 4 * 330
    assert sheet.shape[0] < 200


def test_captions_say_what_is_known():
    known = pane("student", textured(40, 60))
    assert captions(known) == ("NIQE 4.00",)
    assert captions(replace(known, niqe=None)) == ("no NIQE",)
    measured = replace(known, psnr=24.126, ssim=0.8712)
    assert captions(measured) == ("NIQE 4.00", "PSNR 24.13 dB, SSIM 0.871")
