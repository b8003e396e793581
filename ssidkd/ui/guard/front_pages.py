"""Answers that are the same for all visitors, made once.

Gradio writes the page anew for each visitor: 50 to 130 ms of Python, in which nobody else is
answered. What it writes depends on the address under which the page was asked for, and no more.
"""

from collections import OrderedDict

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ssidkd.ui.guard.paths import CHINESE_PAGE, path_of

_PAGES = frozenset({"/", CHINESE_PAGE, "/config"})
_DEPENDS_ON = (
    "host",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-gradio-server",
    "accept-encoding",
)
"""Headers from which Gradio tells its own address, and how an answer may be packed."""
_PERSONAL = ("authorization", "range")
_LOGIN = "access-token"
"""In the name of Gradio's cookie of a visitor who has logged in."""
_MOST = 8
"""Answers that are kept, of about 1 MB each; a name for the server is the caller's to choose."""

Key = tuple[str, ...]


class FrontPages:
    """Keeps whole answers to plain requests for the page and its description.

    What has a query, a login or a cookie of its own is asked for each time. All calls come from the
    server's one event loop, so nothing is locked.

    Args:
        app: what answers, Gradio's application somewhere in it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._answers: OrderedDict[Key, tuple[Message, bytes]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or hand a request on."""
        key = _key(scope)
        if key is None:
            await self._app(scope, receive, send)
        elif key in self._answers:
            self._answers.move_to_end(key)
            start, body = self._answers[key]
            await send({**start, "headers": [*start["headers"]]})  # others add theirs to the list
            await send({"type": "http.response.body", "body": body})
        else:
            await self._ask(key, scope, receive, send)

    async def _ask(self, key: Key, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on, and keep its answer if all of it came."""
        start: Message | None = None
        pieces: list[bytes] = []

        async def send_and_keep(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = {**message, "headers": [*message["headers"]]}
            elif message["type"] == "http.response.body":
                pieces.append(message.get("body", b""))
                if not message.get("more_body") and start is not None and _is_for_all(start):
                    self._keep(key, start, b"".join(pieces))
            await send(message)

        await self._app(scope, receive, send_and_keep)

    def _keep(self, key: Key, start: Message, body: bytes) -> None:
        self._answers[key] = (start, body)
        if len(self._answers) > _MOST:
            self._answers.popitem(last=False)


def _key(scope: Scope) -> Key | None:
    """Return what an answer depends on; None if it may be for this visitor alone."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope["query_string"]:
        return None
    path, root = path_of(scope["path"], scope.get("root_path", "")), scope.get("root_path", "")
    if path not in _PAGES:
        return None
    headers = Headers(scope=scope)
    if any(name in headers for name in _PERSONAL) or _LOGIN in headers.get("cookie", ""):
        return None
    return (path, root, scope["scheme"], *(headers.get(name, "") for name in _DEPENDS_ON))


def _is_for_all(start: Message) -> bool:
    """Return whether an answer is whole, and sets nothing for one visitor."""
    names = {name.lower() for name, _ in start["headers"]}
    return start["status"] == 200 and b"set-cookie" not in names
