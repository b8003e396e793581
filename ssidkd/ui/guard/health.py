"""Tells whoever runs the server whether it is alive, and whether visitors can be sent to it."""

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

ALIVE, READY = "/healthz", "/readyz"
FEWEST_BYTES = 256 << 20
"""That are to be free where the data is; with less, uploads would fill the disk."""


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """What a server needs to be of use to a visitor; nothing of it is secret."""

    networks: str
    """`loading`, `ready` or `failed`."""
    data_folder: bool
    """Whether files can be written."""
    disk: bool
    """Whether there is room for them."""
    stays: bool = True
    """Whether the server has not been asked to end."""

    @property
    def is_ready(self) -> bool:
        """Whether all of it is there."""
        return self.networks == "ready" and self.data_folder and self.disk and self.stays


def readiness(
    networks: str,
    folder: Path,
    room: Callable[[Path], int] | None = None,
    is_ending: bool = False,
) -> Readiness:
    """Return what there is of what a server needs.

    Args:
        networks: their state.
        folder: of the data; it may still have to be made.
        room: tells how many bytes are free for a folder; the disk's own figures if None.
        is_ending: whether the server has been asked to end.
    """
    place = _nearest(folder)
    can_write = place.is_dir() and os.access(place, os.W_OK | os.X_OK)
    free = (room or free_bytes)(folder)
    has_room = free >= FEWEST_BYTES
    return Readiness(networks=networks, data_folder=can_write, disk=has_room, stays=not is_ending)


def free_bytes(folder: Path) -> int:
    """Return how much room there is for a folder, which may still have to be made."""
    try:
        return shutil.disk_usage(_nearest(folder)).free
    except OSError:
        return 0


def _nearest(folder: Path) -> Path:
    """Return the folder, or the first above it that is there."""
    return next((one for one in (folder, *folder.parents) if one.exists()), folder)


def health_routes(ready: Callable[[], Readiness]) -> Sequence[BaseRoute]:
    """Return the routes of both answers; `ready` is asked each time, in a thread."""

    def tell_ready(_request: Request) -> JSONResponse:
        state = ready()
        status = 200 if state.is_ready else 503
        return _fresh({"ready": state.is_ready, **asdict(state)}, status)

    async def tell_alive(_request: Request) -> JSONResponse:
        return _fresh({"alive": True}, 200)

    return (Route(ALIVE, tell_alive), Route(READY, tell_ready))


def _fresh(content: dict[str, object], status: int) -> JSONResponse:
    return JSONResponse(content, status, {"cache-control": "no-store"})
