"""The wish that this process ends: by a signal, and heard by whoever asks."""

import signal
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Ending:
    """Whether this process has been asked to end.

    A plain attribute, as a signal may come at any moment, also while a lock is held.
    """

    def __init__(self) -> None:
        self.is_asked = False
        self._before = {number: signal.getsignal(number) for number in SIGNALS}

    def listen(self) -> None:
        """Hear the signals from now on; to be called in the main thread."""
        for number in SIGNALS:
            self._before[number] = signal.signal(number, self._hear)

    def ask(self) -> None:
        """Ask the process to end."""
        self.is_asked = True

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        self.is_asked = True
        signal.signal(number, self._before[signal.Signals(number)])  # a second one ends it at once
