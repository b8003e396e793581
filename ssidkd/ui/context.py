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
    visitor: gr.BrowserState
    """What this browser remembers, see `ssidkd.ui.finetune.visitor.read_visitor`."""
    shown_job: gr.State
    """Id of the finetuning job that is shown; None before there is one."""
    ended_job: gr.State
    """The same once that job has ended, also when a link to it is opened later; else None. Always
    set by an event of the queue, so that `change` tells of it."""
    chosen_result: gr.State
    """Id of the finetuning job whose result derains photos on the first tab too; None for none."""
    donor: gr.BrowserState
    """What this browser remembers of donations, see `ssidkd.ui.donate.donor.read_donor`."""
    offered: gr.State
    """Photos that another tab sends to the tab Donate, see `ssidkd.ui.donate.offered.Offered`; None
    before there are any."""
