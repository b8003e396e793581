"""The way back to whoever sent a request."""

from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

from ssidkd.ui.guard.headers import HEADERS
from ssidkd.ui.guard.refusal import RequestRefusedError

_OURS = 500
"""Status of an answer that says that the server itself has failed."""


class Answer:
    """Sends an answer with our headers, and can take back that the server has failed.

    Applications answer a failure before they pass it on, so such an answer waits until it is known
    whose fault it was.

    Args:
        send: of the server.
        is_head: whether the answer has to be without a body.
        say: says a refusal in the language of whoever reads it.
    """

    def __init__(self, send: Send, is_head: bool = False, say: Callable[[str], str] = str) -> None:
        self._send, self._is_head, self._say = send, is_head, say
        self._waiting: list[Message] = []
        self._is_refused = False
        self.has_begun = False

    async def __call__(self, message: Message) -> None:
        """Send a message, or keep it; headers that an answer sets itself are kept."""
        is_start = message["type"] == "http.response.start"
        if self._waiting or (is_start and message["status"] == _OURS):
            self._waiting.append(message)
        elif not self._is_refused or self.has_begun:
            await self._pass(message)

    @property
    def is_failure(self) -> bool:
        """Whether an answer waits that says that the server has failed."""
        return bool(self._waiting)

    def give_up(self) -> None:
        """Send nothing of what the application says from now on: a refusal is to follow."""
        self._is_refused = True

    async def finish(self) -> None:
        """Send what has waited."""
        waiting, self._waiting = self._waiting, []
        if not self._is_refused:
            for message in waiting:
                await self._pass(message)

    async def refuse(self, refused: RequestRefusedError) -> None:
        """Send a refusal instead; an answer that has begun can only be broken off."""
        if self.has_begun:
            raise refused
        self._waiting.clear()
        response = refused.answer(self._say)
        start = {"type": "http.response.start", "status": response.status_code}
        await self._pass({**start, "headers": response.raw_headers})
        body = b"" if self._is_head else bytes(response.body)
        await self._pass({"type": "http.response.body", "body": body})

    async def _pass(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.has_begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)
