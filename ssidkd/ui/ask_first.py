"""A question before something that cannot be undone; see assets/scripts/ask_first.js."""

import uuid
from html import escape

DO_IT, LEAVE_IT = "do", "leave"

ANSWERED = """
element.addEventListener("answer", (event) => trigger("select", event.detail));
"""
"""For the `js_on_load` of the `gr.HTML` that shows the question: `select` tells the answer,
see `answer_of`."""


def ask_first(title: str, sentence: str, *, do: str, leave: str, subject: str) -> str:
    """Return a question, which is asked as soon as it is shown.

    Args:
        title: the question.
        sentence: what would happen.
        do: of the button that does it.
        leave: of the button that leaves everything as it is, which is the one to begin with.
        subject: comes back with the answer.
    """
    # Something that differs each time: what stays the same is not shown again.
    request = uuid.uuid4().hex
    return (
        f'<ask-first subject="{escape(subject)}" data-request="{request}">'
        f'<dialog role="alertdialog" aria-labelledby="ask-{request}" '
        f'aria-describedby="said-{request}"><h3 id="ask-{request}">{escape(title)}</h3>'
        f'<p id="said-{request}">{escape(sentence)}</p><div>'
        f'<button type="button" value="{LEAVE_IT}" autofocus>{escape(leave)}</button>'
        f'<button type="button" value="{DO_IT}" class="grave">{escape(do)}</button>'
        "</div></dialog></ask-first>"
    )


def answer_of(event: object) -> tuple[bool, str]:
    """Return whether the answer was to do it, and the subject; anything may have been sent."""
    sent = getattr(event, "_data", None)
    content = sent if isinstance(sent, dict) else {}
    return content.get("answer") == DO_IT, str(content.get("subject", ""))
