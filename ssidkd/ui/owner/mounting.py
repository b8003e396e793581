"""Decides whether this server has an owner's page, and which way in."""

import logging
from collections.abc import Sequence
from pathlib import Path

from gradio import oauth
from starlette.routing import BaseRoute

from ssidkd.services.collection.starting import Collecting
from ssidkd.services.owner import HubOwners, TokenDoor
from ssidkd.services.owner_token import OwnerTokenError, kept_token
from ssidkd.services.settings import Settings
from ssidkd.ui.finetune.keep import can_log_in
from ssidkd.ui.owner.application import PREFIX, owner_routes
from ssidkd.ui.owner.desk import Desk
from ssidkd.ui.owner.doors import CookieDoor, HubDoor
from ssidkd.ui.owner.pages import Pages

FOLDER = "owner"
"""Inside assets/."""

log = logging.getLogger(__name__)


def owner_page(
    collecting: Collecting | None, settings: Settings, assets: Path
) -> Sequence[BaseRoute]:
    """Return the routes of the owner's page, none where there is nothing to review or no way in.

    Args:
        collecting: the collection, if there is one.
        settings: of this machine.
        assets: the project's assets folder.
    """
    if collecting is None:
        return ()
    try:
        pages, door = Pages(assets / FOLDER), choose_door(settings, has_login=_has_login())
    except (OSError, OwnerTokenError) as error:
        log.warning("There is no owner's page: %s", error)
        return ()
    log.info("The owner's page is at %s/ of the page's address", PREFIX)
    desk = Desk(collecting=collecting, door=door, pages=pages)
    return owner_routes(desk, assets / FOLDER)


def choose_door(settings: Settings, *, has_login: bool) -> HubDoor | CookieDoor:
    """Return the way in: the Hub's login where there is one and owners are named, else the token.

    Args:
        settings: of this machine.
        has_login: whether Gradio offers the real login of the Hub here.

    Raises:
        OwnerTokenError: the file with the token holds none.
        OSError: no token can be kept.
    """
    if has_login and settings.owners:
        return HubDoor(HubOwners(settings.owners))
    if has_login:
        log.warning("Name those who may review photos in SSIDKD_OWNERS to let them in by name.")
    return CookieDoor(TokenDoor(settings.owner_token or kept_token(settings.data_dir)))


def _has_login() -> bool:
    """Return whether sessions are signed with a secret of this Space: else anybody could sign."""
    return can_log_in() and bool(oauth.OAUTH_CLIENT_SECRET)
