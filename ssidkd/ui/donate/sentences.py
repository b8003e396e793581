"""What a donor is told of an error of the collection, in the page's language."""

import logging
import traceback

from ssidkd.core.durable import is_disk_full
from ssidkd.services.collection.attempts import TooManyAttemptsError
from ssidkd.services.collection.errors import CollectionError
from ssidkd.services.jobs.photos import PhotosGoneError
from ssidkd.ui.words import Words

log = logging.getLogger(__name__)


def problem_of(error: Exception, words: Words) -> str:
    """Return what a visitor is told of an error."""
    if isinstance(error, CollectionError):
        return words.donate.sentences.say(str(error))
    if isinstance(error, PhotosGoneError):
        return words.finetune.sentences.say(str(error))
    if isinstance(error, TooManyAttemptsError):
        time = words.common.time_left(error.seconds)
        return words.donate.withdraw.too_many.format(time=time)
    # Its message may name a file, and with it a photo; it stays out of the log.
    where = "".join(traceback.format_tb(error.__traceback__))
    log.error("Unexpected %s in the tab Donate\n%s", type(error).__name__, where)
    if is_disk_full(error):
        return words.donate.sentences.say(
            "The disk is nearly full, so no photo can be kept. Please try again later."
        )
    return words.common.unexpected
