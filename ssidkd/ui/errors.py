"""Turns whatever went wrong into a sentence for the visitor; the rest goes to the log."""

import logging

from ssidkd.core.derainer import DerainError
from ssidkd.core.intake import PictureRefused
from ssidkd.ui import text

log = logging.getLogger(__name__)


def sentence_of(error: Exception) -> str:
    """Return what a visitor is told; never a path, a traceback or a library's words."""
    if isinstance(error, PictureRefused):
        return error.sentence
    if isinstance(error, DerainError):
        return str(error)
    log.error("unexpected error", exc_info=error)
    return text.UNEXPECTED
