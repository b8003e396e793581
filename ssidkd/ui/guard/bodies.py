"""Reads what a request brings, up to a limit, and refuses what names places elsewhere."""

import json
import math
from collections.abc import Callable, Iterator
from typing import Any

from starlette.types import Message, Receive

from ssidkd.ui.guard.paths import API, is_address
from ssidkd.ui.guard.refusal import RequestRefusedError

_OUR_FILES = f"{API}/file="
_WEB = ("http://", "https://")


def too_large(limit: int) -> RequestRefusedError:
    """Return the refusal of a body of more than `limit` bytes."""
    size = f"{limit >> 20} MiB" if limit >= 1 << 20 else f"{limit >> 10} KiB"
    sentence = f"This is more than {size} at once. Send less at a time."
    # Nobody reads the rest, so the connection is of no use to anybody.
    return RequestRefusedError(413, sentence, {"connection": "close"})


async def whole_body(receive: Receive, limit: int) -> bytes | None:
    """Return what a request brings; None if its sender has left.

    Raises:
        RequestRefusedError: it is more than `limit` bytes.
    """
    chunks, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > limit:
            raise too_large(limit)
        chunks.append(chunk)
        if not message.get("more_body", False):
            return b"".join(chunks)


def again(body: bytes, receive: Receive) -> Receive:
    """Return a channel that brings what was read from another, and then its news."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return messages.pop() if messages else await receive()

    return receive_again


def counted(
    receive: Receive, limit: int, give_up: Callable[[RequestRefusedError], None]
) -> Receive:
    """Return a channel that hands a body on as it comes, up to a limit.

    Beyond it, or when the channel below refuses to go on, it calls `give_up` with the refusal and
    raises it.
    """
    size = 0

    async def receive_counted() -> Message:
        nonlocal size
        try:
            message = await receive()
            size += len(message.get("body", b""))
            if size > limit:
                raise too_large(limit)
        except RequestRefusedError as refused:
            give_up(refused)
            raise
        return message

    return receive_counted


def check_json(body: bytes) -> None:
    """Refuse JSON that would make the server open an address or unpack a picture out of the text.

    Numbers that no JSON has, such as NaN, are refused too: Gradio fails when it repeats them.
    Whatever is not JSON passes: who reads it refuses it.

    Raises:
        RequestRefusedError: a `path` or `url` in it names a place that is no file of ours, or it
            holds what nobody honest sends.
    """
    try:
        content = json.loads(body, parse_float=_finite, parse_constant=_refuse_constant)
        has_link = any(_leads_elsewhere(one) for one in mappings(content))
        json.dumps(content, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        # Gradio's queue would stumble over it at every later event, whoever's it is.
        raise RequestRefusedError(400, "Half of a letter is no text.") from None
    except ValueError:
        return
    except RecursionError:
        raise RequestRefusedError(400, "This is nested too deeply.") from None
    if has_link:
        raise RequestRefusedError(
            400, "Send files to the upload first; links and data in their place are not opened."
        )


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _no_number()
    return number


def _refuse_constant(_text: str) -> float:
    raise _no_number()


def _no_number() -> RequestRefusedError:
    return RequestRefusedError(400, "Numbers have to be finite, and not too large.")


def mappings(content: Any) -> Iterator[dict[str, Any]]:
    """Yield every mapping inside, however deep."""
    waiting = [content]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield one
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


def _leads_elsewhere(mapping: dict[str, Any]) -> bool:
    path, url = mapping.get("path"), mapping.get("url")
    if isinstance(path, str) and is_address(path):
        return True
    return isinstance(url, str) and is_address(url) and not _is_of_our_files(path, url)


def _is_of_our_files(path: Any, url: str) -> bool:
    """Return whether a link is the one that Gradio's page sends along with a file's path.

    The path is what is opened; the link says where the page has shown the file.
    """
    if not isinstance(path, str) or not url.lower().startswith(_WEB):
        return False
    _, found, file = url.partition(_OUR_FILES)
    return bool(found) and not is_address(file)
