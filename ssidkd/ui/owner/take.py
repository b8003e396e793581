"""Routes that take accepted photos along: as a ZIP."""

from datetime import datetime, timezone
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, Field

from ssidkd.services.collection.errors import CollectionError
from ssidkd.services.collection.export import (
    ExportedPhoto,
    NothingToExportError,
    plan_export,
    write_zip,
)
from ssidkd.services.collection.store import Collection
from ssidkd.ui.owner.decisions import Hex
from ssidkd.ui.owner.desk import Desk
from ssidkd.ui.owner.photos import everything
from ssidkd.ui.owner.streaming import streamed
from ssidkd.ui.owner.tickets import Tickets

_MOST_CHOSEN = 5000


class TicketUnknownError(CollectionError):
    """The selection of a download is forgotten: the server was started again since."""

    def __init__(self) -> None:
        super().__init__("The selection is forgotten. Please export it again.")


class Chosen(BaseModel):
    """Photos that are to be exported."""

    identities: Annotated[list[Hex], Field(min_length=1, max_length=_MOST_CHOSEN)]


def take_routes(desk: Desk) -> APIRouter:
    """Return the routes."""
    router = APIRouter(prefix="/export")
    collection, tickets = desk.collecting.collection, Tickets()

    @router.post("/tickets")
    def choose(chosen: Chosen) -> dict[str, Any]:
        _planned(collection, frozenset(chosen.identities))
        return {"ticket": tickets.give(chosen.identities)}

    @router.get("/photos.zip")
    def download(ticket: Annotated[str, Query(max_length=40)] = "") -> Response:
        chosen = tickets.take(ticket) if ticket else None
        if ticket and chosen is None:
            raise TicketUnknownError
        planned = _planned(collection, chosen)
        folder = f"rainy-photos-{datetime.now(timezone.utc):%Y-%m-%d}"
        return StreamingResponse(
            streamed(lambda file: write_zip(planned, collection.picture, folder, file)),
            media_type="application/zip",
            headers={"content-disposition": f'attachment; filename="{folder}.zip"'},
        )

    return router


def _planned(collection: Collection, chosen: frozenset[str] | None) -> list[ExportedPhoto]:
    """Return what goes along; says so before a download begins where that is nothing."""
    planned = plan_export(everything(collection), chosen=chosen)
    if not planned:
        raise NothingToExportError
    return planned
