"""How a file is damaged: blindly, and with knowledge of chunks, segments, boxes and lengths."""

import random
import struct
from collections.abc import Sequence

from tests.core.intake.builders import png
from tests.fuzz.blind import BLIND, Mutation
from tests.fuzz.box_damage import FOR_BOXES, FOR_RIFF
from tests.fuzz.jpeg_damage import FOR_JPEG
from tests.fuzz.png_damage import FOR_PNG


def damaged(data: bytes, chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    """Return a file after one to six mutations of those that fit it."""
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 6))):
        data = chance.choice(_fitting(data))(data, chance, seeds)
    if data.startswith(png.SIGNATURE) and chance.random() < 0.9:
        data = png.with_checksums(data)
    if data.startswith(b"RIFF") and len(data) > 8 and chance.random() < 0.7:
        data = data[:4] + struct.pack("<I", len(data) - 8) + data[8:]
    return data


def _fitting(data: bytes) -> Sequence[Mutation]:
    """Return the mutations that know the format of a file, and the blind ones."""
    if data.startswith(png.SIGNATURE):
        return (*BLIND, *FOR_PNG)
    if data.startswith(b"\xff\xd8\xff"):
        return (*BLIND, *FOR_JPEG)
    if data.startswith(b"RIFF"):
        return (*BLIND, *FOR_RIFF)
    if data[4:8] == b"ftyp":
        return (*BLIND, *FOR_BOXES)
    return BLIND
