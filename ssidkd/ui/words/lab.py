"""Words of the tab "Rain lab": rain put on a clean photo."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class LabWords:
    """What the tab says."""

    tab: str
    """Name of the tab."""


ENGLISH = LabWords(tab="Rain lab")
CHINESE = LabWords(tab="雨实验室")
