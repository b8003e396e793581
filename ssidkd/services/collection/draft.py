"""A donation while it is taken in."""

import logging
from dataclasses import dataclass, field

from ssidkd.core.durable import is_disk_full
from ssidkd.services.collection.errors import QuotaError
from ssidkd.services.collection.offer import Agreed, DonationAnswer, PhotoAnswer
from ssidkd.services.collection.preparing import HaveItError, PreparedPhoto
from ssidkd.services.collection.quota import no_room

_LOGGER = logging.getLogger(__name__)
_FAILED = "This photo could not be kept. Please try it again."


@dataclass(kw_only=True)
class Draft:
    """A donation while it is taken in."""

    donor: str
    request: str
    words: Agreed
    names: list[str]
    answers: dict[int, PhotoAnswer] = field(default_factory=dict)
    """By the number of the photo."""
    prepared: dict[int, PreparedPhoto] = field(default_factory=dict)
    """Photos that can be kept, by their number."""

    def leave_out(self, number: int, error: Exception) -> None:
        """Say why a photo is not kept."""
        name = self.names[number]
        if isinstance(error, HaveItError):
            answer = PhotoAnswer(name=name, outcome="have_it", identity=error.identity)
        elif isinstance(error, QuotaError):
            answer = PhotoAnswer(name=name, outcome="no_room", sentence=str(error))
        elif is_disk_full(error):
            answer = PhotoAnswer(name=name, outcome="no_room", sentence=str(no_room("disk")))
        else:
            _LOGGER.warning("a donated photo was not kept: %s", type(error).__name__)
            answer = PhotoAnswer(name=name, outcome="failed", sentence=_FAILED)
        self.answers[number] = answer

    def answer(self, code: str = "", donation: str = "") -> DonationAnswer:
        """Return the answer, with every photo in its place."""
        photos = tuple(self.answers[number] for number in range(len(self.names)))
        return DonationAnswer(code=code, donation=donation, photos=photos)
