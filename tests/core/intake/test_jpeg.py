"""How many restart markers a scan must hold, by hand from ITU-T T.81, A.2."""

import pytest

from ssidkd.core.intake.jpeg import Frame

LUMINANCE, BLUE, RED = 1, 2, 3
HALVED_COLOURS = {LUMINANCE: (2, 2), BLUE: (1, 1), RED: (1, 1)}


@pytest.mark.parametrize(
    ("components", "interval", "expected"),
    [
        ([LUMINANCE, BLUE, RED], 3, 3),  # 4 x 3 units of 16 x 16 pixels
        ([LUMINANCE, BLUE, RED], 5, 2),
        ([LUMINANCE, BLUE, RED], 100, 0),
        ([LUMINANCE], 3, 15),  # 8 x 6 blocks of 8 x 8 pixels
        ([BLUE], 3, 3),  # 4 x 3 blocks
        ([LUMINANCE, BLUE, RED], 0, 0),  # none declared
    ],
)
def test_restarts_of_a_scan(components, interval, expected):
    frame = Frame(64, 48, HALVED_COLOURS)
    assert frame.restarts(bytes(components), interval) == expected


def test_restarts_of_a_picture_that_fills_no_whole_block():
    assert Frame(33, 41, {LUMINANCE: (1, 1)}).restarts(bytes([LUMINANCE]), 1) == 5 * 6 - 1
