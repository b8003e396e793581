"""The page for teachers: what each step needs, how long it takes, and a summary to print."""

from html import escape

from ssidkd.services.lessons import STEPS
from ssidkd.ui.lessons.formulas import formula
from ssidkd.ui.words.lessons import LessonsWords


def guide(words: LessonsWords) -> str:
    """Return the teachers' page, hidden until it is asked for."""
    minutes = sum(step.minutes for step in STEPS)
    said = words.guide
    return (
        '<section class="lessons-guide" aria-labelledby="lessons-guide-title" hidden>'
        f'<div class="lessons-head"><h2 id="lessons-guide-title">{escape(said.heading)}</h2>'
        f'<div class="lessons-tools"><button type="button" data-do="print">'
        f'{escape(words.frame.print)}</button><button type="button" data-do="leave">'
        f"{escape(words.frame.leave_guide)}</button></div></div>"
        f"<p>{escape(said.introduction.format(minutes=minutes))}</p>{_table(words, minutes)}"
        f"<h3>{escape(said.summary)}</h3>{_summary(words)}"
        f'<p class="lesson-credit">{escape(said.sources)}</p></section>'
    )


def _table(words: LessonsWords, minutes: int) -> str:
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in words.guide.columns)
    rows = "".join(
        f'<tr><th scope="row"><button type="button" data-go="{number}" '
        f'aria-label="{escape(words.guide.links)}: {escape(words.steps[step.name].title)}">'
        f"{number} {escape(words.steps[step.name].title)}</button></th><td>{step.minutes}</td>"
        f"<td>{escape(words.steps[step.name].needs)}</td>"
        f"<td>{escape(words.steps[step.name].point)}</td></tr>"
        for number, step in enumerate(STEPS, start=1)
    )
    total = (
        f'<tr><th scope="row">{escape(words.guide.total)}</th><td>{minutes}</td>'
        "<td></td><td></td></tr>"
    )
    return (
        f'<div class="lessons-table" tabindex="0" role="region" '
        f'aria-label="{escape(words.guide.heading)}"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}{total}</tbody></table></div>"
    )


def _summary(words: LessonsWords) -> str:
    items = []
    for step in STEPS:
        said = words.steps[step.name]
        answer, reply = said.answers[step.right - 1], said.replies[step.right - 1]
        items.append(
            f"<li><h4>{escape(said.title)}</h4>{formula(step.name, words.formulas[step.name])}"
            f"<p>{escape(said.point)}</p><p><b>{escape(words.frame.question)}</b> "
            f"{escape(said.question)}</p><p><b>{escape(words.guide.answer)}</b> {escape(answer)}"
            f"<br>{escape(reply)}</p></li>"
        )
    return f'<ol class="lessons-summary">{"".join(items)}</ol>'
