"""The table of a batch and its archive, which say the same whenever a batch is ended."""

import threading
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ssidkd.services.batch.rows import Row


class BatchRecord:
    """Rows and the files that belong to them, until it is closed; threads may share it.

    Args:
        archive: path of the ZIP file to write.
    """

    def __init__(self, archive: Path) -> None:
        self._path = archive
        self._lock = threading.Lock()
        self._rows: list[Row] = []
        self._is_closed = False
        # Pictures are compressed already, so nothing is compressed again.
        self._file = zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as they are now."""
        with self._lock:
            return tuple(self._rows)

    def add(self, row: Row) -> None:
        """Add a row, unless the record is closed."""
        with self._lock:
            if not self._is_closed:
                self._rows.append(row)

    def change(self, index: int, row: Row, files: Mapping[str, bytes] | None = None) -> None:
        """Replace a row and write its new files, unless the record is closed."""
        with self._lock:
            if self._is_closed:
                return
            for name, content in (files or {}).items():
                self._file.writestr(name, content)
            self._rows[index] = row

    def close(self) -> tuple[Row, ...]:
        """Take no more, and return the rows."""
        with self._lock:
            self._is_closed = True
            return tuple(self._rows)

    def finish(self, files: Mapping[str, str]) -> None:
        """Write the last files, which makes the archive whole."""
        self.close()
        for name, content in files.items():
            self._file.writestr(name, content.encode())
        self._file.close()

    def discard(self) -> None:
        """Delete the archive."""
        self.close()
        try:
            with suppress(OSError):  # it is of no use anyway, such as on a full disk
                self._file.close()
        finally:
            self._path.unlink(missing_ok=True)
