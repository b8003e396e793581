"""What a visitor's page shows of a job: what was read of it, and what was sent already."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from pathlib import Path

from ssidkd.core.intake import PictureRefused, read_picture
from ssidkd.core.picture import Pixels
from ssidkd.learning.finetune.config import JobConfigError
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.pictures import SHOWN_SIDE, at_most
from ssidkd.services.jobs.watching import JobWatch
from ssidkd.services.shelf import PictureShelf
from ssidkd.ui.finetune.probe_view import Frame


@dataclass
class Shown:
    """One page that watches one job; kept in the state of the visitor's session."""

    watch: JobWatch
    _sent: dict[str, Hashable] = field(default_factory=dict)
    _pictures: dict[str, tuple[Path, tuple[int, int]]] = field(default_factory=dict)

    def is_new(self, part: str, content: Hashable) -> bool:
        """Return whether a part of the page has to be sent, because it shows something else."""
        if self._sent.get(part) == content:
            return False
        self._sent[part] = content
        return True

    def rainy(self, folder: JobFolder, shelf: PictureShelf) -> tuple[Path, tuple[int, int]] | None:
        """Return the photo that is watched as a served file, with its width and height [px]."""
        try:
            name = self.watch.probe_name() or folder.read_config().probe_name
        except JobConfigError:  # the job was deleted just now
            return None
        return self._served(folder.photos / name, "rainy", shelf)

    def frames(self, folder: JobFolder, shelf: PictureShelf) -> tuple[Frame, ...]:
        """Return the pictures of the photo there are; those that cannot be read are left out."""
        frames = []
        for preview in self.watch.previews():
            served = self._served(folder.preview(preview.step), f"step-{preview.step}", shelf)
            if served is not None:
                frames.append(Frame(step=preview.step, niqe=preview.niqe, path=served[0]))
        return tuple(frames)

    def _served(
        self, path: Path, name: str, shelf: PictureShelf
    ) -> tuple[Path, tuple[int, int]] | None:
        """Return a picture of the job as a served file; written only if it is not there yet."""
        known = self._pictures.get(path.name)
        if known is not None and shelf.touch(known[0]):
            return known
        try:
            pixels: Pixels = at_most(read_picture(path).pixels, SHOWN_SIDE)
        except PictureRefused:
            return None
        height, width = pixels.shape[:2]
        self._pictures[path.name] = (shelf.put(pixels, name), (width, height))
        return self._pictures[path.name]
