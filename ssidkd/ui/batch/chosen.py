"""What a visitor has chosen for a batch or a video: kept in the state, so it can be stopped."""

import threading
from dataclasses import dataclass, field

from ssidkd.services.batch.names import plain_name
from ssidkd.services.batch.rows import BatchOptions, Incoming, Row


@dataclass
class Chosen:
    """Files that wait, are worked on, or are done."""

    files: tuple[Incoming, ...]
    options: BatchOptions | None = None
    """None until they are started."""
    stop: threading.Event = field(default_factory=threading.Event)
    is_begun: bool = False
    """Whether the work has been taken up: an event may be sent twice."""

    def rows(self) -> tuple[Row, ...]:
        """Return the table before anything is known but the names."""
        return tuple(Row(name=plain_name(file.name)) for file in self.files)
