"""Turns whatever went wrong into a sentence for the visitor; the rest goes to the log."""

import logging

from ssidkd.core.derainer import DerainError
from ssidkd.core.durable import is_disk_full
from ssidkd.core.intake import PictureRefused
from ssidkd.services.jobs.ids import JobNotFoundError
from ssidkd.services.jobs.results import DamagedResultError, NoResultError
from ssidkd.services.memory import named
from ssidkd.services.truth import TruthSizeError
from ssidkd.ui import sentences
from ssidkd.ui.words import ENGLISH, Words

log = logging.getLogger(__name__)


def sentence_of(error: Exception, words: Words = ENGLISH) -> str:
    """Return what a visitor is told; never a path, a traceback or a library's words."""
    error = named(error)
    if isinstance(error, PictureRefused):
        return words.refusals.say(error.sentence)
    if isinstance(error, DerainError):
        return words.refusals.say(str(error))
    if isinstance(error, TruthSizeError):
        return sentences.truth_size(error, words)
    said = words.finetune_result
    if isinstance(error, JobNotFoundError):
        return said.missing
    if isinstance(error, NoResultError):
        return said.no_result
    if isinstance(error, DamagedResultError):
        return said.damaged
    log.error("unexpected error", exc_info=error)
    if is_disk_full(error):
        return words.common.disk_full
    return words.common.unexpected
