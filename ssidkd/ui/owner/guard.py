"""The guard before everything of the owner's page, whichever route a request is for."""

from collections.abc import Callable
from typing import Protocol
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import JSONResponse, Response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ssidkd.ui.guard.bodies import again, whole_body
from ssidkd.ui.guard.limits import DEFAULT_LIMITS
from ssidkd.ui.guard.refusal import RequestRefusedError

MOST_BODY = DEFAULT_LIMITS.owner_bytes
"""Of a request [bytes]: room for the names of some thousand photos."""
CALL_HEADER = "x-owner-call"
"""No form and no plain link can send it; with any value it says that our script asks."""
_SAFE_METHODS = ("GET", "HEAD")
_OUR_OWN = ("same-origin", "none")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self' https://huggingface.co"
)
"""Not *.hf.space: any stranger's Space could lay the page under its own buttons."""
_HEADERS = {
    "cache-control": "private, no-store",
    "content-security-policy": _POLICY,
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class Door(Protocol):
    """Knows who asks."""

    def owner_of(self, request: Request) -> str | None:
        """Return the name of the owner who asks; None for anybody else."""
        ...


class OwnerGuard:
    """Lets through only owners, only from our own page, and only small requests.

    Args:
        app: what is guarded; it finds the owner's name in `request.state.owner`.
        door: knows who asks.
        is_open: whether anybody may ask for a path, such as for the login.
        refuse: answers who is not an owner.
    """

    def __init__(
        self,
        app: ASGIApp,
        door: Door,
        is_open: Callable[[str], bool],
        refuse: Callable[[Request], Response],
    ) -> None:
        self._app, self._door = app, door
        self._is_open, self._refuse = is_open, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        send = _with_headers(send)
        request = Request(scope, receive)
        response = self._refusal(request)
        if response is None:
            try:
                body = await whole_body(receive, MOST_BODY)
            except RequestRefusedError as refused:
                response = refused.answer()
            else:
                if body is not None:
                    await self._app(scope, again(body, receive), send)
                return
        await response(scope, receive, send)

    def _refusal(self, request: Request) -> Response | None:
        """Return why a request goes no further, or None after noting who asks."""
        if not is_of_our_page(request):
            return JSONResponse({"error": "This request came from another page."}, 403)
        owner = self._door.owner_of(request)
        path = request.url.path.removeprefix(request.scope.get("root_path", ""))
        if owner is None and not self._is_open(path):
            return self._refuse(request)
        request.state.owner = owner
        return None


def is_of_our_page(request: Request) -> bool:
    """Return whether a request comes from our own page, or opens it.

    Pages of others may link here, and no more: not even pictures, as Gradio's login comes along
    with whatever anybody asks for.
    """
    headers = request.headers
    is_safe = request.method in _SAFE_METHODS
    if not is_safe and CALL_HEADER not in headers:
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        is_opened = is_safe and headers.get("sec-fetch-mode") == "navigate"
        return site in _OUR_OWN or is_opened
    origin = headers.get("origin")
    if origin is None:
        return is_safe
    return urlsplit(origin).netloc == headers.get("host")


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return send_with_headers
