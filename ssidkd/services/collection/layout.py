"""Where the files of a collection lie."""

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ssidkd.core.durable import sweep, sync_folder, write_whole

KEY_BYTES = 32


@dataclass(frozen=True)
class Layout:
    """Paths below one folder; files of photos are spread over 256 folders by their first digits."""

    root: Path

    @property
    def database(self) -> Path:
        """Rows that can be rebuilt from the files."""
        return self.root / "collection.sqlite"

    @property
    def lock(self) -> Path:
        """Held by the one process that may write."""
        return self.root / "lock"

    def photo(self, identity: str) -> Path:
        """PNG of the pixels."""
        return self.root / "photos" / identity[:2] / f"{identity}.png"

    def thumbnail(self, identity: str) -> Path:
        """WebP that can be made again."""
        return self.root / "thumbnails" / identity[:2] / f"{identity}.webp"

    def record(self, identity: str) -> Path:
        """JSON of a `PhotoRecord`."""
        return self.root / "records" / identity[:2] / f"{identity}.json"

    def donation(self, identity: str) -> Path:
        """JSON of a `Donation`."""
        return self.root / "donations" / f"{identity}.json"

    def tombstone(self, identity: str, donation: str) -> Path:
        """JSON of a `Tombstone`; a photo may be taken back more than once."""
        return self.root / "withdrawn" / f"{identity}.{donation}.json"

    def remembered(self, name: str) -> Path:
        """JSON of a small value."""
        return self.root / "remembered" / f"{name}.json"

    def make(self) -> None:
        """Make the folders that are not there."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in ("photos", "thumbnails", "records", "donations", "withdrawn", "remembered"):
            (self.root / name).mkdir(exist_ok=True)
        sync_folder(self.root)

    def write(self, path: Path, content: bytes) -> None:
        """Write a file that is there whole, through a loss of power, or not at all."""
        if not path.parent.exists():
            path.parent.mkdir(exist_ok=True)
            sync_folder(path.parent.parent)
        write_whole(path, content)

    def files(self, kind: str, suffix: str) -> Iterator[Path]:
        """Yield the files of one kind ("photos", "thumbnails", "records") in all its folders."""
        for folder in (self.root / kind).iterdir():
            if folder.is_dir():
                yield from folder.glob(f"[!.]*{suffix}")

    def flat_files(self, kind: str) -> Iterator[Path]:
        """Yield the files of one kind ("donations", "withdrawn")."""
        yield from (self.root / kind).glob("[!.]*.json")

    def sweep(self) -> None:
        """Remove what a crash left unfinished."""
        sweep(self.root)
        for kind in self.root.iterdir():
            if kind.is_dir():
                sweep(kind)
                for folder in kind.iterdir():
                    if folder.is_dir():
                        sweep(folder)

    def donor_key(self) -> bytes:
        """Return the key of the donors' names, made at the first call."""
        path = self.root / "donor.key"
        if path.exists() and path.stat().st_size == KEY_BYTES:
            return path.read_bytes()
        write_whole(path, secrets.token_bytes(KEY_BYTES))
        path.chmod(0o600)
        return path.read_bytes()


def size_of(path: Path) -> int:
    """Return a file's size [bytes], 0 where there is none."""
    try:
        return os.stat(path).st_size  # noqa: PTH116 - asked of every photo at start
    except OSError:
        return 0
