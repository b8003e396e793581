"""Refuses calls of the page's functions with values that the page never sends.

Only a program sends them, and Gradio hands some on (nothing for a choice of which the page always
has one, no event where one was clicked) and fails on others, as if the server were at fault.
"""

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import gradio as gr
from gradio.utils import get_type_hints, get_upload_folder

from ssidkd.ui.guard.bodies import mappings

_SENDERS = (ValueError, TypeError, LookupError, AttributeError, OverflowError)
"""What values of a wrong kind end in, while Gradio reads them."""
_CHOICES = (gr.Radio, gr.Dropdown, gr.Slider)

Option = TypeVar("Option")


def refuse_what_no_page_sends(page: gr.Blocks) -> None:
    """Let a built page read the values and events of its calls strictly."""
    read, call = page.preprocess_data, page.call_function

    @functools.wraps(read)
    async def read_strictly(block_fn: Any, inputs: list[Any], *more: Any, **options: Any) -> Any:
        sent = [pair for pair in zip(block_fn.inputs, inputs, strict=False) if not pair[0].stateful]
        try:
            if any(_cannot_be(part, value) or _names_no_upload(value) for part, value in sent):
                raise _refusal()
            return await read(block_fn, inputs, *more, **options)
        except _SENDERS as error:
            if isinstance(error.__cause__, (OSError, MemoryError)):
                raise  # Gradio wraps whatever a component meets: this is ours to know
            raise _refusal() from None

    @functools.wraps(call)
    async def call_strictly(
        block_fn: Any,
        processed_input: list[Any],
        iterator: Any = None,
        requests: Any = None,
        event_id: str | None = None,
        event_data: gr.EventData | None = None,
        *more: Any,
        **options: Any,
    ) -> Any:
        if iterator is None and _misses_event(block_fn.fn, event_data):
            raise _refusal()
        return await call(
            block_fn, processed_input, iterator, requests, event_id, event_data, *more, **options
        )

    page.preprocess_data = read_strictly  # type: ignore[method-assign]
    page.call_function = call_strictly  # type: ignore[method-assign]


def chosen(event: gr.SelectData, options: Sequence[Option]) -> Option:
    """Return the option that was clicked.

    Raises:
        gr.Error: there is none of that number.
    """
    if isinstance(event.index, int) and 0 <= event.index < len(options):
        return options[event.index]
    raise _refusal()


def _cannot_be(part: Any, value: Any) -> bool:
    """Return whether a control never has a value: none if it begins with one, many if it has one.

    Of many, Gradio looks at each, and not whether there may be many; of an empty list at nothing.
    """
    if isinstance(part, gr.Dropdown) and isinstance(value, list) and not part.multiselect:
        return True
    return value is None and isinstance(part, _CHOICES) and part.value is not None


def _names_no_upload(value: Any) -> bool:
    """Return whether a value names a file that is not among the uploads, however deep.

    Gradio 6.31 looks at that itself only where it was launched, not where it is mounted.
    """
    uploads = Path(get_upload_folder()).resolve()
    paths = [one["path"] for one in mappings(value) if isinstance(one.get("path"), str)]
    return any("\0" in path or uploads not in Path(path).resolve().parents for path in paths)


def _misses_event(function: Callable[..., Any] | None, event: gr.EventData | None) -> bool:
    """Return whether a function that is told what was clicked is not."""
    hints = get_type_hints(function).values() if function else ()  # type: ignore[no-untyped-call]
    wanted = [hint for hint in hints if isinstance(hint, type) and issubclass(hint, gr.EventData)]
    if not wanted:
        return False
    data = None if event is None else event._data
    if not isinstance(data, dict):
        return True
    of_choice = any(issubclass(hint, gr.SelectData) for hint in wanted)
    return of_choice and not {"index", "value"} <= data.keys()


def _refusal() -> gr.Error:
    return gr.Error("These are no values that this function takes.", print_exception=False)
