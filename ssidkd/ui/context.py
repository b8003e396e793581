"""What every tab of a page is built from."""

from dataclasses import dataclass

import gradio as gr

from ssidkd.services.services import Services
from ssidkd.ui.words import Words


@dataclass(frozen=True, kw_only=True)
class PageContext:
    """One page, in one language."""

    services: Services
    """What the page can ask for."""
    words: Words
    """What it says."""
    page: gr.Blocks
    """The page itself, for events of its own such as `load`."""
    tabs: gr.Tabs
    """All tabs; a handler selects one with `gr.Tabs(selected=id)`."""
    comparison: gr.State
    """The visitor's last `Comparison`; what the other tabs explain."""
    sent: gr.State
    """A `Comparison` made on another tab, for the first tab to show; None before there is one."""
