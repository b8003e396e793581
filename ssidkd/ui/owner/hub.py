"""Routes of what is sent to the Hub: how it is doing, try now, squash the history."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, StringConstraints

from ssidkd.services.collection.hub.sync import SquashError
from ssidkd.ui.owner.desk import Desk
from ssidkd.ui.owner.pages import words_of


class Confirmed(BaseModel):
    """What has to be typed before the history is squashed."""

    dataset: Annotated[str, StringConstraints(max_length=200)]


def hub_routes(desk: Desk) -> APIRouter:
    """Return the routes."""
    router = APIRouter(prefix="/hub")
    sync = desk.collecting.sync

    @router.get("")
    def status(request: Request) -> dict[str, Any]:
        told: dict[str, Any] = {"state": "off"} if sync is None else asdict(sync.status())
        told["sentence"] = words_of(request).hub.sentences.say(told.get("sentence", ""))
        told["disk_lasts"] = desk.collecting.disk_lasts
        return told

    @router.post("/wake")
    def wake() -> dict[str, Any]:
        if sync is not None:
            sync.wake()
        return {}

    @router.post("/squash")
    def squash(confirmed: Confirmed, request: Request) -> Response:
        said = words_of(request).hub
        if sync is None or confirmed.dataset.strip() != sync.status().dataset:
            return JSONResponse({"error": said.squash_wrong}, 409)
        try:
            return JSONResponse({"revision": sync.squash_history(confirmed.dataset)})
        except SquashError as error:
            return JSONResponse({"error": said.sentences.say(str(error))}, 409)

    return router
