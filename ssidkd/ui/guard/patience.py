"""How long a request may take to bring what it brings."""

from dataclasses import dataclass

import anyio
from starlette.types import Message, Receive

from ssidkd.ui.guard.refusal import RequestRefusedError


@dataclass(frozen=True, kw_only=True)
class Patience:
    """With a request whose body comes slowly, which holds a place all the while."""

    silent_seconds: float = 20.0
    """Without a single byte [s]."""
    body_seconds: float = 60.0
    """For the whole body of every request but uploads [s]."""
    upload_seconds: float = 1800.0
    """For all files that are sent at once [s]: 600 MiB at 3 Mbit/s."""


DEFAULT_PATIENCE = Patience()


def timed(receive: Receive, silent: float, whole: float) -> Receive:
    """Return a channel that brings the same while a body comes fast enough.

    If it does not, the channel raises `RequestRefusedError`. News after the body may take their
    time.

    Args:
        receive: of the server.
        silent: longest time without a byte [s].
        whole: longest time for all of it, from now on [s].
    """
    until = anyio.current_time() + whole
    is_over = False

    async def receive_timed() -> Message:
        nonlocal is_over
        if is_over:
            return await receive()
        left = min(silent, until - anyio.current_time())
        with anyio.move_on_after(max(left, 0.0)):
            message = await receive()
            is_over = not message.get("more_body", False)
            return message
        raise _too_slow()

    return receive_timed


def _too_slow() -> RequestRefusedError:
    return RequestRefusedError(
        408, "This request came too slowly. Send it again.", {"connection": "close"}
    )
