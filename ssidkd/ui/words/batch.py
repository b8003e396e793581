"""Words of the tab "Batch and video": many files and videos."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class BatchWords:
    """What the tab says."""

    tab: str
    """Name of the tab."""


ENGLISH = BatchWords(tab="Batch and video")
CHINESE = BatchWords(tab="批量与视频")
