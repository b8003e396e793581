"""Opens the files and rows of a collection, whatever state a crash or a bad disk left them in."""

import errno
from collections.abc import Callable

from ssidkd.services.collection.archive import Archive
from ssidkd.services.collection.boot import reconcile
from ssidkd.services.collection.boot_report import BootReport
from ssidkd.services.collection.database import close_database, move_aside, open_database
from ssidkd.services.collection.layout import Layout
from ssidkd.services.collection.rows import Rows
from ssidkd.services.collection.sidecar import RecordDamagedError


def open_archive(layout: Layout, now: Callable[[], float]) -> tuple[Archive, BootReport]:
    """Open a collection's files and rows, and bring them together.

    A database that can be opened and turns out to be damaged is moved aside, and rebuilt too.

    Args:
        layout: says where everything lies; the caller holds its lock.
        now: seconds since 1970.

    Raises:
        CollectionTooNewError: a newer version of this program wrote it.
        OSError: the folder cannot be read or written.
    """
    try:
        return _opened(layout, now)
    except RecordDamagedError as error:
        damage: Exception = error
    except OSError as error:
        if error.errno != errno.EIO or not layout.database.exists():
            raise
        damage = error
    moved = move_aside(layout.database)
    archive, report = _opened(layout, now)
    report.moved_aside, report.because = moved, f"it was damaged ({type(damage).__name__})"
    return archive, report


def _opened(layout: Layout, now: Callable[[], float]) -> tuple[Archive, BootReport]:
    opened = open_database(layout.database)
    archive = Archive(layout=layout, rows=Rows(opened.connection), now=now)
    report = BootReport(moved_aside=opened.moved_to, because=opened.because, journal=opened.journal)
    try:
        reconcile(archive, report)
    except BaseException:
        close_database(opened.connection)
        raise
    return archive, report
