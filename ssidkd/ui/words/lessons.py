"""Words of the tab "Lessons": the guided walk."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class LessonsWords:
    """What the tab says."""

    tab: str
    """Name of the tab."""


ENGLISH = LessonsWords(tab="Lessons")
CHINESE = LessonsWords(tab="课程")
