"""The photos of the lessons: small, and always there whatever else is missing."""

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from ssidkd.core.picture import Pixels
from ssidkd.services.clean_photos import CleanPhotos
from ssidkd.services.comparing import PaneName
from ssidkd.services.examples import ExampleService
from ssidkd.services.lessons.steps import PhotoKind
from ssidkd.services.photos import at_most

CLEAN_PIXELS = 480 * 360
"""Of a clean photo: enough for NIQE, few enough to follow a finger."""
NETWORK_PIXELS = 256 * 192
"""Of a photo that both networks work on while a class waits."""


class LessonPhotos:
    """Clean photos and examples. Without clean photos, what the student made of the examples.

    Args:
        clean_folder: of the bundled clean photos; may be missing.
        examples: the bundled examples.
    """

    def __init__(self, clean_folder: Path, examples: ExampleService) -> None:
        self._clean = CleanPhotos(clean_folder)
        self._examples = examples
        self._indices = {credit.name: index for index, credit in enumerate(examples.credits)}
        self._kept: dict[tuple[str, str, int], Pixels] = {}
        self._reading = threading.Lock()

    @property
    def names(self) -> Mapping[PhotoKind, tuple[str, ...]]:
        """Names of the photos of each kind."""
        examples = tuple(self._indices)
        return {"clean": self._clean.names or examples, "example": examples}

    def title(self, kind: PhotoKind, name: str) -> str:
        """Name a photo as its manifest does."""
        if kind == "clean" and self._clean.names:
            return self._clean.credit(name).title
        return self._examples.credits[self._indices[name]].title

    def clean(self, name: str, pixel_limit: int = CLEAN_PIXELS) -> Pixels:
        """Return a clean photo (H, W, 3) uint8 of at most so many pixels."""

        def read() -> Pixels:
            if self._clean.names:
                return at_most(self._clean.pixels(name), pixel_limit)
            return at_most(self.example(name, "student"), pixel_limit)

        return self._keep(("clean", name, pixel_limit), read)

    def example(self, name: str, pane: PaneName) -> Pixels:
        """Return one of an example's pictures (H, W, 3) uint8: `input`, `teacher`, `student`."""

        def read() -> Pixels:
            panes = self._examples.panes(self._indices[name])
            return {other.name: other.pixels for other in panes}[pane]

        return self._keep((pane, name, 0), read)

    def _keep(self, key: tuple[str, str, int], read: Callable[[], Pixels]) -> Pixels:
        """Read each picture once: there are only a few, and all are small."""
        with self._reading:
            known = self._kept.get(key)
        if known is not None:
            return known
        pixels = read()
        pixels.flags.writeable = False
        with self._reading:
            return self._kept.setdefault(key, pixels)
