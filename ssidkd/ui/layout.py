"""The page: head, tabs, foot; once for every language."""

from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from ssidkd.services.services import Services
from ssidkd.services.uploads import DEFAULT_LIMITS
from ssidkd.ui import masthead
from ssidkd.ui.api import build_api
from ssidkd.ui.context import PageContext
from ssidkd.ui.donate.donor import build_donor
from ssidkd.ui.finetune.visitor import build_visitor
from ssidkd.ui.strict_calls import refuse_what_no_page_sends
from ssidkd.ui.tabs.batch import build_batch_tab
from ssidkd.ui.tabs.compare import CompareTab
from ssidkd.ui.tabs.donate import build_donate_tab
from ssidkd.ui.tabs.finetune import build_finetune_tab
from ssidkd.ui.tabs.lab import build_lab_tab
from ssidkd.ui.tabs.lessons import build_lessons_tab
from ssidkd.ui.tabs.maps import build_maps_tab
from ssidkd.ui.tabs.network import build_network_tab
from ssidkd.ui.tabs.results import build_results_tab
from ssidkd.ui.words import CHINESE, ENGLISH, Words

KEEP_FOR = int(DEFAULT_LIMITS.keep_seconds)
"""Of a visitor's photo and results [s]; the full size may be asked for as long."""
CHINESE_PATH = "zh"
TABS = (
    "compare",
    "maps",
    "finetune",
    "donate",
    "lab",
    "lessons",
    "network",
    "results",
    "batch",
)
"""Identities of the tabs, as `?tab=` of the address names them."""
TAB_PARAMETER = "tab"

BuildTab = Callable[[PageContext], object]


def build_page(services: Services) -> gr.Blocks:
    """Build the page for the services, and the same page in Chinese at `/zh`."""
    with gr.Blocks(
        title=ENGLISH.page.window_title,
        analytics_enabled=False,
        fill_width=True,
    ) as page:
        gr.Navbar(visible=False)  # type: ignore[attr-defined]  # the head has a link to the other language
        _fill(page, services, ENGLISH, other_page=CHINESE_PATH)
        build_api(services)
    with page.route(
        ENGLISH.page.other_language, f"/{CHINESE_PATH}", show_in_navbar=False
    ) as chinese:
        gr.Navbar(visible=False)  # type: ignore[attr-defined]
        _fill(chinese, services, CHINESE, other_page="./")
    refuse_what_no_page_sends(page)
    return page


def _fill(page: gr.Blocks, services: Services, words: Words, other_page: str) -> None:
    """Lay out one language's page."""
    deraining = services.comparing.deraining
    with gr.Row(elem_classes=["head"]):
        gr.HTML(masthead.header(words.page, other_page))
        machine = gr.HTML(masthead.machine(deraining, words))
    comparison = gr.State(services.examples.comparison(0), time_to_live=KEEP_FOR)
    sent = gr.State(None, time_to_live=KEEP_FOR)
    visitor, shown_job, ended_job = build_visitor(), gr.State(None), gr.State(None)
    chosen_result, donor = gr.State(None), build_donor()
    offered = gr.State(None, time_to_live=KEEP_FOR)
    with gr.Tabs(elem_id="tabs") as tabs:
        context = PageContext(
            services=services,
            words=words,
            page=page,
            tabs=tabs,
            comparison=comparison,
            sent=sent,
            visitor=visitor,
            shown_job=shown_job,
            ended_job=ended_job,
            chosen_result=chosen_result,
            donor=donor,
            offered=offered,
        )
        for identity, (label, build) in zip(TABS, _tabs(words), strict=True):
            with gr.Tab(label, id=identity, elem_id=f"tab-{identity}"):
                build(context)
    gr.HTML(masthead.footer(words.page))

    def machine_until_ready() -> Iterator[str]:
        yield from masthead.machine_until_ready(deraining, words)

    quietly: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    page.load(asked_tab, None, tabs, queue=False, **quietly)
    page.load(machine_until_ready, None, machine, concurrency_limit=None, **quietly)


def _tabs(words: Words) -> tuple[tuple[str, BuildTab], ...]:
    """Return label and builder of every tab, in the order of `TABS`."""
    return (
        (words.compare.tab, CompareTab),
        (words.maps.tab, build_maps_tab),
        (words.finetune.tab, build_finetune_tab),
        (words.donate.tab, build_donate_tab),
        (words.lab.tab, build_lab_tab),
        (words.lessons.tab, build_lessons_tab),
        (words.network.tab, build_network_tab),
        (words.results.tab, build_results_tab),
        (words.batch.tab, build_batch_tab),
    )


def asked_tab(request: gr.Request) -> object:
    """Return the change that shows the tab that the address asks for, if it asks for one."""
    asked = request.query_params.get(TAB_PARAMETER)
    return gr.Tabs(selected=asked) if asked in TABS else gr.skip()
