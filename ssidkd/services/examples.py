"""The examples as the page shows them: nothing is computed, so they are there at once."""

from collections.abc import Iterator
from pathlib import Path

from ssidkd.core.dark_channel import measure_dark_channel
from ssidkd.core.examples import (
    ExampleCredit,
    ExampleResults,
    input_file,
    read_manifest,
    read_results,
    result_file,
)
from ssidkd.core.intake import read_picture
from ssidkd.services.comparing import Pane, PaneName
from ssidkd.services.comparison import Comparison
from ssidkd.services.deraining import ROLES

_RESTORE = (
    "The examples of the page are missing or incomplete. Restore the folder assets/examples/ from "
    "the project, or build it with python -m training.make_examples."
)


class ExamplesError(RuntimeError):
    """The bundled examples are missing or incomplete."""


class ExampleService:
    """Reads the bundled examples.

    Args:
        folder: holds the pictures, the manifest and the results.

    Raises:
        ExamplesError: a file is missing, or does not hold what it should.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            self.credits: tuple[ExampleCredit, ...] = read_manifest(folder)
            self.results: ExampleResults = read_results(folder)
            complete = all(self._is_complete(credit.name) for credit in self.credits)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ExamplesError(_RESTORE) from error
        if not complete:
            raise ExamplesError(_RESTORE)

    def thumbnails(self) -> Iterator[tuple[Path, str]]:
        """Yield the rainy picture and the title of every example."""
        for credit in self.credits:
            yield input_file(self.folder, credit.name), credit.title

    def panes(self, index: int) -> tuple[Pane, ...]:
        """Return input, teacher and student of an example.

        Raises:
            IndexError: there is no such example.
        """
        if not 0 <= index < len(self.credits):
            raise IndexError(f"there is no example {index}")
        name = self.credits[index].name
        pictures: dict[PaneName, Path] = {"input": input_file(self.folder, name)}
        pictures.update({role: result_file(self.folder, name, role) for role in ROLES})
        return tuple(self._pane(name, pane, path) for pane, path in pictures.items())

    def comparison(self, index: int) -> Comparison:
        """Return an example as a comparison.

        Raises:
            IndexError: there is no such example.
        """
        panes = {pane.name: pane for pane in self.panes(index)}
        return Comparison(panes=panes, title=self.credits[index].title)

    def _is_complete(self, name: str) -> bool:
        files = [input_file(self.folder, name)]
        files += [result_file(self.folder, name, role) for role in ROLES]
        scored = {"input", *ROLES} <= self.results.scores[name].keys()
        return scored and all(path.is_file() for path in files)

    def _pane(self, name: str, pane: PaneName, path: Path) -> Pane:
        score = self.results.scores[name][pane]
        pixels = read_picture(path).pixels
        return Pane(
            name=pane,
            pixels=pixels,
            dark=measure_dark_channel(pixels),
            niqe=score.niqe,
            niqe_reason=score.niqe_reason,
        )
