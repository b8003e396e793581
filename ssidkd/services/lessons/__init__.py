"""The guided walk: its steps, the state that a link carries, and the pictures of each state."""

from ssidkd.services.lessons.service import LessonService
from ssidkd.services.lessons.state import LessonState, ReadState, read_state, write_state
from ssidkd.services.lessons.steps import STEPS, Choice, Control, Step, Turn

__all__ = [
    "STEPS",
    "Choice",
    "Control",
    "LessonService",
    "LessonState",
    "ReadState",
    "Step",
    "Turn",
    "read_state",
    "write_state",
]
