"""The same request, sent twice, is one donation."""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ssidkd.services.collection.archive import Archive
from ssidkd.services.collection.offer import DonationAnswer, Offer, OfferedPhoto, PhotoAnswer
from ssidkd.services.collection.photo_file import kept_photo
from ssidkd.services.collection.records import Donation


@dataclass
class Request:
    """A request that is carried out now, and by nobody else."""

    answer: DonationAnswer | None = None
    """None until it was answered, now or before."""


class Requests:
    """Remembers answers, and holds a request back while the same one is carried out.

    Args:
        archive: knows the donations of earlier runs of the program.
        most: how many answers are remembered.
    """

    def __init__(self, archive: Archive, most: int) -> None:
        self._archive = archive
        self._most = most
        self._answers: OrderedDict[str, DonationAnswer] = OrderedDict()
        self._running: set[str] = set()
        self._ended = threading.Condition()

    @contextmanager
    def once(self, name: str, offer: Offer) -> Iterator[Request]:
        """Yield a request, with its answer if it was carried out before.

        Args:
            name: of the request; empty for one that has no other like it.
            offer: what came with it.
        """
        if not name:
            yield Request()
            return
        with self._ended:
            self._ended.wait_for(lambda: name not in self._running)
            self._running.add(name)
        try:
            request = Request(answer=self._answers.get(name) or self._earlier(name, offer))
            yield request
            if request.answer is not None and request.answer.donation:
                self._remember(name, request.answer)
        finally:
            with self._ended:
                self._running.discard(name)
                self._ended.notify_all()

    def answered(self, name: str) -> DonationAnswer | None:
        """Return the answer to a request of this run of the program; None if there is none yet."""
        with self._ended:
            return self._answers.get(name)

    def is_running(self, name: str) -> bool:
        """Return whether a request is carried out right now."""
        with self._ended:
            return name in self._running

    def _remember(self, name: str, answer: DonationAnswer) -> None:
        with self._ended:
            self._answers[name] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)

    def _earlier(self, name: str, offer: Offer) -> DonationAnswer | None:
        """Return the answer to a request of an earlier run; its code is not known any more."""
        with self._archive.lock:
            found = self._archive.rows.donations("WHERE request=?", (name,))
        if not found:
            return None
        photos = tuple(self._again(found[0], photo) for photo in offer.photos)
        return DonationAnswer(code="", donation=found[0].identity, photos=photos)

    def _again(self, donation: Donation, photo: OfferedPhoto) -> PhotoAnswer:
        try:
            identity = kept_photo(photo.pixels).identity
        except ValueError:
            return PhotoAnswer(name=photo.name, outcome="failed")
        was_kept = identity in donation.photos
        return PhotoAnswer(
            name=photo.name, outcome="received" if was_kept else "have_it", identity=identity
        )
