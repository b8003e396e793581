"""Made-up collections to export from."""

from ssidkd.core.picture import encode_png
from ssidkd.services.collection.errors import PhotoUnknownError
from tests.job_folders import photo
from tests.services.collection.photo_records import record


def keep_photos(folder):
    """Write 12 photos, and return a function that says where each lies."""
    folder.mkdir()
    for number in range(12):
        path = folder / f"{number:064x}.png"
        path.write_bytes(encode_png(photo(number, 40, 50)))

    def picture(identity):
        path = folder / f"{identity}.png"
        if not path.exists():
            raise PhotoUnknownError
        return path

    return picture


def photos(count, **changes):
    return [record(number, donor=f"d{number // 2}", **changes) for number in range(count)]


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def pictures(folder):
    return {name for name in files(folder) if name.endswith(".png")}
