"""The collection as its files show it, for a command that runs beside the server."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ssidkd.services.collection.errors import PhotoUnknownError
from ssidkd.services.collection.layout import Layout
from ssidkd.services.collection.records import Donation, PhotoRecord
from ssidkd.services.collection.sidecar import RecordDamagedError, donation_from, photo_from


@dataclass(frozen=True, kw_only=True)
class CollectionReader:
    """Reads without a lock and writes nothing: every file is whole whenever it is read."""

    layout: Layout

    def photos(self) -> Iterator[PhotoRecord]:
        """Yield all photos that have been received and not been taken back."""
        donations = {donation.identity: donation for donation in self.donations()}
        for path in sorted(self.layout.files("records", ".json")):
            try:
                record = photo_from(path.read_bytes())
            except (FileNotFoundError, RecordDamagedError):  # withdrawn meanwhile, or damaged
                continue
            donation = donations.get(record.donation)
            if donation is not None and self._is_there(record, donation):
                yield record

    def record(self, identity: str) -> PhotoRecord:
        """Return a photo's record.

        Raises:
            PhotoUnknownError: it is not there.
        """
        try:
            record = photo_from(self.layout.record(identity).read_bytes())
            donation = donation_from(self.layout.donation(record.donation).read_bytes())
        except (OSError, RecordDamagedError) as error:
            raise PhotoUnknownError from error
        if not self._is_there(record, donation):
            raise PhotoUnknownError
        return record

    def picture(self, identity: str) -> Path:
        """Return a photo's PNG file.

        Raises:
            PhotoUnknownError: it is not there.
        """
        self.record(identity)
        path = self.layout.photo(identity)
        if not path.is_file():
            raise PhotoUnknownError
        return path

    def donations(self) -> Iterator[Donation]:
        """Yield all donations."""
        for path in sorted(self.layout.flat_files("donations")):
            with suppress(FileNotFoundError, RecordDamagedError):
                yield donation_from(path.read_bytes())

    def _is_there(self, record: PhotoRecord, donation: Donation) -> bool:
        stone = self.layout.tombstone(record.identity, record.donation)
        return record.identity in donation.photos and not stone.exists()


def open_reader(root: Path) -> CollectionReader:
    """Open a collection to read it, also while the server has it.

    Raises:
        FileNotFoundError: there is none.
    """
    if not (root / "records").is_dir():
        raise FileNotFoundError(f"There is no collection in {root}.")
    return CollectionReader(layout=Layout(root))
