"""Routes of the way in and out, and the page itself."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, StringConstraints

from ssidkd.services.owner import TooManyTriesError, WrongTokenError
from ssidkd.ui.owner.desk import Desk, OwnerName
from ssidkd.ui.owner.doors import CookieDoor
from ssidkd.ui.owner.pages import words_of

LOGIN = "/login"


class Offered(BaseModel):
    """What is sent to sign in."""

    token: Annotated[str, StringConstraints(min_length=1, max_length=1000)]


def entrance_routes(desk: Desk) -> APIRouter:
    """Return the routes: the page, the login, and signing in and out."""
    router = APIRouter()

    @router.get("/")
    def page(request: Request, owner: OwnerName) -> Response:
        way_out = "token" if isinstance(desk.door, CookieDoor) else "hub"
        return desk.pages.page(request, owner=owner, door=way_out)

    @router.get(LOGIN)
    def login(request: Request) -> Response:
        return login_page(desk, request, 200)

    if isinstance(desk.door, CookieDoor):
        _token_routes(router, desk.door)
    return router


def login_page(desk: Desk, request: Request, status: int) -> Response:
    """Return the way in, with the status code of what it is an answer to."""
    if isinstance(desk.door, CookieDoor):
        return desk.pages.login(request, status, door="token", stranger="")
    return desk.pages.login(request, status, door="hub", stranger=desk.door.stranger(request))


def _token_routes(router: APIRouter, door: CookieDoor) -> None:
    @router.post(LOGIN)
    def sign_in(offered: Offered, request: Request) -> Response:
        said = words_of(request).login
        response = JSONResponse({})
        try:
            door.sign_in(offered.token.strip(), request, response)
        except WrongTokenError:
            return JSONResponse({"error": said.wrong}, 403)
        except TooManyTriesError as error:
            seconds = int(error.seconds) + 1
            wait = {"retry-after": str(seconds)}
            return JSONResponse({"error": said.wait.format(seconds=seconds)}, 429, headers=wait)
        return response

    @router.post("/logout")
    def sign_out(request: Request, owner: OwnerName) -> Response:
        response = JSONResponse({})
        door.sign_out(request, response)
        return response
