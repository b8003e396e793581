"""What libraries write to the standard error, as events of the log."""

import io
import logging
import re
import threading
from typing import TextIO

_LOG = logging.getLogger("stderr")
_BEGIN = "Traceback (most recent call last):"
_BETWEEN = ("During handling of the above exception", "The above exception was the direct cause")
_FRAME = re.compile(r'\s+File "(?:.*/)?([^"]*)", line (\d+), in (\S+)')
_LONGEST = 10_000
"""Characters of a line that does not end."""


class PrintedLines(io.TextIOBase):
    """A stream that makes an event of each line, and of each trace that is printed.

    A trace becomes the error's class and place: its message may name a visitor's file.

    Args:
        below: the stream it stands for, asked for all else that streams know.
    """

    def __init__(self, below: TextIO) -> None:
        self._below = below
        self._line, self._frames = "", list[str]()
        self._in_trace = False
        self._busy = threading.local()

    def write(self, text: str) -> int:
        """Take a text; a trace is written in pieces, its error as one of them."""
        if getattr(self._busy, "is_writing", False):  # the log itself complains: there is no place
            return len(text)
        self._busy.is_writing = True
        try:
            self._take(text)
        finally:
            self._busy.is_writing = False
        return len(text)

    def fileno(self) -> int:
        """Return that of the stream below."""
        return self._below.fileno()

    def isatty(self) -> bool:
        """Return that no person reads this."""
        return False

    def writable(self) -> bool:
        """Return that it can be written to."""
        return True

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """Return that of the stream below."""
        return self._below.encoding

    def _take(self, text: str) -> None:
        if text.startswith(_BEGIN):
            self._in_trace, self._frames = True, []
        elif text.lstrip().startswith(_BETWEEN):
            return  # the next trace follows
        elif not self._in_trace:
            self._take_lines(text)
        elif text[:1].isspace():
            self._frames += [f"{file}:{line} {name}" for file, line, name in _FRAME.findall(text)]
        elif text:
            self._in_trace = False
            error = re.split(r"[:\s]", text, maxsplit=1)[0].rpartition(".")[2]
            fields = {"error": error, "at": self._frames[-6:]}
            _LOG.error("An error was printed", extra={"fields": fields})

    def _take_lines(self, text: str) -> None:
        *lines, self._line = (self._line + text).split("\n")
        if len(self._line) > _LONGEST:
            lines, self._line = [*lines, self._line], ""
        for line in filter(str.strip, lines):
            _LOG.warning("%s", line)
