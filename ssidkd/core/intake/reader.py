"""The one function that every file from outside passes."""

from dataclasses import dataclass
from pathlib import Path

from ssidkd.core.intake.colour import to_srgb
from ssidkd.core.intake.decoding import decode
from ssidkd.core.intake.exif import orientation, upright
from ssidkd.core.intake.kinds import recognise
from ssidkd.core.intake.limits import DEFAULT_LIMITS, IntakeLimits
from ssidkd.core.intake.refusal import PictureRefused, RefusalCode, corrupt
from ssidkd.core.intake.source import read_bytes
from ssidkd.core.picture import Pixels


@dataclass(frozen=True)
class ReceivedPicture:
    """A picture from outside, of which nothing but the pixels was kept."""

    pixels: Pixels
    """(H, W, 3) uint8, sRGB, upright."""
    notices: tuple[str, ...]
    """Sentences for the visitor about what was changed on the way."""


def read_picture(source: Path | bytes, limits: IntakeLimits = DEFAULT_LIMITS) -> ReceivedPicture:
    """Return the pixels of a file that nobody vouches for.

    The format is told by the content. Size is checked before pixels are decoded. A file that is
    not whole is refused, never shown half; of a file that holds several pictures the first is
    taken, or the one it names as its main one.

    Args:
        source: a regular file (no link), or the bytes of one.
        limits: what is taken.

    Raises:
        PictureRefused: whatever else happens, no other exception leaves.
    """
    try:
        return _receive(read_bytes(source, limits), limits)
    except PictureRefused:
        raise
    except MemoryError as error:
        raise PictureRefused(
            RefusalCode.TOO_MANY_PIXELS,
            "There is not enough memory to open this picture; please make it smaller.",
        ) from error
    except Exception as error:  # decoders raise a dozen unrelated classes on damaged files
        raise corrupt() from error


def _receive(data: bytes, limits: IntakeLimits) -> ReceivedPicture:
    """Return the pixels of a file; may raise anything."""
    decoded = decode(recognise(data), data, limits)
    pixels, notices = to_srgb(decoded)
    if decoded.frames > 1:
        several = f"This file holds {decoded.frames} pictures; only the first one was taken."
        notices = (several, *notices)
    return ReceivedPicture(upright(pixels, orientation(decoded.exif)), notices)
