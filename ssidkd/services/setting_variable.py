"""What one setting is: an environment variable, and how its text is read."""

from collections.abc import Callable
from dataclasses import dataclass


class SettingsError(ValueError):
    """A setting cannot be used; the sentence names it and says what it takes."""


@dataclass(frozen=True, kw_only=True)
class Variable:
    """One environment variable: a row of the table in docs/settings.md."""

    name: str
    field: str
    default: str
    """What holds where nothing is set, as text the parser takes; empty if it takes no text."""
    default_in_words: str = ""
    """For the table, where the text alone says too little."""
    meaning: str
    takes: str
    """The values it takes, in words that end the sentence `it takes ...`."""
    parse: Callable[[str], object]
    """Raises `ValueError` for a text it does not take."""
    is_secret: bool = False
    """Whether its value is never shown, not even where it cannot be used."""

    def read(self, text: str) -> object:
        """Return the value of a text, or of the default for an empty one."""
        try:
            return self.parse(text or self.default)
        except (ValueError, RuntimeError) as error:  # RuntimeError: no home folder is known
            told = "set" if self.is_secret else repr(text or self.default)
            # A secret stays out of the trace, too, where the parser's error may quote it.
            cause = None if self.is_secret else error
            raise SettingsError(f"{self.name} is {told}, but it takes {self.takes}.") from cause
