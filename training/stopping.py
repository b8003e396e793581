"""Ends a run after its current step when the system or the keyboard asks for it."""

import signal
from types import FrameType, TracebackType


class StopSignals:
    """While this is open, the first SIGTERM or Ctrl-C is noted, a second one ends the program."""

    def __init__(self) -> None:
        self.received: int | None = None
        """Number of the signal that came, if any."""
        self._before = {
            number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)
        }

    def __enter__(self) -> "StopSignals":
        """Start to listen."""
        for number in self._before:
            signal.signal(number, self._note)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Give signals back to whom they belonged."""
        self._restore()

    def asked(self) -> bool:
        """Whether the run should stop."""
        return self.received is not None

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self.received = number
        self._restore()

    def _restore(self) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
