"""Files that a tray did not take, with the reasons; the same in every tab that takes photos."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Protocol

from ssidkd.services.jobs.photos import LeftOut
from ssidkd.ui.batch.sentences import translated
from ssidkd.ui.words import Words


class LeftOutWords(Protocol):
    """What a tab says of files that were not taken."""

    @property
    def left_out(self) -> str:
        """Of several; `{n}` is how many."""

    @property
    def left_out_one(self) -> str:
        """Of one."""

    @property
    def reasons(self) -> Mapping[str, str]:
        """By `ssidkd.services.jobs.photos.Reason`."""


def left_out(files: Sequence[LeftOut], most: int, said: LeftOutWords, words: Words, of: str) -> str:
    """Return which files were not taken, each with the reason; nothing for none.

    Args:
        files: that were left out.
        most: how many photos the tab takes.
        said: the tab's words.
        words: the page's.
        of: class of the list, beside `left-out`.
    """
    if not files:
        return ""
    head = said.left_out_one if len(files) == 1 else said.left_out.format(n=len(files))
    rows = "".join(
        f"<li><b>{escape(file.name)}</b> {escape(_why(file, most, said, words))}</li>"
        for file in files
    )
    return f'<div class="left-out {of}" role="status"><p>{escape(head)}</p><ul>{rows}</ul></div>'


def _why(file: LeftOut, most: int, said: LeftOutWords, words: Words) -> str:
    if file.reason == "refused":
        return translated(file.sentence, words)
    return said.reasons[file.reason].format(like=file.like, most=most)
