"""The log of this process: lines to be read, or one JSON object for each event."""

import json
import logging
import re
import sys
import threading
import traceback
from collections.abc import Mapping
from datetime import datetime, timezone
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from ssidkd.services.printed import PrintedLines

OURS = "ssidkd"
"""Name of the package, and of all its loggers' parent."""
FIELDS = "fields"
"""Name of what an event carries besides its words: `log.info("...", extra={FIELDS: {...}})`."""
_KEPT_FRAMES = 6
_HIDDEN = "[hidden]"
_LONGEST = 2000
"""Letters of an event's words."""
_PICTURE = r"\.(?:jpe?g|jfif|png|webp|avif|hei[cf]|gif|bmp|tiff?|zip|mp4|webm)"
_UNTOLD = re.compile(
    # A file of a visitor's in quotes, or without; and tokens of the Hub.
    rf"'[^'\n]*{_PICTURE}'|\"[^\"\n]*{_PICTURE}\"|\S*{_PICTURE}\b|hf_\w+",
    re.IGNORECASE,
)


class TextLines(logging.Formatter):
    """One line for each event; only the trace of an error has more, and those are set in."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """Return the line without what follows it."""
        fields = "".join(f" {name}={value}" for name, value in fields_of(record).items())
        return one_line(super().formatMessage(record) + fields)

    def formatException(self, ei: Any) -> str:  # noqa: N802
        """Return the trace, set in, so that no message in it looks like an event."""
        return "\n".join(
            f"    {one_line(line)}" for line in super().formatException(ei).split("\n")
        )


class JsonLines(logging.Formatter):
    """One JSON object for each event, which tells nothing of visitors.

    Errors are named by their class and place: their messages may name a visitor's file.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the object's line; JSON escapes whatever would end it or turn it round."""
        event: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, timezone.utc).isoformat("T", "seconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            # Cut first: the search takes the square of the length, and strangers choose some names.
            "event": _UNTOLD.sub(_HIDDEN, record.getMessage()[:_LONGEST]),
            **fields_of(record),
        }
        if record.exc_info and record.exc_info[0] is not None:
            event["error"] = record.exc_info[0].__name__
            event["at"] = places(record.exc_info[2])
        return json.dumps(event, default=str)


def configure_logging(as_json: bool, stream: TextIO | None = None) -> None:
    """Send the log of the whole process to one place.

    As JSON, whatever else is written to the standard error joins it, line by line.

    Args:
        as_json: one object for each event, for machines; else lines to be read.
        stream: where to; the standard error if None.
    """
    target = stream or sys.__stderr__ or sys.stderr
    handler = logging.StreamHandler(target)
    handler.setFormatter(JsonLines() if as_json else TextLines())
    # Libraries tell every request they make, with its query; only what is ours is told in full.
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger(OURS).setLevel(logging.INFO)
    logging.captureWarnings(True)
    if as_json:
        sys.stderr = PrintedLines(target)
        sys.excepthook = _tell_uncaught
        threading.excepthook = lambda args: _tell_uncaught(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )


def route_server_log() -> None:
    """Let the server's events come through the log of the process; Gradio sets up its own."""
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    logging.getLogger("uvicorn.access").disabled = True  # it tells addresses and queries


def fields_of(record: logging.LogRecord) -> Mapping[str, Any]:
    """Return what an event carries besides its words."""
    fields: Mapping[str, Any] = getattr(record, FIELDS, {})
    return fields


def one_line(text: str) -> str:
    """Return a text with everything escaped that is not printed: ends of lines, colours, turns."""
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text
    )


def places(trace: TracebackType | None) -> list[str]:
    """Return where an error came from, the innermost place last."""
    frames = traceback.extract_tb(trace)[-_KEPT_FRAMES:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]


def _tell_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if not issubclass(kind, SystemExit):
        logging.getLogger("uncaught").critical(
            "Nobody expected this", exc_info=(kind, error, trace)
        )
