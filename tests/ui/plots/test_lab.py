import pytest

from ssidkd.services.lab_sweep import SweepPoint
from ssidkd.ui.plots.lab import sweep_figure

POINTS = [
    SweepPoint(value=0.1, rainy=25.0, derained={"teacher": 30.0, "student": 31.0}),
    SweepPoint(value=0.2, rainy=20.0, derained={"teacher": 24.0, "student": 26.0}),
]
NAMES = {"input": "Input", "teacher": "Teacher", "student": "Student"}


def figure(current=0.15, geometric=True):
    return sweep_figure(
        POINTS,
        NAMES,
        current=current,
        current_text="now 0.15",
        hover="{name}: %{{y:.2f}} dB",
        x_title="Amount",
        y_title="PSNR",
        geometric=geometric,
        run="1",
    )


def test_there_is_a_line_for_input_teacher_and_student_over_the_values():
    lines = {trace.name: trace for trace in figure().data}
    assert {name: tuple(line.y) for name, line in lines.items()} == {
        "Input": (25.0, 20.0),
        "Teacher": (30.0, 24.0),
        "Student": (31.0, 26.0),
    }
    assert all(tuple(line.x) == (0.1, 0.2) for line in lines.values())
    assert lines["Student"].hovertemplate == "Student: %{y:.2f} dB<extra></extra>"


def test_lines_differ_by_more_than_their_colour():
    assert len({trace.line.dash for trace in figure().data}) == 3


@pytest.mark.parametrize(("geometric", "kind"), [(True, "log"), (False, None)])
def test_values_that_grow_by_factors_have_an_axis_of_factors(geometric, kind):
    assert figure(geometric=geometric).layout.xaxis.type == kind


def test_the_value_on_the_page_is_marked_where_the_axis_reaches_it():
    assert figure().layout.shapes[0].x0 == 0.15
    (note,) = figure().layout.annotations
    assert (note.text, note.x) == ("now 0.15", pytest.approx(-0.8239, abs=1e-4))  # log10 of 0.15
    assert figure(geometric=False).layout.annotations[0].x == 0.15
    assert not figure(current=0).layout.shapes
    assert figure(current=0, geometric=False).layout.shapes[0].x0 == 0
