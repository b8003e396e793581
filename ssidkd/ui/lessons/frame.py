"""What stands around the pictures of the lessons: texts, controls, questions, the way on.

All steps are in the page from the beginning and one of them is shown, so that turning a leaf asks
the server for nothing but pictures.
"""

import json
from collections.abc import Iterator
from html import escape

from ssidkd.services.lessons import STEPS, Choice, Control, LessonService, Step, Turn
from ssidkd.services.lessons.state import TAB, default_photo
from ssidkd.ui.lessons.formulas import formula
from ssidkd.ui.lessons.guide import guide
from ssidkd.ui.plots.lessons import scheme
from ssidkd.ui.words.lessons import LessonsWords, StepWords

_SCRIPT_WORDS = (
    "right",
    "wrong",
    "progress",
    "copied",
    "not_copied",
    "failed",
)


def frame(words: LessonsWords, service: LessonService) -> str:
    """Return the tab's HTML, without pictures."""
    said = {name: getattr(words.frame, name) for name in _SCRIPT_WORDS}
    own = [TAB, "tab", "lesson", "photo", "answer", "present", "guide"]
    own += sorted({control.name for step in STEPS for control in step.controls})
    sections = "".join(
        _section(number, step, words, service) for number, step in enumerate(STEPS, start=1)
    )
    return (
        f'<ssid-lessons class="lessons" data-words="{escape(json.dumps(said))}" '
        f'data-names="{escape(json.dumps(own))}">{_head(words)}'
        f'<p class="lessons-said" role="status"></p>'
        f'<div class="lessons-body">{_list(words)}<div class="lessons-steps">{sections}'
        f"{_way(words)}</div></div>{guide(words)}</ssid-lessons>"
    )


def _head(words: LessonsWords) -> str:
    frame = words.frame
    buttons = (("copy", frame.copy), ("present", frame.present), ("guide", frame.guide))
    listed = "".join(
        f'<button type="button" data-do="{name}">{escape(label)}</button>'
        for name, label in buttons
    )
    return (
        f'<div class="lessons-head"><div><h2>{escape(frame.heading)}</h2>'
        f'<p>{escape(frame.introduction)}</p></div><div class="lessons-tools">{listed}</div></div>'
        f'<div class="lessons-bar"><p>{escape(frame.present_hint)}</p>'
        f'<button type="button" data-do="leave">{escape(frame.leave_present)}</button></div>'
    )


def _list(words: LessonsWords) -> str:
    items = "".join(
        f'<li><button type="button" data-go="{number}"><b>{number}</b> '
        f"<span>{escape(words.steps[step.name].title)}</span></button></li>"
        for number, step in enumerate(STEPS, start=1)
    )
    return (
        f'<nav class="lessons-list" aria-label="{escape(words.frame.steps)}"><ol>{items}</ol></nav>'
    )


def _way(words: LessonsWords) -> str:
    frame = words.frame
    return (
        '<div class="lessons-way">'
        f'<button type="button" data-do="previous">&lsaquo; {escape(frame.previous)}</button>'
        '<span class="lessons-progress"></span>'
        f'<button type="button" data-do="next">{escape(frame.following)} &rsaquo;</button></div>'
    )


def _section(number: int, step: Step, words: LessonsWords, service: LessonService) -> str:
    said = words.steps[step.name]
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in said.paragraphs)
    compare = ""
    if step.name == "own":
        label = escape(words.frame.compare)
        compare = f'<p><button type="button" class="strong" data-do="compare">{label}</button></p>'
    extra = scheme(words.frame) if step.name == "distillation" else ""
    return (
        f'<section class="lesson" data-lesson="{number}" data-step="{step.name}" '
        f'data-network="{int(step.needs_network)}" '
        f'aria-labelledby="lesson-{number}" hidden>'
        f'<div class="lesson-text"><h3 id="lesson-{number}">{escape(said.title)}</h3>'
        f"{formula(step.name, words.formulas[step.name])}{text}{compare}{extra}</div>"
        f'<div class="lesson-show">{_controls(number, step, said, words, service)}'
        f'{_attempt(step, words)}<div class="lesson-scene" aria-busy="true">'
        f'<div class="lesson-figures"><p class="waiting">{escape(words.frame.preparing)}</p></div>'
        '<div class="lesson-facts" role="status"></div></div>'
        f'<p class="lesson-credit">{escape(words.frame.credit)}</p></div>'
        f"{_question(number, step, said, words)}</section>"
    )


