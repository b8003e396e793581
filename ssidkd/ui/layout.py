"""The page: head, tabs, foot; once for every language."""

from collections.abc import Callable

import gradio as gr

from ssidkd.services.services import Services
from ssidkd.ui import pieces, text
from ssidkd.ui.context import PageContext
from ssidkd.ui.tabs.batch import build_batch_tab
from ssidkd.ui.tabs.derain import DerainTab
from ssidkd.ui.tabs.lab import build_lab_tab
from ssidkd.ui.tabs.lessons import build_lessons_tab
from ssidkd.ui.tabs.maps import build_maps_tab
from ssidkd.ui.tabs.network import build_network_tab
from ssidkd.ui.tabs.results import build_results_tab
from ssidkd.ui.words import CHINESE, ENGLISH, Words

CLEAR_EVERY = 600
KEEP_FOR = 1800
"""Of a visitor's photo and results [s]; the full size may be asked for as long."""
CHINESE_PATH = "zh"

BuildTab = Callable[[PageContext], object]


def build_page(services: Services) -> gr.Blocks:
    """Build the page for the services, and the same page in Chinese at `/zh`."""
    with gr.Blocks(
        title=f"{text.TITLE}: {text.TAGLINE}",
        analytics_enabled=False,
        delete_cache=(CLEAR_EVERY, KEEP_FOR),
        fill_width=True,
    ) as page:
        gr.Navbar(visible=False)  # type: ignore[attr-defined]  # the head has a link to the other language
        _fill(page, services, ENGLISH)
    with page.route("中文", f"/{CHINESE_PATH}", show_in_navbar=False) as chinese:
        _fill(chinese, services, CHINESE)
    return page


def _fill(page: gr.Blocks, services: Services, words: Words) -> None:
    """Lay out one language's page."""
    deraining = services.comparing.deraining
    machine = text.machine(deraining.device, deraining.policy.variant, deraining.policy.pixel_limit)
    gr.HTML(pieces.header(machine))
    comparison = gr.State(services.examples.comparison(0), time_to_live=KEEP_FOR)
    with gr.Tabs(elem_id="tabs") as tabs:
        context = PageContext(
            services=services, words=words, page=page, tabs=tabs, comparison=comparison
        )
        for identity, label, build in _tabs(words):
            with gr.Tab(label, id=identity, elem_id=f"tab-{identity}"):
                build(context)
    gr.HTML(pieces.footer())


def _tabs(words: Words) -> tuple[tuple[str, str, BuildTab], ...]:
    """Return identity, label and builder of every tab, in their order."""
    return (
        ("derain", "Compare", DerainTab),
        ("maps", words.maps.tab, build_maps_tab),
        ("lab", words.lab.tab, build_lab_tab),
        ("lessons", words.lessons.tab, build_lessons_tab),
        ("network", words.network.tab, build_network_tab),
        ("results", words.results.tab, build_results_tab),
        ("batch", words.batch.tab, build_batch_tab),
    )
