"""Keeps the pictures that the page shows as PNG files, for as long as somebody may look at them."""

import hashlib
import math
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np

from ssidkd.core.picture import Pixels, save_png


class PictureShelf:
    """Files with names that say what they are, not whose they were.

    Args:
        folder: a sub-folder is made for every content, so that names may repeat.
        now: seconds of a clock.
    """

    def __init__(self, folder: Path, now: Callable[[], float] = time.monotonic) -> None:
        self.folder = folder
        self._now = now
        self._last_used: dict[Path, float] = {}
        self._in_use: Counter[Path] = Counter()
        self._lock = threading.Lock()

    def put(self, pixels: Pixels, name: str, keep: bool = False) -> Path:
        """Return the file that holds `pixels`, written if it is not there yet.

        Args:
            pixels: (H, W, 3) uint8.
            name: size, a few digits of the content's hash, and the suffix are added to it.
            keep: `clear` does not take it.
        """
        content = hashlib.sha256(str(pixels.shape).encode())
        content.update(np.ascontiguousarray(pixels).data)
        key = content.hexdigest()
        height, width = pixels.shape[:2]
        path = self.folder / key[:32] / f"{name}-{width}x{height}-{key[:6]}.png"
        with self._lock:
            path.parent.mkdir(parents=True, exist_ok=True)
            used = math.inf if keep else self._now()
            self._last_used[path] = max(used, self._last_used.get(path, 0.0))
        if not path.exists():
            save_png(pixels, path)
        return path

    def reserve(self, name: str) -> Path:
        """Return a new path for a file that takes its time; `clear` leaves it until `settle`."""
        path = self.folder / uuid.uuid4().hex / name
        with self._lock:
            path.parent.mkdir(parents=True)
            self._last_used[path] = math.inf
        return path

    def settle(self, path: Path) -> None:
        """Let `clear` take a reserved file like a picture that was put here now."""
        with self._lock:
            self._last_used[path] = self._now()

    def touch(self, path: Path) -> bool:
        """Keep a file as if it had been put here now; False if it is no longer here."""
        with self._lock:
            if path not in self._last_used:
                return False
            self._last_used[path] = max(self._last_used[path], self._now())
            return True

    @contextmanager
    def in_use(self, paths: Iterable[Path]) -> Iterator[None]:
        """Have visitors' files stay until the end of the block, though they are old by then."""
        files = Counter(map(_place, paths))
        with self._lock:
            self._in_use.update(files)
        try:
            yield
        finally:
            with self._lock:
                self._in_use.subtract(files)
                self._in_use = +self._in_use

    def stay(self, paths: Iterable[Path]) -> None:
        """Have files stay for as long as this process lives."""
        with self._lock:
            self._in_use.update(map(_place, paths))

    def keeps(self, path: Path) -> bool:
        """Whether a file is one of these pictures, or in use."""
        with self._lock:
            return path in self._last_used or _place(path) in self._in_use

    def clear(self, older_than: float) -> None:
        """Delete the pictures that were not put here again for so long [s]."""
        with self._lock:
            until = self._now() - older_than
            for path in [path for path, used in self._last_used.items() if used <= until]:
                del self._last_used[path]
                path.unlink(missing_ok=True)
                if path.parent not in {other.parent for other in self._last_used}:
                    with suppress(OSError):  # something else lies there
                        path.parent.rmdir()


def _place(path: Path) -> Path:
    """Return where a file lies, whatever its folder is also called; a link is not followed."""
    return path.parent.resolve() / path.name
