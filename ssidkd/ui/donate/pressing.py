"""HTML with buttons and boxes in it, and how a handler learns what was pressed."""

from typing import Any

import gradio as gr

_PRESSED = """
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-act]");
  if (!button) return;
  const ticked = [...element.querySelectorAll("input[data-photo]:checked")];
  const photos = ticked.map((box) => box.dataset.photo);
  trigger("select", { act: button.dataset.act, of: button.dataset.of ?? "", photos });
});
"""


def build_pressable(identity: str) -> gr.HTML:
    """Return a place for HTML with `pieces.button`s; its `select` tells which one was pressed."""
    return gr.HTML("", js_on_load=_PRESSED, apply_default_css=False, elem_id=identity)


def pressed(event: gr.EventData) -> dict[str, Any]:
    """Return what a browser says was pressed: `act`, `of` what, with which `photos` ticked."""
    sent = event._data
    return sent if isinstance(sent, dict) else {}
