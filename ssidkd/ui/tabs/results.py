"""The tab "Results": published and measured numbers."""

from html import escape
from typing import Any

import gradio as gr
import plotly.graph_objects as go

from ssidkd.services.published import OURS, PublishedResults
from ssidkd.ui.context import PageContext
from ssidkd.ui.desk import HIDDEN
from ssidkd.ui.plots.results import column_figure, cost_figure
from ssidkd.ui.results_pictures import PicturesSection
from ssidkd.ui.results_table import differences_html, table_html, what_may_be_compared

FIRST_TABLE = "I"
_TELL_COLUMN = """
element.addEventListener('click', (event) => {
  const head = event.target.closest('thead th');
  if (head && event.target.closest('button')) trigger('select', { column: head.cellIndex - 1 });
});
"""


def build_results_tab(context: PageContext) -> None:
    """Lay the tab out inside the current `gr.Tab` and wire it to the services."""
    words = context.words.results
    gr.HTML(
        f'<div class="network-intro"><h2>{escape(words.heading)}</h2>'
        f"<p>{escape(words.intro)}</p></div>"
    )
    try:
        TablesSection(context, PublishedResults(context.services.assets))
    except (OSError, ValueError, KeyError):
        gr.HTML(f'<div class="status problem"><p>{escape(words.missing)}</p></div>')
    PicturesSection(context)


class TablesSection:
    """Lays out tables and figures and wires them."""

    def __init__(self, context: PageContext, results: PublishedResults) -> None:
        self._words = context.words.results
        self._results = results
        self._build()
        self._wire()

    def show(self, name: str) -> tuple[str, Any, Any]:
        """Return a table, its first figure, and whether the differences stand below it."""
        if name not in self._results.tables:
            name = FIRST_TABLE
        table = table_html(self._results.tables[name], self._words)
        visible: Any = True if name == OURS else HIDDEN
        return table, self._first_figure(name), gr.update(visible=visible)

    def show_column(self, name: str, event: gr.EventData) -> go.Figure:
        """Return the figure of a column that was sorted by; its number stands in the event."""
        table = self._results.tables.get(name, self._results.tables[FIRST_TABLE])
        column = getattr(event, "column", 0)
        column = column if isinstance(column, int) else 0
        return column_figure(table, max(0, min(column, len(table.columns) - 1)), self._words)

    def _first_figure(self, name: str) -> go.Figure:
        tables = self._results.tables
        if name == "IV":
            return cost_figure(tables["I"], tables["IV"], self._words)
        # Of our own conditions the first column only counts pictures.
        return column_figure(tables[name], 1 if name == OURS else 0, self._words)

    def _build(self) -> None:
        words = self._words
        choices = [(words.tables[name].short, name) for name in self._results.tables]
        self._name = gr.Radio(
            choices, value=FIRST_TABLE, label=words.table, elem_id="results-tables"
        )
        html, figure, _ = self.show(FIRST_TABLE)
        with gr.Row(elem_classes=["results-shown"]):
            with gr.Column(scale=3, min_width=300):
                self._table = gr.HTML(html, js_on_load=_TELL_COLUMN, elem_id="results-table")
                self._differences = gr.HTML(
                    differences_html(self._results.measured.differences, words),
                    visible=HIDDEN, elem_id="results-differences",
                )  # fmt: skip
            with gr.Column(scale=2, min_width=300):
                self._plot = gr.Plot(
                    figure, label=words.heading, show_label=False, container=False,
                    elem_id="results-plot", elem_classes=["results-plot"],
                )  # fmt: skip
        gr.HTML(what_may_be_compared(self._results.measured, words))

    def _wire(self) -> None:
        at_once: dict[str, Any] = {
            "queue": False,
            "trigger_mode": "always_last",
            "show_progress": "hidden",
            "api_visibility": "private",
        }
        shown = [self._table, self._plot, self._differences]
        self._name.input(self.show, self._name, shown, **at_once)
        self._table.select(self.show_column, self._name, self._plot, **at_once)
