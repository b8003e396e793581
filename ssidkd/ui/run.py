"""What a visitor has asked for last: kept in the session's state, so that it can be stopped."""

import threading
from pathlib import Path


class Run:
    """One comparison of one photo.

    Args:
        photo: the uploaded file.
        full_size: whether the visitor asked for all of its pixels.
        truth: the uploaded clean picture, where there is one.
        finetuned: id of the finetuning job whose result derains the photo too, if one is chosen.
    """

    def __init__(
        self,
        photo: Path,
        full_size: bool = False,
        truth: Path | None = None,
        finetuned: str | None = None,
    ) -> None:
        self.photo = photo
        self.full_size = full_size
        self.truth = truth
        self.finetuned = finetuned
        self.stop = threading.Event()
        self.is_replaced = False
        self.is_begun = False

    def replace(self) -> None:
        """Stop, because the visitor has chosen something else; nothing of it is shown any more."""
        self.is_replaced = True
        self.stop.set()
