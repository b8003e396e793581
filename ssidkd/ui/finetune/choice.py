"""Lists of jobs to choose from, whose values are read like a form of a stranger."""

import gradio as gr

LONGEST = 64


def choice(label: str, identity: str) -> gr.Dropdown:
    """Return a list to choose from; its value in handlers is whatever the browser sends.

    Gradio would answer a choice that is no longer in the list, such as that of a job which has
    expired meanwhile, with an error of its own.
    """
    made = gr.Dropdown([], label=label, filterable=False, min_width=280, elem_id=identity)
    made.preprocess = chosen_of  # type: ignore[method-assign, assignment]
    return made


def chosen_of(value: object) -> str:
    """Return what was chosen; empty for what makes no sense."""
    return value if isinstance(value, str) and len(value) <= LONGEST else ""
