"""Routes that decide about photos. Each photo has an answer of its own: one never spoils others."""

import logging
from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field, StringConstraints

from ssidkd.services.collection.errors import CollectionError
from ssidkd.services.collection.records import Amount, DayTime, Description, PhotoRecord, Place
from ssidkd.services.collection.store import Collection
from ssidkd.ui.owner.desk import Desk, OwnerName
from ssidkd.ui.owner.pages import words_of
from ssidkd.ui.owner.photos import Identity
from ssidkd.ui.owner.shown import shown
from ssidkd.ui.words.owner import OwnerWords

MOST_AT_ONCE = 500
LONGEST_REASON = 200

log = logging.getLogger(__name__)

Hex = Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]


class Decision(BaseModel):
    """What an owner decides about some photos."""

    identities: Annotated[list[Hex], Field(min_length=1, max_length=MOST_AT_ONCE)]
    decision: Literal["accept", "refuse", "undo"]
    reason: Annotated[str, StringConstraints(max_length=LONGEST_REASON)] = ""


class Described(BaseModel):
    """What a photo shows, as the owner corrects it."""

    amount: Amount
    time: DayTime
    place: Place


def decision_routes(desk: Desk) -> APIRouter:
    """Return the routes: accept, refuse, undo; and correct what a photo is said to show."""
    router = APIRouter()
    collection = desk.collecting.collection

    @router.post("/decisions")
    def decide(wanted: Decision, owner: OwnerName, request: Request) -> dict[str, Any]:
        act, said = _act(collection, wanted, owner), words_of(request)
        return {"answers": [_answer(act, identity, said) for identity in wanted.identities]}

    @router.post("/photos/{identity}/description")
    def describe(identity: Identity, said: Described, owner: OwnerName) -> dict[str, Any]:
        description = Description(amount=said.amount, time=said.time, place=said.place)
        return {"photo": shown(collection.describe(identity, description, owner))}

    return router


def one_line(text: str) -> str:
    """Return a text without what could break a line, a terminal or a table."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _act(
    collection: Collection, wanted: Decision, owner: str
) -> Callable[[str], list[PhotoRecord]]:
    def act(identity: str) -> list[PhotoRecord]:
        if wanted.decision == "accept":
            return collection.accept([identity], owner)
        if wanted.decision == "refuse":
            return collection.refuse([identity], owner, one_line(wanted.reason))
        return collection.undo([identity], owner)

    return act


def _answer(
    act: Callable[[str], list[PhotoRecord]], identity: str, said: OwnerWords
) -> dict[str, Any]:
    """Return the photo as it is now, or why nothing was done to it."""
    try:
        return {"identity": identity, "photo": shown(act(identity)[0])}
    except CollectionError as error:
        return {"identity": identity, "error": said.problems.say(str(error))}
    except OSError as error:  # what was decided before stays decided
        log.error("A decision could not be kept (%s)", type(error).__name__)
        return {"identity": identity, "error": said.disk_failed}
