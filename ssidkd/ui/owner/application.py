"""Puts the owner's page together, and beside Gradio's."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from fastapi.routing import Mount
from fastapi.staticfiles import StaticFiles
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from ssidkd.services.collection.errors import CollectionError, PhotoUnknownError
from ssidkd.ui.owner.decisions import decision_routes
from ssidkd.ui.owner.desk import Desk
from ssidkd.ui.owner.entrance import LOGIN, entrance_routes, login_page
from ssidkd.ui.owner.figures import figure_routes
from ssidkd.ui.owner.guard import OwnerGuard
from ssidkd.ui.owner.hub import hub_routes
from ssidkd.ui.owner.pages import words_of
from ssidkd.ui.owner.photos import photo_routes
from ssidkd.ui.owner.take import take_routes
from ssidkd.ui.owner.train import train_routes

PREFIX = "/owner"
_STATIC = "/static"

log = logging.getLogger(__name__)


def owner_routes(desk: Desk, folder: Path) -> Sequence[BaseRoute]:
    """Return the routes that Gradio's application is to have before its own.

    Args:
        desk: of the page.
        folder: with the page's HTML, and its styles and scripts in `static`.
    """
    guarded = OwnerGuard(
        owner_application(desk, folder),
        desk.door,
        is_open=lambda path: path == LOGIN or path.startswith(f"{_STATIC}/"),
        refuse=lambda request: _refuse(desk, request),
    )
    return (
        Route(PREFIX, _add_slash, methods=["GET"]),
        Mount(PREFIX, app=_BelowPrefix(guarded)),
    )


def owner_application(desk: Desk, folder: Path) -> FastAPI:
    """Return the application, without its guard."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    app.mount(_STATIC, StaticFiles(directory=folder / "static"))
    for routes in (
        entrance_routes, photo_routes, decision_routes, figure_routes, hub_routes, take_routes,
        train_routes,
    ):  # fmt: skip
        app.include_router(routes(desk))
    app.add_exception_handler(PhotoUnknownError, _problem(404))
    app.add_exception_handler(CollectionError, _problem(409))
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(Exception, _failed)
    return app


class _BelowPrefix:
    """Makes a mounted application find its paths where the page itself has a root path.

    Gradio says what the root path is and leaves it out of the path; Starlette expects it in both.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not scope["path"].startswith(scope.get("root_path", "")):
            scope = {**scope, "root_path": PREFIX}
        await self._app(scope, receive, send)


def _add_slash(request: Request) -> Response:
    """Lead to the page, by a relative address: only the browser knows what stands before it."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{PREFIX[1:]}/{query}")


def _refuse(desk: Desk, request: Request) -> Response:
    """Answer somebody who is no owner: with the way in where a page was asked for."""
    if "text/html" in request.headers.get("accept", "") and request.method == "GET":
        return login_page(desk, request, 401)
    return JSONResponse({"error": words_of(request).signed_out}, 401)


def _problem(status: int) -> Any:
    def answer(request: Request, error: Exception) -> Response:
        return JSONResponse({"error": words_of(request).problems.say(str(error))}, status)

    return answer


def _not_valid(request: Request, error: Exception) -> Response:
    fields = error.errors() if isinstance(error, RequestValidationError) else []
    said = "; ".join(f"{_field(one['loc'])}: {one['msg']}" for one in fields[:3])
    return JSONResponse({"error": said}, 422)


def _field(place: Sequence[Any]) -> str:
    """Return the name of a field from where it is, such as ("body", "identities", 3)."""
    return str(place[1] if len(place) > 1 else place[0])


def _failed(request: Request, error: Exception) -> Response:
    log.error("The owner's page failed", exc_info=error)
    return JSONResponse({"error": words_of(request).server_failed}, 500)
