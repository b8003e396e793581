"""The figures of the tab "Maps", from plain data."""

import numpy as np
import pytest

from ssidkd.ui.plots.code_bars import code_bars
from ssidkd.ui.plots.dark_histogram import dark_histogram
from ssidkd.ui.plots.look import PANE_COLOURS
from ssidkd.ui.plots.niqe_figures import feature_profile, niqe_intervals

NAMES = {"input": "Input", "student": "Student"}


def luminance(colour):
    """Return the relative luminance of "#rrggbb" as WCAG has it."""
    levels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in levels]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


def contrast(first, second):
    bright, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def histogram(run="a"):
    shares = {"input": np.array([0.75, 0.25]), "student": np.array([1.0, 0.0])}
    return dark_histogram(
        shares, NAMES, hover="{name}: %{{y}}", x_title="dark", y_title="share", run=run
    )


def test_the_histogram_has_a_line_for_each_picture_at_the_middle_of_its_bins():
    figure = histogram()
    first, second = figure.data
    assert (first.name, second.name) == ("Input", "Student")
    assert list(first.x) == [0.25, 0.75]
    assert list(first.y) == [0.75, 0.25]
    assert first.customdata.tolist() == [[0, 0.5], [0.5, 1]]
    assert first.hovertemplate == "Input: %{y}<extra></extra>"
    assert first.line.color == PANE_COLOURS["input"]


def test_the_bars_show_both_distributions_and_what_each_channel_adds():
    photo, synthetic = np.array([0.5, 0.5]), np.array([0.25, 0.75])
    terms = np.array([0.35, -0.2])
    figure = code_bars(
        photo,
        synthetic,
        terms,
        ("Photo", "Synthetic"),
        hover="{name} %{{customdata}}",
        x_title="channel",
        y_title="share",
        run="a",
    )
    assert [bar.name for bar in figure.data] == ["Photo", "Synthetic"]
    assert [list(bar.y) for bar in figure.data] == [[0.5, 0.5], [0.25, 0.75]]
    assert list(figure.data[0].x) == [1, 2]
    assert list(figure.data[1].customdata) == [0.35, -0.2]


def test_a_score_has_a_bar_of_its_spread_and_the_first_is_on_top():
    figure = niqe_intervals(
        {"input": (6.0, 1.5), "student": (4.0, 0.5)}, NAMES, hover="{name}", x_title="x", run="a"
    )
    assert [(mark.x[0], mark.error_x.array[0]) for mark in figure.data] == [(6.0, 1.5), (4.0, 0.5)]
    assert [mark.y[0] for mark in figure.data] == ["Input", "Student"]
    assert figure.layout.yaxis.autorange == "reversed"


def test_the_profile_names_every_feature_and_parts_both_sizes():
    figure = feature_profile(
        {"input": np.arange(4.0)},
        NAMES,
        ["a", "b", "c", "d"],
        hover="{name} %{{customdata}}",
        scales=("full", "half"),
        y_title="deviation",
        run="a",
    )
    (line,) = figure.data
    assert list(line.customdata) == ["a", "b", "c", "d"]
    assert list(line.y) == [0, 1, 2, 3]
    assert figure.layout.shapes[0].x0 == 2.5
    assert list(figure.layout.xaxis.tickvals) == [1.5, 3.5]


def test_the_zoom_stays_with_the_run_and_the_page_shows_through():
    layout = histogram(run="dark").layout
    assert layout.uirevision == "dark"
    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert layout.autosize


@pytest.mark.parametrize("colour", PANE_COLOURS.values())
@pytest.mark.parametrize("background", ["#f6f8f9", "#0e151a"])
def test_every_colour_is_seen_on_the_light_and_on_the_dark_page(colour, background):
    assert contrast(colour, background) >= 3
