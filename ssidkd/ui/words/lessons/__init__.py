"""Words of the tab "Lessons": the guided walk."""

from ssidkd.ui.words.lessons.kinds import FrameWords, GuideWords, LessonsWords, StepWords
from ssidkd.ui.words.lessons.page import (
    CHINESE_FRAME,
    CHINESE_GUIDE,
    CHINESE_PHOTOS,
    ENGLISH_FRAME,
    ENGLISH_GUIDE,
)
from ssidkd.ui.words.lessons.pictures import (
    CHINESE_FIGURES,
    CHINESE_FORMULAS,
    CHINESE_OPTIONS,
    ENGLISH_FIGURES,
    ENGLISH_FORMULAS,
    ENGLISH_OPTIONS,
)
from ssidkd.ui.words.lessons.steps_chinese import CHINESE_STEPS
from ssidkd.ui.words.lessons.steps_english import ENGLISH_STEPS

__all__ = [
    "CHINESE",
    "ENGLISH",
    "FrameWords",
    "GuideWords",
    "LessonsWords",
    "StepWords",
]

ENGLISH = LessonsWords(
    tab="Lessons",
    frame=ENGLISH_FRAME,
    guide=ENGLISH_GUIDE,
    steps=ENGLISH_STEPS,
    figures=ENGLISH_FIGURES,
    formulas=ENGLISH_FORMULAS,
    options=ENGLISH_OPTIONS,
    photos={},
)
CHINESE = LessonsWords(
    tab="课程",
    frame=CHINESE_FRAME,
    guide=CHINESE_GUIDE,
    steps=CHINESE_STEPS,
    figures=CHINESE_FIGURES,
    formulas=CHINESE_FORMULAS,
    options=CHINESE_OPTIONS,
    photos=CHINESE_PHOTOS,
)
