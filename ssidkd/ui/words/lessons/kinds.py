"""What kinds of words the lessons have; templates have the places their names in braces say."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class StepWords:
    """All words of one step."""

    title: str
    paragraphs: tuple[str, ...]
    """60 to 120 words in all; the last says what to turn and what to look at."""
    labels: Mapping[str, str]
    """Name of every control."""
    values: Mapping[str, str]
    """How a number of a control is said, a template with {value}."""
    facts: Mapping[str, str]
    """Sentences below the pictures, by the scene's name of them; "" is the usual one."""
    question: str
    answers: tuple[str, ...]
    replies: tuple[str, ...]
    """What is said to each answer: why it is right or wrong."""
    needs: str
    """What a teacher has to have ready."""
    point: str
    """What a class should take away, one sentence."""


@dataclass(frozen=True, kw_only=True)
class FrameWords:
    """What stands around every step."""

    heading: str
    introduction: str
    steps: str
    """Name of the list of steps."""
    previous: str
    following: str
    progress: str
    photo: str
    turn: str
    """Heading above the controls."""
    question: str
    right: str
    wrong: str
    present: str
    present_hint: str
    leave_present: str
    copy: str
    copied: str
    not_copied: str
    guide: str
    leave_guide: str
    print: str
    stop: str
    again: str
    working: str
    almost: str
    stopped: str
    preparing: str
    failed: str
    refused: str
    """Said when parts of a link could not be read; {names}."""
    compare: str
    """The button that goes to the tab Compare."""
    alt: str
    """Alternative text of a picture, {caption} and {photo}."""
    pixel: str
    """Names the marked pixel."""
    scale: str
    """Names the colour scale of the dark channel."""
    ruler: str
    """Alternative text of the NIQE ruler, {before} and {after}."""
    ruler_before: str
    ruler_after: str
    credit: str
    """Where the photos are from."""
    scheme_synthetic: str
    scheme_real: str
    scheme_network: str
    scheme_truth: str
    scheme_code: str
    scheme_terms: str
    scheme_label: str
    """Alternative text of the scheme of stage two."""


@dataclass(frozen=True, kw_only=True)
class GuideWords:
    """The page for teachers."""

    heading: str
    introduction: str
    links: str
    columns: tuple[str, str, str, str]
    """Step, minutes, what it needs, what to take away."""
    total: str
    summary: str
    """Heading of the printable summary."""
    answer: str
    """Before the right answer."""
    sources: str


@dataclass(frozen=True, kw_only=True)
class LessonsWords:
    """What the tab says."""

    tab: str
    """Name of the tab."""
    frame: FrameWords
    guide: GuideWords
    steps: Mapping[str, StepWords]
    figures: Mapping[str, str]
    """Caption of every figure, by its name."""
    formulas: Mapping[str, str]
    """How every formula is read aloud."""
    options: Mapping[str, str]
    """Name of every option of a choice."""
    photos: Mapping[str, str]
    """Titles of photos; where one is missing, the manifest's is shown."""

    def photo(self, name: str, title: str) -> str:
        """Name a photo, whose manifest calls it `title`."""
        return self.photos.get(name, title)
