"""Colour profiles built from their primaries, and the matrix arithmetic to check them with.

Colorants are relative to D50. Display P3: https://www.color.org/chardata/rgb/DisplayP3.xalter;
Adobe RGB (1998): its specification, annex; sRGB: IEC 61966-2-1 adapted by Bradford.
"""

import struct

import numpy as np

SRGB = np.array(
    [[0.43607, 0.38515, 0.14307], [0.22249, 0.71689, 0.06062], [0.01392, 0.09708, 0.71410]]
)
DISPLAY_P3 = np.array(
    [[0.51512, 0.29198, 0.15710], [0.24120, 0.69225, 0.06657], [-0.00105, 0.04189, 0.78407]]
)
ADOBE_RGB = np.array(
    [[0.60974, 0.20528, 0.14919], [0.31111, 0.62567, 0.06322], [0.01947, 0.06087, 0.74457]]
)
D50 = np.array([0.9642, 1.0, 0.8249])
ADOBE_GAMMA = 563 / 256


def rgb_profile(colorants, gamma=None):
    """A profile of three colorants (columns, XYZ) and a gamma, or the curve of sRGB."""
    curve = _power_curve(gamma) if gamma else _srgb_curve()
    tags = [(b"wtpt", _xyz(D50))]
    for name, colorant in zip((b"r", b"g", b"b"), colorants.T, strict=True):
        tags += [(name + b"XYZ", _xyz(colorant)), (name + b"TRC", curve)]
    return _profile(b"RGB ", tags)


def grey_profile(gamma):
    """A profile of one grey curve."""
    return _profile(b"GRAY", [(b"wtpt", _xyz(D50)), (b"kTRC", _power_curve(gamma))])


def converted(pixels, colorants, gamma=None):
    """Pixels of a profile as sRGB pixels, by matrix arithmetic."""
    levels = pixels / 255
    linear = levels**gamma if gamma else _srgb_to_linear(levels)
    mixed = linear @ (np.linalg.inv(SRGB) @ colorants).T
    return (255 * _linear_to_srgb(mixed.clip(0, 1))).round().astype(np.uint8)


def colour_difference(pixels, reference):
    """CIE 1976 colour differences of sRGB pixels."""
    return np.linalg.norm(_lab(pixels) - _lab(reference), axis=-1)


def _lab(pixels):
    ratio = (_srgb_to_linear(pixels / 255) @ SRGB.T) / D50
    root = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    x, y, z = np.moveaxis(root, -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def _srgb_to_linear(levels):
    return np.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)


def _linear_to_srgb(linear):
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


def _fixed(*values):
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _xyz(values):
    return b"XYZ \0\0\0\0" + _fixed(*values)


def _srgb_curve():
    values = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    return b"para\0\0\0\0\0\3\0\0" + _fixed(*values)


def _power_curve(gamma):
    return b"para\0\0\0\0\0\0\0\0" + _fixed(gamma)


def _profile(space, tags):
    table, bodies = struct.pack(">I", len(tags)), b""
    offset = 128 + 4 + 12 * len(tags)
    for name, body in tags:
        table += struct.pack(">4sII", name, offset + len(bodies), len(body))
        bodies += body
    size = offset + len(bodies)
    header = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x04300000, b"mntr", space, b"XYZ ")
    header += bytes(12) + b"acsp" + bytes(28) + _fixed(*D50)
    return header.ljust(128, b"\0") + table + bodies
