"""How much one request may bring, in one place."""

from dataclasses import dataclass

KIBIBYTE = 1 << 10
MEBIBYTE = 1 << 20


@dataclass(frozen=True, kw_only=True)
class RequestLimits:
    """What a request may bring; more is refused before anybody reads it."""

    body_bytes: int = 256 * KIBIBYTE
    """Of every request but uploads: our own page sends some kilobytes, 200 photos' names 80."""
    owner_bytes: int = 512 * KIBIBYTE
    """Of requests of the owner's page, where some thousand photos are decided on at once."""
    upload_bytes: int = 600 * MEBIBYTE
    """Of all files that are sent at once. The page puts a whole batch (60 pictures) or all photos
    of a finetuning (200) into one request; how large one file may be, the intake says."""
    header_bytes: int = 32 * KIBIBYTE
    """Of all headers together; a login's cookie takes up to 4 KiB of them."""


DEFAULT_LIMITS = RequestLimits()
