"""What the routes of the owner's page share."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, HTTPException, Request

from ssidkd.services.collection.starting import Collecting
from ssidkd.ui.owner.doors import CookieDoor, HubDoor
from ssidkd.ui.owner.pages import Pages


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The collection, the way in, and the pages."""

    collecting: Collecting
    door: HubDoor | CookieDoor
    pages: Pages


def _name_of_owner(request: Request) -> str:
    """Return who asks; no answer to anybody else, should a route ever miss its guard."""
    name = getattr(request.state, "owner", None)
    if not name:
        raise HTTPException(401)
    return str(name)


OwnerName = Annotated[str, Depends(_name_of_owner)]
"""Argument of a route: who asks."""
