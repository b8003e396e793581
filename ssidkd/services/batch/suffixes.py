"""Which files of a folder are taken for pictures; the command line and the page ask the same."""

PICTURE_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".webp", ".avif", ".heic", ".heif"}
)
"""What is taken from a folder. A file that is named itself is taken whatever it is called."""
