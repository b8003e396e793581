"""The one thing that is read from EXIF: which way is up.

Pillow's own reader warns, raises or goes on depending on the damage; a picture must not be lost
because its camera wrote a bad date.
"""

import struct

import numpy as np

from ssidkd.core.picture import Pixels

_ORIENTATION_TAG = 0x0112
_SHORT = 3
_UPRIGHT = 1

_TURNS = {
    1: (0, False),
    2: (0, True),
    3: (2, False),
    4: (2, True),
    5: (3, True),
    6: (3, False),
    7: (1, True),
    8: (1, False),
}
"""What makes a picture upright: quarter turns against the clock, then whether left and right are
exchanged."""


def orientation(exif: bytes | None) -> int:
    """Return the EXIF orientation 1 to 8; 1 (upright) where there is none or it makes no sense."""
    tiff = (exif or b"").removeprefix(b"Exif\0\0")
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return _UPRIGHT
    try:
        (directory,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, directory)
        for entry in range(directory + 2, directory + 2 + 12 * count, 12):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, entry)
            if tag == _ORIENTATION_TAG:
                return value if kind == _SHORT and value in _TURNS else _UPRIGHT
    except struct.error:  # the directory points out of the data
        return _UPRIGHT
    return _UPRIGHT


def upright(pixels: Pixels, value: int) -> Pixels:
    """Return pixels as the camera was held; orientations 5 to 8 swap width and height."""
    turns, mirrored = _TURNS[value]
    turned = np.rot90(pixels, turns)
    return np.ascontiguousarray(turned[:, ::-1] if mirrored else turned)
