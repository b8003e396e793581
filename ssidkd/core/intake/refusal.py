"""What a visitor is told when a file cannot be taken as a picture."""

from enum import Enum

ACCEPTED = "JPEG, PNG, WebP, AVIF or HEIC"
"""The formats that are taken, as a sentence names them."""


class RefusalCode(str, Enum):
    """Why a file was refused; stable, for tests, logs and interfaces."""

    MISSING = "missing"
    NOT_A_FILE = "not_a_file"
    EMPTY = "empty"
    TOO_MANY_BYTES = "too_many_bytes"
    NOT_IMAGE = "not_image"
    FORMAT = "format"
    TRUNCATED = "truncated"
    CORRUPT = "corrupt"
    TOO_SMALL = "too_small"
    TOO_MANY_PIXELS = "too_many_pixels"
    ASPECT = "aspect"


class PictureRefused(ValueError):  # noqa: N818 (what happens is no error of the program)
    """A file that is not taken as a picture.

    Args:
        code: the reason.
        sentence: one plain sentence with the remedy, fit to be shown: it names no path, no
            library and nothing that the file contains.
    """

    def __init__(self, code: RefusalCode, sentence: str) -> None:
        super().__init__(code, sentence)  # both, so that the exception survives pickling
        self.code = code
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


def truncated() -> PictureRefused:
    """Return the refusal of a file whose end is missing."""
    return PictureRefused(
        RefusalCode.TRUNCATED,
        "The end of this picture is missing; please copy or download the file again.",
    )


def corrupt() -> PictureRefused:
    """Return the refusal of a file that is damaged, or made in a way nobody else reads either."""
    return PictureRefused(
        RefusalCode.CORRUPT,
        "This picture is damaged or unusual; please save it again as JPEG or PNG.",
    )


def not_image() -> PictureRefused:
    """Return the refusal of a file that holds no picture."""
    return PictureRefused(
        RefusalCode.NOT_IMAGE, f"This file is not a picture; please choose a {ACCEPTED} file."
    )
