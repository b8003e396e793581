"""What is said to those for whom there is no place."""

import math

from ssidkd.core.derainer import DerainError

MINUTE = 60


class ServerBusyError(DerainError):
    """There is no place in the line; the sentence says when to come back.

    Args:
        seconds: until then.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = rounded(seconds)
        """Until it is worth to try again [s], a whole number."""
        super().__init__(f"The server is busy. Try again in about {_in_words(self.seconds)}.")


def rounded(seconds: float) -> int:
    """Return a time that can be said: fives of seconds up to a minute, then whole minutes."""
    step = 5 if seconds <= MINUTE else MINUTE
    return max(5, math.ceil(seconds / step) * step)


def _in_words(seconds: int) -> str:
    if seconds < MINUTE:
        return f"{seconds} seconds"
    minutes = seconds // MINUTE
    return "1 minute" if minutes == 1 else f"{minutes} minutes"
