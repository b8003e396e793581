"""Figures hold the numbers of their tables, and tell ours from the paper's."""

import pytest

from ssidkd.services.published import OURS, PublishedResults
from ssidkd.ui.plots.look import PANE_COLOURS
from ssidkd.ui.plots.results import column_figure, cost_figure, cost_spots
from ssidkd.ui.words import ENGLISH

WORDS = ENGLISH.results


@pytest.fixture(scope="module")
def tables(assets):
    return PublishedResults(assets).tables


def test_every_column_is_a_figure_with_the_best_on_top(tables):
    for table in tables.values():
        for index, column in enumerate(table.columns):
            (trace,) = column_figure(table, index, WORDS).data
            values = list(trace.x)
            known = [row for row in table.rows if row.cells[index].value is not None]
            assert len(values) == len(known)
            best_last = sorted(values, reverse=column.higher_is_better is not True)
            assert values == best_last


def test_ours_are_filled_and_have_the_colours_of_their_pictures(tables):
    columns = [column.dataset for column in tables["II"].columns]
    (trace,) = column_figure(tables["II"], columns.index("Real275"), WORDS).data
    look = {
        name: (symbol, colour)
        for name, symbol, colour in zip(
            trace.y, trace.marker.symbol, trace.marker.color, strict=True
        )
    }
    assert look["ours: student"] == ("circle", PANE_COLOURS["student"])
    assert look["ours: the rainy pictures"] == ("circle", PANE_COLOURS["input"])
    assert look["SSID-KD"] == ("circle-open", PANE_COLOURS["student"])
    texts = dict(zip(trace.y, trace.text, strict=True))
    assert "30 of 275 pictures" in texts["ours: student"]


def test_a_number_in_doubt_looks_and_says_so(tables):
    columns = [(column.dataset, column.metric) for column in tables["I"].columns]
    (trace,) = column_figure(tables["I"], columns.index(("Rain12", "PSNR")), WORDS).data
    index = list(trace.y).index("SSID-KD")
    assert trace.marker.symbol[index] == "circle-open-dot"
    assert "in doubt" in trace.text[index]


def test_quality_and_cost_are_joined_by_method(tables):
    spots = {spot.row.method: spot for spot in cost_spots(tables["I"], tables["IV"])}
    assert (spots["SID"].cost, spots["SID"].quality) == (64.66, 28.925)
    assert len(spots) == 12
    (trace,) = cost_figure(tables["I"], tables["IV"], WORDS).data
    assert len(trace.x) == 12
    places = dict(zip(trace.text, trace.textposition, strict=True))
    assert places["SID"] != places["SSID-KD"]  # they are close to each other


def test_our_conditions_have_a_figure(tables):
    (trace,) = column_figure(tables[OURS], 1, WORDS).data
    assert "val/rain_heavy: teacher" in trace.y
