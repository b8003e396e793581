"""The one form in which the guard says no."""

from collections.abc import Mapping

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

    def answer(self) -> JSONResponse:
        """Return the answer; Gradio's page shows its `error`, programs read its `detail`."""
        content = {"detail": self.sentence, "error": self.sentence}
        return JSONResponse(content, self.status, self.headers)
