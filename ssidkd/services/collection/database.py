"""The one SQLite file: opened so that what is committed stays, and never trusted blindly."""

import errno
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ssidkd.core.durable import sync_folder, unfinished_path
from ssidkd.services.collection.errors import CollectionTooNewError

SCHEMA = 1
"""Version of the tables. Everything in them can be rebuilt from the files, so an older version is
moved aside and rebuilt; a newer one may mean files that this program does not understand."""
_TABLES = """
CREATE TABLE photos (
    identity TEXT PRIMARY KEY, donation TEXT NOT NULL, donor TEXT NOT NULL, received REAL NOT NULL,
    state TEXT NOT NULL, pull_request INTEGER, bytes INTEGER NOT NULL, looks BLOB NOT NULL,
    record TEXT NOT NULL
);
CREATE INDEX photos_by_state ON photos (state, received, identity);
CREATE INDEX photos_by_donation ON photos (donation);
CREATE INDEX photos_by_time ON photos (received, identity);
CREATE TABLE donations (
    identity TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, request TEXT NOT NULL,
    donor TEXT NOT NULL, received REAL NOT NULL, kept INTEGER NOT NULL,
    credited INTEGER NOT NULL, record TEXT NOT NULL
);
CREATE INDEX donations_by_time ON donations (received);
CREATE INDEX donations_by_request ON donations (request);
CREATE TABLE tombstones (
    identity TEXT NOT NULL, donation TEXT NOT NULL, withdrawn REAL NOT NULL,
    to_remove INTEGER NOT NULL, record TEXT NOT NULL, PRIMARY KEY (identity, donation)
);
CREATE INDEX tombstones_to_remove ON tombstones (to_remove);
"""
_BUSY_SECONDS = 5.0
_JOURNALS = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, kw_only=True, eq=False)
class Opened:
    """An open database, and what became of an earlier one."""

    connection: sqlite3.Connection
    journal: str
    """"wal", or "delete" where the disk has no shared memory."""
    moved_to: Path | None = None
    """Where a database that could not be used lies now."""
    because: str = ""
    """Why it could not be used."""


def open_database(path: Path) -> Opened:
    """Open the database of a collection, or begin a new one.

    What cannot be read is moved aside and never deleted.

    Raises:
        CollectionTooNewError: a newer version of this program wrote it.
        OSError: the disk is full or cannot be written.
    """
    because = _fault(path) if path.exists() else ""
    moved = move_aside(path) if because else None
    if not path.exists():
        _make(path)
    connection = _connect(path)
    try:
        journal = _set_up(connection)
    except BaseException:
        connection.close()
        raise
    return Opened(connection=connection, journal=journal, moved_to=moved, because=because)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything in the block is durable at its end, or nothing of it happened.

    Raises:
        OSError: the disk is full, or cannot be written.
    """
    with as_os_errors():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def as_os_errors() -> Iterator[None]:
    """Turn what SQLite says of the disk into the error of the system it comes from."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        full = "disk is full" in str(error)
        raise OSError(errno.ENOSPC if full else errno.EIO, f"database: {error}") from error


def forget_deleted(connection: sqlite3.Connection) -> None:
    """Empty the log, which still holds what rows said before they were deleted."""
    with suppress(sqlite3.Error):  # then the next one does it, at the latest that of the end
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def close_database(connection: sqlite3.Connection) -> None:
    """Move everything into the one file and close it."""
    forget_deleted(connection)
    connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    with as_os_errors():
        return sqlite3.connect(
            path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )


def _make(path: Path) -> None:
    """Make a database with its tables, which is there whole or not at all."""
    unfinished = unfinished_path(path)
    connection = _connect(unfinished)
    try:
        with as_os_errors():
            connection.execute("PRAGMA journal_mode=OFF")  # no second file that could be left
            connection.execute("PRAGMA synchronous=FULL")
            connection.executescript(f"BEGIN;{_TABLES}PRAGMA user_version={SCHEMA};COMMIT;")
        connection.close()
        # A log that was left without its database would be taken for one of the new database.
        for suffix in _JOURNALS:
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        unfinished.replace(path)
    finally:
        connection.close()
        unfinished.unlink(missing_ok=True)
    sync_folder(path.parent)


def _set_up(connection: sqlite3.Connection) -> str:
    """Set what makes a commit last; return the journal that the disk allows."""
    with as_os_errors():
        connection.execute(f"PRAGMA busy_timeout={int(_BUSY_SECONDS * 1000)}")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")  # what is taken back leaves no trace
    try:
        journal = str(connection.execute("PRAGMA journal_mode=WAL").fetchone()[0])
    except sqlite3.OperationalError:  # a disk without the memory that a log is shared through
        journal = ""
    if journal == "wal":
        return journal
    with as_os_errors():
        return str(connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0])


def _fault(path: Path) -> str:
    """Return why a database cannot be used, empty if it can.

    Raises:
        CollectionTooNewError: a newer version of this program wrote it.
    """
    if path.stat().st_size == 0:
        return "it was empty"
    connection = _connect(path)
    try:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version > SCHEMA:
            raise CollectionTooNewError(
                "The collection was written by a newer version of this program. Start that one, "
                "or choose another data folder."
            )
        if version < SCHEMA:
            return "it was of an older version"
        found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
        return "" if found == "ok" else "it was damaged"
    except sqlite3.DatabaseError:
        return "it was damaged"
    finally:
        connection.close()


def move_aside(path: Path) -> Path:
    """Give a database and its journals other names; return that of the database."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    number = 0
    while (aside := path.with_name(f"{path.name}.aside-{stamp}-{number}")).exists():
        number += 1
    for suffix in ("", *_JOURNALS):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(aside.with_name(aside.name + suffix))
    return aside
