"""Photos that a visitor takes to the tab Donate from where they were shown."""

from dataclasses import dataclass, field
from secrets import token_urlsafe

from ssidkd.services.batch.rows import Incoming


@dataclass(frozen=True, kw_only=True)
class Offered:
    """Files for the tab Donate; nothing is given by that."""

    files: tuple[Incoming, ...]
    press: str = field(default_factory=token_urlsafe)
    """Differs each time, so that the same photos can be taken there again."""
