"""What owners decide about photos, and take back."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from ssidkd.services.collection.archive import Archive
from ssidkd.services.collection.errors import DonationFieldError, ReviewError
from ssidkd.services.collection.offer import checked_description, plain_text
from ssidkd.services.collection.records import Description, PhotoRecord

LONGEST_REASON = 200
"""Letters of a reason."""
LONGEST_REVIEWER = 100
_WITH_THE_HUB = ("queued", "committed")


@dataclass(frozen=True, kw_only=True, eq=False)
class Reviewing:
    """Decisions of owners; whoever calls has made sure that it is one.

    Args:
        archive: of the collection.
        tell: is told which photos were accepted, or are so no more, once that is durable.
    """

    archive: Archive
    tell: Callable[[Sequence[str]], None]

    def accept(self, identities: Iterable[str], reviewer: str) -> list[PhotoRecord]:
        """Accept photos, see `Collection.accept`."""
        name = _text("reviewer", reviewer, LONGEST_REVIEWER)

        def accepted(record: PhotoRecord) -> PhotoRecord:
            if record.state in ("reviewed", *_WITH_THE_HUB):
                return record
            if not self.archive.rows.has_file(record.identity):
                raise ReviewError(f"Its pixels are no longer here: {record.identity[:12]}.")
            return self._decided(replace(record, state="reviewed", reason=""), name)

        return self._decide(identities, accepted, tell=True)

    def refuse(self, identities: Iterable[str], reviewer: str, reason: str) -> list[PhotoRecord]:
        """Refuse photos, see `Collection.refuse`."""
        name = _text("reviewer", reviewer, LONGEST_REVIEWER)
        why = _text("reason", reason, LONGEST_REASON, least=0)

        def refused(record: PhotoRecord) -> PhotoRecord:
            _check_still_ours(record)
            if record.state == "refused" and record.reason == why:
                return record
            return self._decided(replace(record, state="refused", reason=why), name)

        return self._decide(identities, refused, tell=True)

    def undo(self, identities: Iterable[str], reviewer: str) -> list[PhotoRecord]:
        """Make photos pending again, see `Collection.undo`."""
        _text("reviewer", reviewer, LONGEST_REVIEWER)

        def pending(record: PhotoRecord) -> PhotoRecord:
            _check_still_ours(record)
            if not self.archive.rows.has_file(record.identity):
                raise ReviewError(f"Its pixels are no longer here: {record.identity[:12]}.")
            return replace(record, state="stored", reason="", reviewer="", reviewed=None)

        return self._decide(identities, pending, tell=True)

    def describe(self, identity: str, description: Description, reviewer: str) -> PhotoRecord:
        """Correct what is said about the rain, see `Collection.describe`."""
        _text("reviewer", reviewer, LONGEST_REVIEWER)
        words = checked_description(vars(description))

        def described(record: PhotoRecord) -> PhotoRecord:
            return replace(record, description=words)

        return self._decide([identity], described, tell=False)[0]

    def _decided(self, record: PhotoRecord, reviewer: str) -> PhotoRecord:
        return replace(record, reviewer=reviewer, reviewed=self.archive.now())

    def _decide(
        self,
        identities: Iterable[str],
        update: Callable[[PhotoRecord], PhotoRecord],
        *,
        tell: bool,
    ) -> list[PhotoRecord]:
        """Decide about all photos or, if one cannot be decided about, none."""
        with self.archive.lock:
            before = self.archive.known(identities)
            for record in before:
                update(record)
            after = self.archive.change(before, update)
        changed = [
            new.identity for old, new in zip(before, after, strict=True) if old.state != new.state
        ]
        if tell and changed:
            self.tell(changed)
        return after


def _check_still_ours(record: PhotoRecord) -> None:
    if record.state in _WITH_THE_HUB:
        raise ReviewError(
            f"It is on the Hub, or on its way there, and stays: {record.identity[:12]}. "
            "Only its donor can take it back."
        )


def _text(field: str, text: object, most: int, least: int = 1) -> str:
    plain = plain_text(text) if isinstance(text, str) else None
    if plain is None or not least <= len(plain) <= most:
        raise DonationFieldError(field, f"{least} to {most} letters")
    return plain
