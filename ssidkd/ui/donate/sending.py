"""Hands photos over to the collection; goes on if the visitor leaves meanwhile."""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ssidkd.services.background import Report, ShouldStop, events_of
from ssidkd.services.collection.errors import CollectionError
from ssidkd.services.collection.offer import DonationAnswer, Offer, OfferedPhoto, Receipt
from ssidkd.services.collection.store import Collection
from ssidkd.services.jobs.photos import PhotoIntake, Tray
from ssidkd.ui.donate import pieces


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A donation that is through."""

    answer: DonationAnswer
    receipt: Receipt | None
    """None where nothing was kept, or its code was told before and is forgotten."""
    thumbnails: Mapping[int, str] = field(default_factory=dict)
    """Addresses of pictures of the photos that are in the collection, by their number."""


def offered_photos(intake: PhotoIntake, tray: Tray) -> list[OfferedPhoto]:
    """Return the photos of a tray as the collection takes them.

    Raises:
        PhotosGoneError: some have waited too long; they are no longer in the tray.
    """
    pixels = intake.pixels(tray)
    return [
        OfferedPhoto(name=photo.name, pixels=one)
        for photo, one in zip(tray.photos, pixels, strict=True)
    ]


def send(collection: Collection, offer: Offer) -> Iterator[int | Sent | None]:
    """Yield how many photos have been dealt with, None while nothing happens, and what came of it.

    Raises:
        CollectionError: nothing was kept.
        OSError: the same, because of the disk.
    """
    answers: list[DonationAnswer] = []

    def work(report: Report[int], _: ShouldStop) -> None:
        answers.append(collection.donate(offer, report))

    yield from events_of(work, threading.Event())
    yield sent(collection, answers[0])


def sent(collection: Collection, answer: DonationAnswer) -> Sent:
    """Return what came of a donation, from its answer."""
    thumbnails = {
        number: pieces.thumbnail_of(collection, photo.identity)
        for number, photo in enumerate(answer.photos)
        if photo.identity
    }
    return Sent(answer=answer, receipt=_receipt(collection, answer.code), thumbnails=thumbnails)


def _receipt(collection: Collection, code: str) -> Receipt | None:
    try:
        return collection.receipt(code) if code else None
    except CollectionError:  # taken back in the same moment
        return None
