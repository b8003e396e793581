"""The two ways in: the login of the Hub where Gradio offers it, else the token of this server."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from ssidkd.services.owner import SIGNED_IN_FOR, TOKEN_OWNER, HubOwners, TokenDoor


@dataclass(frozen=True)
class HubDoor:
    """Gradio's login. Only for a Space: elsewhere Gradio pretends to one that is the server's."""

    owners: HubOwners

    def owner_of(self, request: Request) -> str | None:
        """Return the name of the owner who asks; None for anybody else."""
        return self.owners.name_of(_session(request))

    def stranger(self, request: Request) -> str:
        """Return the name of somebody who is signed in and no owner; empty for nobody."""
        login = _session(request).get("oauth_info")
        profile = login.get("userinfo") if isinstance(login, Mapping) else None
        name = profile.get("preferred_username") if isinstance(profile, Mapping) else None
        return name if isinstance(name, str) else ""


@dataclass(frozen=True)
class CookieDoor:
    """A signed cookie, which who has the token gets."""

    token: TokenDoor

    def owner_of(self, request: Request) -> str | None:
        """Return that an owner asks; None for anybody else."""
        cookie = request.cookies.get(self.token.cookie_name, "")
        return TOKEN_OWNER if self.token.is_signed_in(cookie) else None

    def sign_in(self, offered: str, request: Request, response: Response) -> None:
        """Put the cookie into a response.

        Raises:
            WrongTokenError: it is not the token of this server.
            TooManyTriesError: many wrong ones came before.
        """
        response.set_cookie(
            self.token.cookie_name,
            self.token.sign_in(offered),
            max_age=int(SIGNED_IN_FOR),
            httponly=True,
            samesite="strict",
            secure=_is_encrypted(request),
        )

    def sign_out(self, request: Request, response: Response) -> None:
        """End what the cookie is good for, and take it back."""
        self.token.sign_out(request.cookies.get(self.token.cookie_name, ""))
        response.delete_cookie(
            self.token.cookie_name,
            httponly=True,
            samesite="strict",
            secure=_is_encrypted(request),
        )


def _session(request: Request) -> Mapping[str, Any]:
    session = request.scope.get("session")  # where Gradio serves without a login there is none
    return session if isinstance(session, Mapping) else {}


def _is_encrypted(request: Request) -> bool:
    """Return whether the browser speaks HTTPS, to us or to what stands before us."""
    forwarded = request.headers.get("x-forwarded-proto", "").split(",")[0].strip()
    return "https" in (request.url.scheme, forwarded)