def _attempt(step: Step, words: LessonsWords) -> str:
    if not step.needs_network:
        return ""
    frame = words.frame
    return (
        f'<lesson-attempt class="lesson-attempt" data-stopped="{escape(frame.stopped)}" '
        f'data-failed="{escape(frame.failed)}"><p role="status"></p><progress max="1" value="0" '
        f'aria-label="{escape(frame.almost)}" hidden></progress>'
        f'<button type="button" data-do="stop" hidden>{escape(frame.stop)}</button>'
        f'<button type="button" data-do="again" hidden>{escape(frame.again)}</button>'
        "</lesson-attempt>"
    )


def _controls(
    number: int, step: Step, said: StepWords, words: LessonsWords, service: LessonService
) -> str:
    photos = service.photos
    names = photos.names[step.photos]
    default = default_photo(step, photos.names)
    titled = [(name, words.photo(name, photos.title(step.photos, name))) for name in names]
    listed = _select(f"lesson-{number}-photo", "photo", words.frame.photo, titled, default)
    turned = "".join(_control(number, step, control, said, words) for control in step.controls)
    return (
        f'<fieldset class="lesson-turn"><legend>{escape(words.frame.turn)}</legend>'
        f"{turned}{listed}</fieldset>"
    )


def _control(
    number: int, step: Step, control: Control, said: StepWords, words: LessonsWords
) -> str:
    identity, label = f"lesson-{number}-{control.name}", said.labels[control.name]
    if isinstance(control, Choice):
        options = [
            (name, words.options.get(f"{step.name}.{name}", words.options[name]))
            for name in control.options
        ]
        return _select(identity, control.name, label, options, control.default)
    return _range(identity, control, label, said.values[control.name])


def _range(identity: str, control: Turn, label: str, template: str) -> str:
    value = template.format(value=f"{control.default:g}")
    return (
        f'<div class="turn"><label for="{identity}">{escape(label)}</label>'
        f'<output for="{identity}" aria-hidden="true">{escape(value)}</output>'
        f'<input type="range" id="{identity}" name="{control.name}" min="{control.low:g}" '
        f'max="{control.high:g}" step="{control.step:g}" value="{control.default:g}" '
        f'data-said="{escape(template)}" aria-valuetext="{escape(value)}"></div>'
    )


def _select(
    identity: str, name: str, label: str, options: list[tuple[str, str]], chosen: str
) -> str:
    listed = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>'
        f"{escape(title)}</option>"
        for value, title in options
    )
    return (
        f'<div class="choice"><label for="{identity}">{escape(label)}</label>'
        f'<select id="{identity}" name="{name}">{listed}</select></div>'
    )


def _question(number: int, step: Step, said: StepWords, words: LessonsWords) -> str:
    return (
        f'<fieldset class="lesson-question"><legend><b>{escape(words.frame.question)}</b> '
        f"{escape(said.question)}</legend>{''.join(_answers(number, step, said))}"
        '<p class="lesson-reply" role="status"></p></fieldset>'
    )


def _answers(number: int, step: Step, said: StepWords) -> Iterator[str]:
    for index, (answer, reply) in enumerate(zip(said.answers, said.replies, strict=True), start=1):
        yield (
            f'<label><input type="radio" name="lesson-{number}-answer" value="{index}" '
            f'data-right="{int(index == step.right)}" data-reply="{escape(reply)}"> '
            f"<span>{escape(answer)}</span></label>"
        )
