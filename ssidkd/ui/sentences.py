"""Sentences of the compare tab, and of those who wait, that have something to fill in."""

from ssidkd.core.examples import ExampleCredit
from ssidkd.services.admission.kinds import Waiting
from ssidkd.services.progress import Progress
from ssidkd.services.truth import Size, TruthSizeError
from ssidkd.ui.words import Words


def credit(example: ExampleCredit, words: Words) -> str:
    """Say where an example is from and what was done to it."""
    if not example.preset:  # one of the owner's, with the rain it had
        said = (title(example, words), example.author, example.licence, example.source)
        return " · ".join(part for part in said if part)
    return words.compare.credit.format(
        title=title(example, words),
        author=example.author,
        licence=example.licence,
        rain=words.compare.presets[example.preset],
    )


def title(example: ExampleCredit, words: Words) -> str:
    """Name an example."""
    return words.compare.example_titles.get(example.name, example.title)


def description(example: ExampleCredit, words: Words) -> str:
    """Say what an example shows, for those who cannot see it."""
    return words.compare.example_descriptions.get(example.name, example.description)


def working(progress: Progress, words: Words) -> str:
    """Say who is working and for how long, or for whom to wait."""
    if progress.waiting is not None:
        return waiting(progress.waiting, words)
    name, left = words.common.pictures[progress.role], progress.seconds_left
    if left is None:
        return words.compare.working.format(name=name)
    if left < 1:
        return words.compare.working_last.format(name=name)
    return words.compare.working_left.format(name=name, time=words.common.time_left(left))


def waiting(place: Waiting, words: Words) -> str:
    """Say who come first, and when the turn comes."""
    said, time = words.waiting, words.common.time_left(place.seconds)
    if place.before == 0:
        return said.next.format(time=time)
    return (said.one if place.before == 1 else said.several).format(n=place.before, time=time)


def full_size_button(full: Size, seconds: float | None, words: Words) -> str:
    """Name the button that asks for the full size, with the time it will take if known."""
    size = words.common.picture_size(*full)
    if seconds is None:
        return words.compare.full_size.format(size=size)
    return words.compare.full_size_in.format(size=size, time=words.common.time_left(seconds))


def smaller_copy(shown: Size, full: Size, words: Words) -> str:
    """Say that a smaller copy is worked on, and why."""
    return words.compare.smaller_copy.format(
        size=words.common.picture_size(*shown), full=words.common.picture_size(*full)
    )


def truth_size(error: TruthSizeError, words: Words) -> str:
    """Say that a clean picture cannot be compared with the photo."""
    return words.compare.truth_size.format(
        given=words.common.picture_size(*error.given),
        wanted=words.common.picture_size(*error.wanted),
    )
