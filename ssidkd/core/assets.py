"""Where the files that come with the project are."""

from pathlib import Path


class AssetsMissingError(FileNotFoundError):
    """The project's assets/ folder is not beside the package."""


def assets_folder() -> Path:
    """Return the repository's assets/ folder, found from where this package lies.

    Raises:
        AssetsMissingError: the package was copied without it.
    """
    folder = Path(__file__).resolve().parents[2] / "assets"
    if not folder.is_dir():
        raise AssetsMissingError(
            "The folder assets/ is missing beside the package ssidkd. Run from a complete copy of "
            "the project, or install it with pip install -e from one."
        )
    return folder
