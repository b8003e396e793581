"""The guard before everything the server answers: before Gradio's routes, and before our own."""

from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from ssidkd.ui.guard.admission import Admission
from ssidkd.ui.guard.answers import Answer
from ssidkd.ui.guard.bodies import again, check_json, counted, too_large, whole_body
from ssidkd.ui.guard.causes import noted_errors
from ssidkd.ui.guard.failures import known_refusal
from ssidkd.ui.guard.health import FEWEST_BYTES
from ssidkd.ui.guard.language import words_of
from ssidkd.ui.guard.limits import DEFAULT_LIMITS, RequestLimits
from ssidkd.ui.guard.paths import API, is_closed, path_of
from ssidkd.ui.guard.patience import DEFAULT_PATIENCE, Patience, timed
from ssidkd.ui.guard.refusal import RequestRefusedError
from ssidkd.ui.guard.senders import is_foreign, is_known_host
from ssidkd.ui.guard.traffic import Traffic

UPLOAD = f"{API}/upload"
_OWNER = "/owner/"


class Guard:
    """Lets through only requests that the page or an honest program may send.

    It is plain ASGI: nothing is buffered but the small bodies it has to read, so streams and
    uploads pass as they come.

    Args:
        app: what is guarded.
        hosts: names in lower case that requests may ask for; none: any.
        limits: how much one request may bring.
        patience: how long one request may take to come.
        admission: how much one visitor may ask for; None: as much as they like.
        traffic: the open streams, and whether the server ends; None: its usual limits.
        free_bytes: tells how much room there is for uploads; None: enough.
    """

    def __init__(
        self,
        app: ASGIApp,
        hosts: Collection[str] = (),
        limits: RequestLimits = DEFAULT_LIMITS,
        patience: Patience = DEFAULT_PATIENCE,
        admission: Admission | None = None,
        traffic: Traffic | None = None,
        free_bytes: Callable[[], int] | None = None,
    ) -> None:
        self._app, self._hosts, self._limits = app, frozenset(hosts), limits
        self._patience, self._traffic = patience, traffic or Traffic()
        self._admission, self._free_bytes = admission, free_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] == "websocket":  # nothing here speaks it
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] == "http":
            say = words_of(scope).guard.say
            await self._answer(scope, receive, Answer(send, scope["method"] == "HEAD", say))
        else:
            await self._app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, answer: Answer) -> None:
        path = path_of(scope["path"], scope.get("root_path", ""))
        try:
            self._check(scope, path)
            with ExitStack() as places:
                if self._admission is not None:
                    places.enter_context(self._admission.admit(scope, path))
                places.enter_context(self._traffic.hold(scope, path))
                errors = places.enter_context(noted_errors())
                await self._hand_on(scope, path, receive, answer)
            await self._finish(path, answer, errors)
        except RequestRefusedError as refused:
            await answer.refuse(refused)
        except Exception as error:
            refusal = known_refusal(path, error)
            if refusal is None or answer.has_begun:
                await answer.finish()
                raise
            await answer.refuse(refusal)

    async def _finish(self, path: str, answer: Answer, errors: Sequence[Exception]) -> None:
        """Send an answer that says that the server failed, unless it was the sender who did."""
        refusal = known_refusal(path, errors[-1]) if errors and answer.is_failure else None
        if refusal is None:
            await answer.finish()
        else:
            await answer.refuse(refusal)

    def _check(self, scope: Scope, path: str) -> None:
        """Raise `RequestRefusedError` for what can be told before anything is read."""
        headers = Headers(scope=scope)
        if sum(len(name) + len(value) for name, value in scope["headers"]) > (
            self._limits.header_bytes
        ):
            raise RequestRefusedError(431, "The headers of this request are too large.")
        if not is_known_host(headers.get("host", ""), self._hosts):
            raise RequestRefusedError(400, "This server is not known under that name.")
        if is_closed(path):
            raise RequestRefusedError(404, "There is nothing here.")
        if is_foreign(scope["method"], headers):
            raise RequestRefusedError(403, "This request came from another page.")
        self._traffic.check_open(scope["method"], path)
        told = headers.get("content-length", "")
        length = int(told) if told.isdecimal() else 0
        if length > self._limit(path):
            raise too_large(self._limit(path))
        if path.rstrip("/") == UPLOAD:
            self._check_room(length)

    def _check_room(self, length: int) -> None:
        """Raise `RequestRefusedError` where an upload would fill the disk."""
        if self._free_bytes is not None and self._free_bytes() - length < FEWEST_BYTES:
            sentence = "This server has no room for files at the moment. Try again in 10 minutes."
            raise RequestRefusedError(503, sentence, {"retry-after": "600"})

    def _limit(self, path: str) -> int:
        """Return how many bytes a request may bring."""
        if path.rstrip("/") == UPLOAD:
            return self._limits.upload_bytes
        return self._limits.owner_bytes if path.startswith(_OWNER) else self._limits.body_bytes

    async def _hand_on(self, scope: Scope, path: str, receive: Receive, answer: Answer) -> None:
        scope = self._without_foreign_names(scope)
        patience = self._patience
        if path.rstrip("/") == UPLOAD:
            slow = timed(receive, patience.silent_seconds, patience.upload_seconds)
            await self._stream(scope, slow, answer)
            return
        small = timed(receive, patience.silent_seconds, patience.body_seconds)
        content = await whole_body(small, self._limit(path))
        if content is None:
            return
        check_json(content)
        news = self._traffic.until_the_end(scope, path, receive)
        await self._app(scope, again(content, news), answer)

    async def _stream(self, scope: Scope, receive: Receive, answer: Answer) -> None:
        """Hand an upload on as it comes; whatever is made of its end, too much is refused."""
        refusal: RequestRefusedError | None = None

        def give_up(refused: RequestRefusedError) -> None:
            nonlocal refusal
            refusal = refused
            answer.give_up()

        try:
            await self._app(scope, counted(receive, self._limits.upload_bytes, give_up), answer)
        except Exception:
            if refusal is None:
                raise
        if refusal is not None:
            raise refusal

    def _without_foreign_names(self, scope: Scope) -> Scope:
        """Return the request without names for this server that are not ours.

        Gradio would write them into the addresses of its answer.
        """
        if not self._hosts:
            return scope
        kept = [
            (name, value)
            for name, value in scope["headers"]
            if name != b"x-forwarded-host"
            or is_known_host(value.decode("latin-1").split(",")[0].strip(), self._hosts)
        ]
        return {**scope, "headers": kept}
