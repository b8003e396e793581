"""Why a call failed, where Gradio answers 500 itself and says no more."""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import gradio as gr

_ERRORS: ContextVar[list[Exception] | None] = ContextVar("errors", default=None)


@contextmanager
def noted_errors() -> Iterator[list[Exception]]:
    """Yield a list that gets the errors of the calls that are made inside the block."""
    errors: list[Exception] = []
    token = _ERRORS.set(errors)
    try:
        yield errors
    finally:
        _ERRORS.reset(token)


def note_errors_of(page: gr.Blocks) -> None:
    """Let a page note why a call failed, for whoever asks with `noted_errors`."""
    process = page.process_api

    @functools.wraps(process)
    async def process_and_note(*inputs: Any, **options: Any) -> Any:
        try:
            return await process(*inputs, **options)
        except Exception as error:
            errors = _ERRORS.get()
            if errors is not None:
                errors.append(error)
            raise

    page.process_api = process_and_note  # type: ignore[method-assign]
