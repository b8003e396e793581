"""What a start of the collection found and put right."""

from dataclasses import dataclass, fields
from pathlib import Path

_SENTENCES = {
    "rows_rebuilt": "{} rows were rebuilt from the files",
    "files_rebuilt": "{} records were written again from the rows",
    "orphans_removed": "{} files of donations that were never finished were removed",
    "withdrawals_finished": "{} withdrawals were carried through",
    "photos_without_file": "{} photos have lost their file",
    "damaged_files": "{} records cannot be read and lie where they were",
}


@dataclass(kw_only=True)
class BootReport:
    """What a start found, in counts."""

    rows_rebuilt: int = 0
    """Rows that were missing or older than their file."""
    files_rebuilt: int = 0
    """Files of records that were missing, older than their row, or damaged."""
    orphans_removed: int = 0
    """Files that no donation knows: of donations that were never acknowledged."""
    withdrawals_finished: int = 0
    photos_without_file: int = 0
    damaged_files: int = 0
    moved_aside: Path | None = None
    """A database that could not be used."""
    because: str = ""
    """Why it could not be used."""
    journal: str = "wal"

    @property
    def sentences(self) -> tuple[str, ...]:
        """What an owner should know, in English; empty after an ordinary start."""
        found = [
            _SENTENCES[place.name].format(getattr(self, place.name))
            for place in fields(self)
            if place.name in _SENTENCES and getattr(self, place.name)
        ]
        if self.moved_aside is not None:
            found.append(f"the database was moved to {self.moved_aside.name}: {self.because}")
        if self.journal != "wal":
            found.append("this disk allows no write-ahead log, so the collection is slower")
        return tuple(f"{sentence[0].upper()}{sentence[1:]}." for sentence in found)
