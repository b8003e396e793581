"""Pictures that other methods made, found by name beside ours; the owner names their folders."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from ssidkd.core.derainer import TileProgress
from ssidkd.core.examples import input_file, result_file
from ssidkd.core.intake import PictureRefused, read_picture
from ssidkd.core.metrics import psnr_rgb, ssim_rgb
from ssidkd.core.picture import Pixels
from ssidkd.services.background import Report, ShouldStop, events_of
from ssidkd.services.batch.suffixes import PICTURE_SUFFIXES
from ssidkd.services.deraining import ROLES, DerainingService
from ssidkd.services.examples import ExampleService

INPUT, TRUTH = "input", "truth"
"""Folders of these names hold rainy pictures of the owner, and their clean ones."""


class OutputsError(ValueError):
    """A folder that the owner named cannot be used; the sentence says which."""


@dataclass(frozen=True, kw_only=True, eq=False)
class OutputPicture:
    """One picture of a scene."""

    name: str
    """`input`, `teacher`, `student`, `truth`, or the name of a method."""
    pixels: Pixels
    psnr: float | None = None
    """Against the truth, over RGB [dB]; None without one, and of the truth itself."""
    ssim: float | None = None


class OutputFolders:
    """Finds pictures of one name in the folders of several methods.

    Args:
        folders: name and folder of every method; `input` and `truth` are the owner's own pictures.
        examples: whose results stand beside pictures of their names.

    Raises:
        OutputsError: a folder is not there, or two have one name.
    """

    def __init__(self, folders: Sequence[tuple[str, Path]], examples: ExampleService) -> None:
        names = [name for name, _ in folders]
        for name, folder in folders:
            if not folder.is_dir():
                raise OutputsError(f"SSIDKD_OUTPUTS: there is no folder {folder} for {name}.")
            if names.count(name) > 1:
                raise OutputsError(f"SSIDKD_OUTPUTS: the name {name} stands there twice.")
        self._folders = dict(folders)
        self._examples = examples

    @property
    def methods(self) -> tuple[str, ...]:
        """Names of the methods, without the owner's own pictures."""
        return tuple(name for name in self._folders if name not in (INPUT, TRUTH, *ROLES))

    def scenes(self) -> tuple[str, ...]:
        """Return the names of all pictures that can be opened: rainy ones that a method has too."""
        made = {stem for name in self.methods for stem in _pictures(self._folders[name])}
        own = _pictures(self._folders[INPUT]) if INPUT in self._folders else {}
        examples = {credit.name for credit in self._examples.credits}
        return tuple(sorted(made & (set(own) | examples)))

    def open(
        self, scene: str, deraining: DerainingService, stop: threading.Event
    ) -> Iterator[OutputPicture | float]:
        """Yield how much is done, 0 to 1, and each picture as soon as it is there, input first.

        Pictures of another size than the input are left out, and so are those that cannot be read.

        Raises:
            KeyError: there is no such scene.
            PictureRefused: the rainy picture cannot be read.
            DerainError: teacher or student cannot work on it.
            DerainCancelled: `stop` was set while they did.
        """
        if scene not in self.scenes():
            raise KeyError(scene)

        def work(report: Report[OutputPicture | float], should_stop: ShouldStop) -> None:
            files = self._files(scene)
            rainy = read_picture(files.pop(INPUT)).pixels
            truth = _read(files.pop(TRUTH, None), rainy)
            report(_scored(INPUT, rainy, truth))
            is_made = all(role in files for role in ROLES)
            with nullcontext() if is_made else deraining.seat():
                for role in ROLES:
                    pixels = _read(files.pop(role, None), rainy)
                    if pixels is None:
                        tell = _telling(report, ROLES.index(role))
                        pixels = deraining.derain(role, rainy, tell, should_stop).derained
                    report(_scored(role, pixels, truth))
            others = ((name, _read(path, rainy)) for name, path in files.items())
            for name, found in (*others, (TRUTH, truth)):
                if found is not None:
                    report(_scored(name, found, None if name == TRUTH else truth))

        share = 0.0
        for event in events_of(work, stop):
            share = event if isinstance(event, float) else share
            yield share if event is None else event

    def _files(self, scene: str) -> dict[str, Path]:
        """Return the file of every picture of a scene; the owner's own go before the examples."""
        files: dict[str, Path] = {}
        if scene in {credit.name for credit in self._examples.credits}:
            folder = self._examples.folder
            files[INPUT] = input_file(folder, scene)
            files |= {role: result_file(folder, scene, role) for role in ROLES}
        if INPUT in self._folders and scene in (own := _pictures(self._folders[INPUT])):
            files = {INPUT: own[scene]}
        for name, folder in self._folders.items():
            made = _pictures(folder)
            if name != INPUT and scene in made:
                files[name] = made[scene]
        return files


def _pictures(folder: Path) -> dict[str, Path]:
    """Return the pictures of a folder by their names without suffix."""
    return {
        path.stem: path
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in PICTURE_SUFFIXES and not path.name.startswith(".")
    }


def _telling(
    report: Report[OutputPicture | float], done_before: int
) -> Callable[[TileProgress], None]:
    def tell(tiles: TileProgress) -> None:
        report((done_before + tiles.done / tiles.total) / len(ROLES))

    return tell


def _read(path: Path | None, rainy: Pixels) -> Pixels | None:
    """Return a picture if there is one that can be laid over the rainy one."""
    if path is None:
        return None
    try:
        pixels = read_picture(path).pixels
    except PictureRefused:
        return None
    return pixels if pixels.shape == rainy.shape else None


def _scored(name: str, pixels: Pixels, truth: Pixels | None) -> OutputPicture:
    if truth is None:
        return OutputPicture(name=name, pixels=pixels)
    psnr, ssim = psnr_rgb(pixels, truth), ssim_rgb(pixels, truth)
    return OutputPicture(name=name, pixels=pixels, psnr=psnr, ssim=ssim)
