"""Turns what went wrong in the tab's services into a sentence in the page's language."""

import logging

from ssidkd.core.derainer import DerainError
from ssidkd.core.durable import is_disk_full
from ssidkd.core.intake import PictureRefused
from ssidkd.ui.words import Words

log = logging.getLogger(__name__)


def sentence_of(error: Exception, words: Words) -> str:
    """Return what a visitor is told; what nobody foresaw is logged."""
    if isinstance(error, PictureRefused | DerainError):
        return translated(str(error), words)
    log.error("unexpected error", exc_info=error)
    if is_disk_full(error):
        return words.common.disk_full
    return words.common.unexpected


def translated(sentence: str, words: Words) -> str:
    """Return an English sentence of core or of the tab's services in the page's language."""
    return words.refusals.say(words.batch.sentences.say(sentence))
