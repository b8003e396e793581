"""The bundled clean photos, on which the rain lab puts rain; the folder may be missing."""

from pathlib import Path

from ssidkd.core.examples import ExampleCredit, input_file, read_manifest
from ssidkd.core.intake import read_picture
from ssidkd.core.picture import Pixels


class CleanPhotos:
    """Reads the clean photos of a folder.

    Args:
        folder: holds the photos and their manifest; without it there are none.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.credits: tuple[ExampleCredit, ...] = ()
        if folder.is_dir():
            self.credits = read_manifest(folder)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the photos, in the manifest's order."""
        return tuple(credit.name for credit in self.credits)

    def credit(self, name: str) -> ExampleCredit:
        """Say where a photo is from.

        Raises:
            KeyError: there is no such photo.
        """
        return {credit.name: credit for credit in self.credits}[name]

    def pixels(self, name: str) -> Pixels:
        """Read a photo, (H, W, 3) uint8.

        Raises:
            KeyError: there is no such photo.
        """
        return read_picture(input_file(self._folder, self.credit(name).name)).pixels
