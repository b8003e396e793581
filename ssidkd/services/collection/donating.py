"""Takes photos in: each is durable on this disk before the answer says that it was received."""

import uuid
from collections.abc import Callable, Sequence

from ssidkd.services.collection.archive import Archive
from ssidkd.services.collection.codes import donor_of, hash_of_code, new_code, request_of
from ssidkd.services.collection.draft import Draft
from ssidkd.services.collection.errors import QuotaError
from ssidkd.services.collection.layout import size_of
from ssidkd.services.collection.limits import CollectionLimits
from ssidkd.services.collection.offer import (
    DonationAnswer,
    Offer,
    OfferedPhoto,
    PhotoAnswer,
    agreed,
)
from ssidkd.services.collection.preparing import HaveItError, PreparedPhoto, Preparing
from ssidkd.services.collection.quota import Room, room_for
from ssidkd.services.collection.records import Donation, PhotoRecord
from ssidkd.services.collection.requests import Requests
from ssidkd.services.collection.rows import Row
from ssidkd.services.collection.similar import similar_to
from ssidkd.services.collection.terms import TERMS_VERSION


class Donating:
    """Takes donations in, several at the same time.

    Files go to the disk in an order in which a crash leaves nothing half: pixels and thumbnails,
    then the records beside them, then the donation's file, with which it has happened, then the
    rows. What nothing points to is removed at the next start.

    Args:
        archive: where they go.
        preparing: writes the pixels.
        limits: how much is taken.
        free_bytes: how much of the disk is free.
        key: of the donors' names.
    """

    def __init__(
        self,
        archive: Archive,
        preparing: Preparing,
        limits: CollectionLimits,
        free_bytes: Callable[[], int],
        key: bytes,
    ) -> None:
        self._archive = archive
        self._preparing = preparing
        self._limits = limits
        self._free_bytes = free_bytes
        self._key = key
        self._requests = Requests(archive, limits.remembered_answers)

    def donate(self, offer: Offer, report: Callable[[int], None] | None = None) -> DonationAnswer:
        """Take a donation in, see `Collection.donate`."""
        words = agreed(offer, self._limits.photos_per_donation)
        draft = Draft(
            donor=donor_of(self._key, offer.visitor),
            request=request_of(self._key, offer.visitor, offer.key),
            words=words,
            names=[photo.name for photo in offer.photos],
        )
        with self._requests.once(draft.request, offer) as request:
            if request.answer is None:
                request.answer = self._take_in(draft, offer.photos, report)
        return request.answer

    def answered(self, visitor: str, key: str) -> DonationAnswer | None:
        """Return what was answered to a request, see `Collection.answered`."""
        return self._requests.answered(request_of(self._key, visitor, key))

    def is_taking_in(self, visitor: str, key: str) -> bool:
        """Return whether a request is carried out right now."""
        return self._requests.is_running(request_of(self._key, visitor, key))

    def _take_in(
        self,
        draft: Draft,
        photos: Sequence[OfferedPhoto],
        report: Callable[[int], None] | None,
    ) -> DonationAnswer:
        room = self._room(draft)
        room.check()
        taken: list[str] = []
        try:
            for number, photo in enumerate(photos):
                self._prepare(draft, room, number, photo)
                if number in draft.prepared:
                    taken.append(draft.prepared[number].identity)
                if report is not None:
                    report(number + 1)
            return self._commit(draft)
        finally:
            for identity in taken:
                self._preparing.release(identity)

    def _room(self, draft: Draft) -> Room:
        free = self._free_bytes()
        with self._archive.lock:
            now = self._archive.now()
            return room_for(self._archive.rows, self._limits, draft.donor, now, free)

    def _prepare(self, draft: Draft, room: Room, number: int, photo: OfferedPhoto) -> None:
        """Write a photo's pixels, or note why not; nothing here spoils another photo."""
        try:
            prepared = self._preparing.prepare(photo.pixels, room)
        except Exception as error:  # noqa: BLE001 - whatever a picture does to a library
            draft.leave_out(number, error)
        else:
            draft.prepared[number] = prepared

    def _commit(self, draft: Draft) -> DonationAnswer:
        """Make a donation of what is prepared."""
        code = new_code()
        identity = uuid.uuid4().hex
        with self._archive.lock:
            rows = self._records(draft, identity)
            if not rows:
                return draft.answer()
            donation = self._donation(draft, identity, code, list(rows.values()))
            try:
                self._happen(donation, list(rows.values()))
            except OSError as error:
                for number in rows:
                    draft.leave_out(number, error)
                return draft.answer()
        for number, row in rows.items():
            draft.answers[number] = PhotoAnswer(
                name=draft.names[number],
                outcome="alike" if row.record.alike else "received",
                identity=row.record.identity,
            )
        return draft.answer(code, identity)

    def _records(self, draft: Draft, donation: str) -> dict[int, Row]:
        """Write the records of photos; bounds and duplicates are asked for a last time."""
        room = self._room(draft)
        rows: dict[int, Row] = {}
        for number, prepared in draft.prepared.items():
            if any(row.record.identity == prepared.identity for row in rows.values()):
                draft.leave_out(number, HaveItError(prepared.identity))
                continue
            row = self._written(draft, number, donation, room)
            if row is not None:
                rows[number] = row
        return rows

    def _written(self, draft: Draft, number: int, donation: str, room: Room) -> Row | None:
        """Write a photo's record, or note why not and return None."""
        prepared = draft.prepared[number]
        try:
            if self._archive.rows.photo(prepared.identity) is not None:
                raise HaveItError(prepared.identity)
            room.check(0)
            if size_of(self._archive.layout.photo(prepared.identity)) != prepared.size:
                # Somebody gave the same photo meanwhile and took it back, with its file.
                raise FileNotFoundError(prepared.identity)
            row = self._row(draft, donation, prepared)
            self._archive.write_record(row.record)
            # At once: the next photo of the same donation may be like it.
            self._archive.looks.add(prepared.identity, prepared.looks)
        except (HaveItError, QuotaError, OSError) as error:
            draft.leave_out(number, error)
            return None
        room.take(prepared.size)
        return row

    def _row(self, draft: Draft, donation: str, prepared: PreparedPhoto) -> Row:
        alike = similar_to(self._archive, prepared.identity, prepared.looks)
        record = PhotoRecord(
            identity=prepared.identity,
            donation=donation,
            donor=draft.donor,
            received=self._archive.now(),
            licence=draft.words.licence,
            credit=draft.words.credit,
            description=draft.words.description,
            facts=prepared.facts,
            look=prepared.looks[:8].hex(),
            alike=alike[0] if alike else "",
        )
        return Row(record=record, size=prepared.size, looks=prepared.looks)

    def _donation(self, draft: Draft, identity: str, code: str, rows: list[Row]) -> Donation:
        return Donation(
            identity=identity,
            donor=draft.donor,
            code=hash_of_code(code),
            received=self._archive.now(),
            terms=TERMS_VERSION,
            licence=draft.words.licence,
            credit=draft.words.credit,
            photos=tuple(row.record.identity for row in rows),
            request=draft.request,
        )

    def _happen(self, donation: Donation, rows: list[Row]) -> None:
        """Write a donation, or nothing of it."""
        try:
            self._archive.write_donation(donation)
            self._archive.insert(rows, donation)
        except BaseException:
            self._archive.layout.donation(donation.identity).unlink(missing_ok=True)
            raise
