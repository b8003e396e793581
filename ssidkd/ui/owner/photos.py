"""Routes that show photos. They, and nothing of Gradio's, give pictures that wait for a review."""

from collections.abc import Iterator, Sequence
from pathlib import Path as File
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import Response

from ssidkd.services.collection.errors import PhotoUnknownError
from ssidkd.services.collection.records import PhotoRecord, State
from ssidkd.services.collection.store import Collection
from ssidkd.ui.owner.desk import Desk
from ssidkd.ui.owner.shown import Filter, shown, shown_all

Identity = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]
_Word = Annotated[str, Query(max_length=32)]
_BATCH = 200
"""Photos that are asked for at once, of which a filter takes some."""


def _filter(
    amount: _Word = "", time: _Word = "", place: _Word = "", licence: _Word = "", day: _Word = ""
) -> Filter:
    return Filter(amount=amount, time=time, place=place, licence=licence, day=day)


def photo_routes(desk: Desk) -> APIRouter:
    """Return the routes: lists of photos, one photo, and its two pictures."""
    router = APIRouter(prefix="/photos")
    collection = desk.collecting.collection

    @router.get("")
    def photos(
        wanted: Annotated[Filter, Depends(_filter)],
        state: Annotated[list[State] | None, Query()] = None,
        after: Annotated[str, Query(max_length=64)] = "",
        limit: Annotated[int, Query(ge=1, le=200)] = 60,
    ) -> dict[str, Any]:
        found, more = some_photos(collection, wanted, state, after, limit)
        return {"photos": _with_alike(collection, found), "next": more}

    @router.get("/{identity}")
    def photo(identity: Identity) -> dict[str, Any]:
        record = collection.record(identity)
        return {"photo": shown(record), "similar": shown_all(collection.similar(identity))}

    @router.get("/{identity}/picture")
    def picture(identity: Identity) -> Response:
        return _file(collection.picture(identity), "image/png")

    @router.get("/{identity}/thumbnail")
    def thumbnail(identity: Identity) -> Response:
        return _file(collection.thumbnail(identity), "image/webp")

    return router


def some_photos(
    collection: Collection, wanted: Filter, states: Sequence[State] | None, after: str, limit: int
) -> tuple[list[PhotoRecord], str]:
    """Return the next photos that a filter takes, and after which to go on; empty at the end."""
    found: list[PhotoRecord] = []
    while batch := collection.photos(states=states, after=after, limit=_BATCH):
        for record in batch:
            after = record.identity
            if wanted.takes(record):
                found.append(record)
            if len(found) == limit:
                return found, after
    return found, ""


def everything(collection: Collection) -> Iterator[PhotoRecord]:
    """Yield all photos, the oldest first."""
    after = ""
    while batch := collection.photos(after=after, limit=_BATCH, newest_first=False):
        yield from batch
        after = batch[-1].identity


def _with_alike(collection: Collection, records: Sequence[PhotoRecord]) -> list[dict[str, Any]]:
    """Return what is told of photos, and whether others look like them, earlier or later ones."""
    resembled = {record.alike for record in everything(collection) if record.alike}
    return [
        {**shown(one), "has_alike": bool(one.alike) or one.identity in resembled} for one in records
    ]


def _file(path: File, kind: str) -> Response:
    """Return a picture as it is now: after this it may be withdrawn at any moment."""
    try:
        return Response(path.read_bytes(), media_type=kind)
    except FileNotFoundError as error:
        raise PhotoUnknownError from error
