"""Intakes that lack one guard each: the fuzz or the catalogue has to notice every one of them."""

from collections.abc import Callable
from typing import Any

from ssidkd.core.intake import (
    IntakeLimits,
    ReceivedPicture,
    colour,
    decoding,
    jpeg,
    read_picture,
    reader,
    source,
)
from tests.fuzz.cases import Reader

_LETS_ALL_PASS = lambda *arguments, **options: None  # noqa: E731


def _without_boundary(data: bytes, limits: IntakeLimits) -> ReceivedPicture:
    """Read as `read_picture` does, but let whatever a decoder raises through."""
    return reader._receive(source.read_bytes(data, limits), limits)


REPLACED: dict[str, tuple[Any, str, Any]] = {
    "size": (decoding, "check_size", _LETS_ALL_PASS),
    "bytes": (source, "check_bytes", _LETS_ALL_PASS),
    "PNG structure": (decoding, "check_png", _LETS_ALL_PASS),
    "JPEG structure": (decoding, "clean_jpeg", lambda data: (data, None)),
    "scans": (jpeg, "_MAX_SCANS", 10**9),
    "lost blocks": (decoding, "_ends_in_grey", lambda image: False),
    "AV1 streams": (decoding, "check_av1", _LETS_ALL_PASS),
    "boxes": (decoding, "check_boxes", _LETS_ALL_PASS),
    "end of WebP": (decoding, "clean_webp", lambda data: data),
    "orientation": (reader, "orientation", lambda exif: 1),
    "profile": (colour, "_through_profile", lambda image, profile: image.convert("RGB")),
    "16 bits": (colour, "_from_16_bit", lambda image: image.convert("L")),
    "transparent level": (decoding, "transparent_levels", lambda data, levels: levels),
    "alpha": (colour, "_split_alpha", lambda image: (image.convert("RGB"), None)),
}
"""Guard -> module, name, and what stands in its place."""
BOUNDARY = "boundary"
GUARDS = (BOUNDARY, *REPLACED)


def reader_without(guard: str | None, replace: Callable[..., None] = setattr) -> Reader:
    """Return an intake without one guard; `replace` puts something in the place of a name."""
    if guard == BOUNDARY:
        return _without_boundary
    if guard is not None:
        replace(*REPLACED[guard])
    return read_picture
