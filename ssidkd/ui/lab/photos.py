"""Clean photos as the rain lab offers them, in the words of the page."""

from pathlib import Path

from ssidkd.services.clean_photos import CleanPhotos
from ssidkd.services.lab_link import OWN
from ssidkd.services.photos import at_most
from ssidkd.services.rain_lab import read_clean_photo
from ssidkd.services.shelf import PictureShelf
from ssidkd.ui.lab.run import CleanPhoto
from ssidkd.ui.words import Words

_THUMBNAIL = 24_000
"""Pixels of the picture by which a photo is chosen."""


class LabPhotos:
    """Bundled photos by name, and visitors' own.

    Args:
        folder: of the bundled clean photos.
        words: of the page.
    """

    def __init__(self, folder: Path, words: Words) -> None:
        self._clean = CleanPhotos(folder)
        self._words = words

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the bundled photos."""
        return self._clean.names

    def thumbnails(self, shelf: PictureShelf) -> list[tuple[str, str]]:
        """Return small pictures of the bundled photos, and their titles."""
        small = {name: at_most(self._clean.pixels(name), _THUMBNAIL) for name in self.names}
        return [
            (str(shelf.put(pixels, f"{name}-small", keep=True)), self._title(name))
            for name, pixels in small.items()
        ]

    def bundled(self, name: str) -> CleanPhoto:
        """Return a bundled photo.

        Raises:
            KeyError: there is none of this name.
        """
        credit = self._clean.credit(name)
        words = self._words.lab
        said = words.credit.format(
            title=self._title(name), author=credit.author, licence=credit.licence
        )
        return CleanPhoto(
            name=name,
            pixels=self._clean.pixels(name),
            title=self._title(name),
            description=words.descriptions.get(name, credit.description),
            notices=(said,),
        )

    def own(self, path: Path) -> CleanPhoto:
        """Return a visitor's own photo, made small enough for the lab.

        Raises:
            PictureRefused: the file is not taken as a picture.
        """
        photo = read_clean_photo(path)
        words = self._words
        notices = tuple(words.refusals.say(notice) for notice in photo.notices)
        if photo.is_smaller:
            height, width = photo.pixels.shape[:2]
            size = words.common.picture_size(width, height)
            full = words.common.picture_size(*photo.full_size)
            notices += (words.lab.smaller_copy.format(size=size, full=full),)
        return CleanPhoto(
            name=OWN,
            pixels=photo.pixels,
            title="",
            description=words.lab.own_photo,
            notices=notices,
        )

    def _title(self, name: str) -> str:
        return self._words.lab.titles.get(name, self._clean.credit(name).title)
