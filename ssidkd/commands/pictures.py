"""Reads and writes the pictures of the command line, with a sentence for what goes wrong."""

import os
from pathlib import Path

from ssidkd.commands.errors import CommandError
from ssidkd.core.intake import IntakeLimits, PictureRefused, ReceivedPicture, read_picture
from ssidkd.core.picture import Pixels, save_png

# Files of one's own may be larger than what a page lets in: a PNG of 40 megapixels is.
LOCAL_LIMITS = IntakeLimits(max_bytes=512 * 1024 * 1024)


def read(path: Path) -> ReceivedPicture:
    """Return the picture in a file.

    Raises:
        CommandError: it cannot be read, or is not taken as a picture.
    """
    if path.exists() and not os.access(path, os.R_OK):
        raise CommandError(f"{str(path)!r} cannot be read: permission denied.")
    try:
        # Links are followed here: whoever types a path may read what it leads to.
        return read_picture(path.resolve(), LOCAL_LIMITS)
    except PictureRefused as refusal:
        raise CommandError(f"{str(path)!r}: {refusal.sentence}") from refusal


def write(pixels: Pixels, path: Path) -> None:
    """Write a PNG file and the folders above it.

    Raises:
        CommandError: it cannot be written, for lack of space or of permission.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        save_png(pixels, path)
    except OSError as error:
        raise CommandError(f"{str(path)!r} cannot be written: {error.strerror}.") from error
