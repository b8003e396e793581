"""Results for the owner's pictures, kept on disk so that a restart does not compute them again."""

import hashlib
import json
import shutil
import uuid
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from ssidkd.core.examples import ExampleScore
from ssidkd.core.intake import PictureRefused, read_picture
from ssidkd.core.picture import Pixels, save_png
from ssidkd.services.comparing import PaneName

LAYOUT = "1"
"""Changes with what the folders hold; results of another layout are computed again."""
_SCORES = "scores.json"

Prepared = Mapping[PaneName, tuple[Pixels, ExampleScore]]
"""Pictures of one example and what was measured on them, by pane."""


class ExampleStore:
    """One folder for each picture, named after everything that decides its results.

    Args:
        folder: made when something is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def key(self, content: bytes, *decided_by: str) -> str:
        """Return the name of a picture's folder.

        Args:
            content: of the picture's file.
            decided_by: what else decides the results, such as the hashes of the weights.
        """
        digest = hashlib.sha256(json.dumps([LAYOUT, *decided_by]).encode())
        digest.update(hashlib.sha256(content).digest())
        return digest.hexdigest()[:32]

    def keep(self, key: str, prepared: Prepared) -> None:
        """Write results; they are there under the key whole or not at all."""
        unfinished = self._folder / f".{uuid.uuid4().hex}"
        unfinished.mkdir(parents=True)
        try:
            for name, (pixels, _) in prepared.items():
                save_png(pixels, unfinished / f"{name}.png")
            scores = {name: asdict(score) for name, (_, score) in prepared.items()}
            (unfinished / _SCORES).write_text(json.dumps(scores), encoding="utf-8")
            shutil.rmtree(self._folder / key, ignore_errors=True)
            unfinished.rename(self._folder / key)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)

    def read(self, key: str) -> Prepared | None:
        """Return what is kept under a key; None where it is missing or damaged."""
        folder = self._folder / key
        try:
            scores = json.loads((folder / _SCORES).read_text(encoding="utf-8"))
            return {
                name: (read_picture(folder / f"{name}.png").pixels, ExampleScore(**score))
                for name, score in scores.items()
            }
        except (OSError, ValueError, TypeError, AttributeError, PictureRefused):
            return None
