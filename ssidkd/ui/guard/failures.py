"""Requests on which Gradio fails though the sender is at fault, each by route and cause."""

import re
from dataclasses import dataclass
from types import TracebackType

from ssidkd.ui.guard.paths import API
from ssidkd.ui.guard.refusal import RequestRefusedError


@dataclass(frozen=True)
class KnownFailure:
    """One way in which a request makes Gradio fail."""

    route: str
    """Pattern of the path."""
    error: str
    """Name of the exception's class."""
    raised_in: str
    """Name of the function that raised it: the same error from elsewhere is unknown."""
    status: int
    sentence: str = ""
    """What the sender is told; the error's own message where this is empty."""


_NO_FUNCTION = "There is no such function; /gradio_api/info lists those there are."
_NO_FORM = "These files were not sent as a form with their names."
_TOO_FEW = "These are fewer values than the function takes; /gradio_api/info lists them."
ANYWHERE = "*"
"""In place of a function's name."""
KNOWN = (
    KnownFailure(f"{API}/(queue/join|run/.*|api/.*)", "KeyError", "get_fn", 404, _NO_FUNCTION),
    KnownFailure(f"{API}/(run|api|call)/.*", "FnIndexInferError", "get_fn", 404, _NO_FUNCTION),
    KnownFailure(f"{API}/call/v2/.*", "KeyError", "_", 404, _NO_FUNCTION),
    KnownFailure(
        f"{API}/call/v2/.*", "TypeError", "construct_args", 400, "These are not its parameters."
    ),
    KnownFailure(
        f"{API}/component_server/?", "KeyError", "component_server", 404, "There is no such part."
    ),
    # A file without a name comes as a field of the form.
    KnownFailure(f"{API}/upload", "TypeError", "upload_fn", 400, _NO_FORM),
    KnownFailure(f"{API}/upload", "FormParserError", "__init__", 400, _NO_FORM),
    # Its sender has hung up.
    KnownFailure(f"{API}/upload", "ClientDisconnect", ANYWHERE, 400, "The upload broke off."),
    # Without a session, or when somebody has just left the queue whom Gradio wants to tell of it.
    KnownFailure(
        f"{API}/(queue/join|call/.*)", "KeyError", "__getitem__", 409, "Please try again at once."
    ),
    # Raised with a sentence for whoever called; `ServerFailure` is not among them.
    KnownFailure(f"{API}/(run|api)/.*", "Error", ANYWHERE, 422),
    KnownFailure(f"{API}/(run|api)/.*", "ValueError", "validate_inputs", 422, _TOO_FEW),
)


def known_refusal(path: str, error: Exception) -> RequestRefusedError | None:
    """Return what the sender is told, None for a failure that is ours and has to be seen.

    Args:
        path: of the request, without the page's root path.
        error: that ended it.
    """
    name, raised_in = type(error).__name__, _raised_in(error.__traceback__)
    for known in KNOWN:
        is_cause = name == known.error and known.raised_in in (raised_in, ANYWHERE)
        if is_cause and re.fullmatch(known.route, path, re.DOTALL):
            sentence = known.sentence or str(getattr(error, "message", ""))
            return RequestRefusedError(known.status, sentence)
    return None


def _raised_in(trace: TracebackType | None) -> str:
    """Return the name of the innermost function."""
    name = ""
    while trace is not None:
        name = trace.tb_frame.f_code.co_name
        trace = trace.tb_next
    return name
