"""The one form in which the guard says no."""

import math
from collections.abc import Callable, Mapping

from starlette.responses import JSONResponse


class RequestRefusedError(Exception):
    """A request goes no further.

    Args:
        status: of the answer, from 400 to 503.
        sentence: for whoever sent the request.
        headers: of the answer, such as `retry-after`.
    """

    def __init__(
        self, status: int, sentence: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence
        self.headers = dict(headers or {})

    def answer(self, say: Callable[[str], str] = str) -> JSONResponse:
        """Return the answer; Gradio's page shows its `error`, programs read its `detail`.

        Args:
            say: says the sentence in the language of whoever reads it.
        """
        sentence = say(self.sentence)
        content = {"detail": sentence, "error": sentence}
        return JSONResponse(content, self.status, self.headers)


def busy(reason: str, seconds: int) -> RequestRefusedError:
    """Return the refusal of one request too many: why, and in how many seconds to try again."""
    sentence = f"{reason} Try again in {_in_words(seconds)}."
    return RequestRefusedError(429, sentence, {"retry-after": str(seconds)})


def _in_words(seconds: int) -> str:
    if seconds < 120:
        return "1 second" if seconds == 1 else f"{seconds} seconds"
    minutes = math.ceil(seconds / 60)
    return f"{minutes} minutes" if minutes < 120 else f"{math.ceil(minutes / 60)} hours"
