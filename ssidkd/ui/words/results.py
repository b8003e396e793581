"""Words of the tab "Results": published and measured numbers."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ResultsWords:
    """What the tab says."""

    tab: str
    """Name of the tab."""


ENGLISH = ResultsWords(tab="Results")
CHINESE = ResultsWords(tab="结果")
