"""The pictures of a step and the sentence below them, as HTML."""

from html import escape

from ssidkd.core.dark_channel import colour_scale
from ssidkd.services.lessons import LessonState
from ssidkd.services.lessons.scene import Figure, Scene
from ssidkd.services.shelf import PictureShelf
from ssidkd.ui.plots.lessons import niqe_ruler
from ssidkd.ui.viewer import address
from ssidkd.ui.words.lessons import LessonsWords


def figures(scene: Scene, shelf: PictureShelf, words: LessonsWords, photo: str) -> str:
    """Return all pictures of a scene.

    Args:
        scene: what to show.
        shelf: where the pictures are written.
        words: of the page's language.
        photo: its title, for alternative texts.
    """
    return "".join(_figure(figure, shelf, words, photo) for figure in scene.figures)


def facts(scene: Scene, state: LessonState, words: LessonsWords) -> str:
    """Return the sentence with the scene's numbers, and its scale where there is one."""
    sentence = words.steps[state.step.name].facts[scene.sentence].format(**scene.facts)
    scale = ""
    if state.step.name == "dark":
        scale = _colour_scale(words)
    before, after = scene.facts.get("before"), scene.facts.get("after")
    if state.step.name == "niqe" and before is not None and after is not None:
        scale = niqe_ruler(before, after, words.frame)
    return f"<p>{escape(sentence)}</p>{scale}"


def _figure(figure: Figure, shelf: PictureShelf, words: LessonsWords, photo: str) -> str:
    path = shelf.put(figure.pixels, f"lesson-{figure.name}")
    height, width = figure.pixels.shape[:2]
    caption = words.figures[figure.name]
    alt = words.frame.alt.format(caption=caption, photo=photo)
    return (
        f'<figure data-figure="{figure.name}">'
        f'<div class="lesson-picture" style="--ratio:{width / height:.4f}">'
        f'<img src="{escape(address(path))}" width="{width}" '
        f'height="{height}" alt="{escape(alt)}">{_mark(figure, words)}</div>'
        f"<figcaption>{_dot(figure.name)}{escape(caption)}</figcaption></figure>"
    )


def _dot(name: str) -> str:
    colour = {"rainy": "input", "task": "input"}.get(name, name)
    return (
        f'<span class="dot {colour}"></span>' if colour in ("input", "teacher", "student") else ""
    )


def _mark(figure: Figure, words: LessonsWords) -> str:
    if figure.mark is None:
        return ""
    height, width = figure.pixels.shape[:2]
    row, column = figure.mark
    place = f"left:{(column + 0.5) / width:.3%};top:{(row + 0.5) / height:.3%}"
    label = escape(words.frame.pixel)
    return f'<span class="mark" role="img" aria-label="{label}" style="{place}"></span>'


def _colour_scale(words: LessonsWords) -> str:
    colours = ", ".join(anchor.colour for anchor in colour_scale())
    return (
        f'<span class="scale" role="img" aria-label="{escape(words.frame.scale)}"><i>0</i>'
        f'<b style="background:linear-gradient(90deg, {colours})"></b><i>1</i></span>'
    )
