import pytest

from ssidkd.ui.plots.learning import loss_figure, score_figure, smoothed

TERMS = {"loss": [(1, 3.0), (2, 1.0), (3, 2.0)], "l1": [(1, 2.0), (2, 0.5), (3, 1.0)]}
SHARED = {"raw": "{name} raw", "x_title": "Step", "y_title": "Loss", "run": "job"}


def losses(**options):
    settings = {"smoothing": 0.5, "log_axis": False, **SHARED, **options}
    return loss_figure(TERMS, {"loss": "Sum"}, **settings)


def test_smoothing_is_a_weighted_mean_of_what_came_before():
    # Weights 1/2, 1/4, ... from the newest back, made to add up to 1.
    assert smoothed([3.0, 1.0, 2.0], 0.5) == pytest.approx([3, 5 / 3, 13 / 7])


def test_no_smoothing_changes_nothing_and_a_constant_stays_one():
    assert smoothed([3.0, 1.0, 2.0], 0) == [3, 1, 2]
    assert smoothed([4.0] * 9, 0.9) == pytest.approx([4] * 9)


def test_every_term_is_there_as_it_was_and_smoothed():
    figure = losses()
    assert [line.name for line in figure.data] == ["Sum raw", "Sum", "l1 raw", "l1"]
    assert list(figure.data[0].y) == [3, 1, 2]
    assert list(figure.data[1].y) == pytest.approx([3, 5 / 3, 13 / 7])
    assert list(figure.data[1].x) == [1, 2, 3]
    assert figure.data[0].opacity < 0.5
    assert [line.showlegend for line in figure.data] == [False, None, False, None]


def test_the_zoom_stays_for_a_job_unless_the_axis_becomes_another():
    linear, logarithmic = losses(), losses(log_axis=True)
    assert linear.layout.uirevision == logarithmic.layout.uirevision == "job"
    assert losses(smoothing=0.9).layout.yaxis.uirevision == linear.layout.yaxis.uirevision
    assert linear.layout.yaxis.uirevision != logarithmic.layout.yaxis.uirevision
    assert (linear.layout.yaxis.type, logarithmic.layout.yaxis.type) == ("linear", "log")


def test_three_steps_are_seen_as_points():
    assert losses().data[1].mode == "lines+markers"


def test_scores_leave_out_what_has_none_and_show_how_far_there_is_to_go():
    lines = {"probe": [(0, 5.0)], "watched": [], "held_out": [(0, 4.0), (50, 3.5)]}
    names = {"probe": "Probe", "watched": "Watched", "held_out": "Unseen"}
    figure = score_figure(lines, names, steps=100, x_title="Step", y_title="NIQE", run="job")
    assert [line.name for line in figure.data] == ["Probe", "Unseen"]
    assert list(figure.data[1].y) == [4, 3.5]
    low, high = figure.layout.xaxis.range
    assert low < 0 <= 100 < high


def test_nothing_measured_yet_is_an_empty_figure():
    figure = score_figure({"guard": []}, {}, steps=3, x_title="", y_title="", run="job")
    assert list(figure.data) == []
    assert list(loss_figure({}, {}, smoothing=0.5, log_axis=False, **SHARED).data) == []
