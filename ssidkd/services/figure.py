"""A comparison as one picture, for a report or a slide: all panes in a row, numbers under them."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ssidkd.core.picture import Pixels
from ssidkd.services.comparing import Pane
from ssidkd.services.comparison import Comparison

WIDEST = 1600
"""A picture that is wider is made smaller in the figure [px]."""
_NARROWEST = 220  # of a column: the captions of small pictures must fit too
_NAMES = {
    "input": "Input",
    "teacher": "Teacher",
    "student": "Student",
    "finetuned": "Finetuned student",
    "truth": "Ground truth",
}
"""In English on every page: the font that comes with Pillow has Latin letters only."""
_INK, _GREY, _PAPER = (22, 34, 42), (90, 105, 115), (255, 255, 255)


@dataclass(frozen=True)
class _Layout:
    """Measures of a figure [px]."""

    width: int
    """Of a picture."""
    height: int
    column: int
    gap: int
    name: int
    """Height of a name's letters."""
    number: int

    @property
    def line(self) -> int:
        return self.number + self.number // 2


def captions(pane: Pane) -> tuple[str, ...]:
    """Return what stands under a picture: its NIQE, and PSNR and SSIM where there is a truth."""
    lines = ["no NIQE" if pane.niqe is None else f"NIQE {pane.niqe:.2f}"]
    if pane.psnr is not None and pane.ssim is not None:
        lines.append(f"PSNR {pane.psnr:.2f} dB, SSIM {pane.ssim:.3f}")
    return tuple(lines)


def comparison_figure(comparison: Comparison) -> Pixels:
    """Return (H, W, 3) uint8: every pane with its name above and its numbers under it.

    Pictures of up to `WIDEST` keep their pixels; wider ones are averaged down, all alike.
    """
    panes = list(comparison.panes.values())
    height, width = comparison.rainy.shape[:2]
    layout = _layout(width, height)
    lines = max(len(captions(pane)) for pane in panes)
    total = 2 * layout.gap + layout.name * 2 + layout.height + layout.gap // 2 + lines * layout.line
    across = layout.gap + len(panes) * (layout.column + layout.gap)
    sheet = Image.new("RGB", (across, total), _PAPER)
    for index, pane in enumerate(panes):
        left = layout.gap + index * (layout.column + layout.gap)
        _draw(sheet, pane, captions(pane), left, layout)
    return np.asarray(sheet)


def _layout(width: int, height: int) -> _Layout:
    shown = min(width, WIDEST)
    tall = max(1, round(height * shown / width))
    column = max(shown, _NARROWEST)
    number = max(14, column // 32)
    return _Layout(shown, tall, column, max(16, column // 40), number + number // 4, number)


def _draw(sheet: Image.Image, pane: Pane, lines: Sequence[str], left: int, layout: _Layout) -> None:
    """Draw one column: name, picture, numbers."""
    draw = ImageDraw.Draw(sheet)
    top = layout.gap
    left += (layout.column - layout.width) // 2
    draw.text((left, top), _NAMES[pane.name], _INK, ImageFont.load_default(layout.name))
    top += layout.name * 2
    sheet.paste(Image.fromarray(_shown(pane.pixels, layout)), (left, top))
    top += layout.height + layout.gap // 2
    font = ImageFont.load_default(layout.number)
    for index, line in enumerate(lines):
        draw.text((left, top + index * layout.line), line, _GREY, font)


def _shown(pixels: Pixels, layout: _Layout) -> Pixels:
    size = (layout.width, layout.height)
    if size == (pixels.shape[1], pixels.shape[0]):
        return pixels
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
