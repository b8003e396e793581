"""What visitors send: photos of 720 lines made from the project's own, and files that are none."""

import io

from PIL import Image, ImageOps

WIDTH, HEIGHT = 1280, 720


class PhotoMaker:
    """Makes files, none like the one before.

    Args:
        folder: of photos, such as assets/clean.
        size: width and height of what is made.
    """

    def __init__(self, folder, size=(WIDTH, HEIGHT)):
        self._size = size
        self._sources = []
        for path in sorted(folder.glob("*.jpg")):
            with Image.open(path) as photo:
                self._sources.append(ImageOps.exif_transpose(photo).convert("RGB"))

    def photo(self, chance):
        """Return a JPEG: a part of a photo, enlarged, maybe mirrored."""
        source = chance.choice(self._sources)
        width = chance.uniform(0.6, 1.0) * min(
            source.width, source.height * self._size[0] / self._size[1]
        )
        height = width * self._size[1] / self._size[0]
        left = chance.uniform(0, source.width - width)
        top = chance.uniform(0, source.height - height)
        box = (left, top, left + width, top + height)
        made = source.resize(self._size, Image.Resampling.BILINEAR, box=box)
        if chance.random() < 0.5:
            made = ImageOps.mirror(made)
        return _jpeg(made)

    def no_photo(self, chance):
        """Return a file that looks like a photo by its name only, or is half of one."""
        kind = chance.choice(("text", "half", "empty", "tiny"))
        if kind == "text":
            return b"This is not a photo.\n" * 200
        if kind == "half":
            photo = self.photo(chance)
            return photo[: len(photo) // 3]
        return b"" if kind == "empty" else _jpeg(Image.new("RGB", (8, 8)))


def _jpeg(picture):
    file = io.BytesIO()
    picture.save(file, "jpeg", quality=90)
    return file.getvalue()
