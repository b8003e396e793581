"""The token that opens the owner's page: of the settings, or made once and kept in a file."""

import logging
import os
import secrets
import stat
from pathlib import Path

from ssidkd.core.durable import sync_folder, unfinished_path

TOKEN_FILE = "owner-token"
"""Inside the data folder; only the user that runs the app can read it."""
LEAST_LENGTH = 16
_PRIVATE = stat.S_IRUSR | stat.S_IWUSR

log = logging.getLogger(__name__)


class OwnerTokenError(ValueError):
    """The file with the owner's token holds none."""


def kept_token(data_dir: Path) -> str:
    """Return the token of a data folder; the first time it is made, and the log says where it is.

    Raises:
        OwnerTokenError: somebody wrote a token into the file that is too short.
        OSError: the folder cannot be written to.
    """
    path = data_dir / TOKEN_FILE
    try:
        token = _read(path)
    except FileNotFoundError:
        token = secrets.token_urlsafe(32)
        _write(path, token)
    if len(token) < LEAST_LENGTH:
        raise OwnerTokenError(
            f"{path} holds fewer than {LEAST_LENGTH} characters. Delete it, and a new token is "
            "made; or set SSIDKD_OWNER_TOKEN."
        )
    log.info("The token for the owner's page is in %s", path)
    return token


def _read(path: Path) -> str:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(descriptor, encoding="utf-8") as file:
        if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & ~_PRIVATE and os.name != "nt":
            os.fchmod(file.fileno(), _PRIVATE)
        return file.read().strip()


def _write(path: Path, token: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = unfinished_path(path)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(f"{token}\n")
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    sync_folder(path.parent)
