"""The parts of the tab with real services: what they show, and what a stop does."""

import gc
import threading

import numpy as np
import pytest

from ssidkd.core.dark_channel import measure_dark_channel
from ssidkd.services.comparing import Pane
from ssidkd.services.comparison import Comparison
from ssidkd.services.explaining.synthetic import AS_BUNDLED
from ssidkd.ui.maps.code_section import CodeRun, CodeSection
from ssidkd.ui.maps.dark_section import DarkSection
from ssidkd.ui.maps.niqe_section import NiqeSection
from ssidkd.ui.maps.rain_section import RainSection
from ssidkd.ui.tabs.maps import MapsTab
from ssidkd.ui.words import CHINESE, ENGLISH
from tests.page_services import build_services, make_assets, textured
from tests.ui.page_part import build_part


@pytest.fixture(scope="module")
def services(tmp_path_factory):
    folder = tmp_path_factory.mktemp("assets")
    make_assets(folder)
    yield build_services(folder, tmp_path_factory.mktemp("pictures"))
    # Pages are freed here, not while Python 3.11 parses: it counts its depth wrongly then.
    gc.collect()


@pytest.fixture
def build(services):
    """Builds a part inside a page of its own."""

    def build(part, words=ENGLISH):
        return build_part(part, services, words)

    return build


def compared(**pictures):
    panes = {}
    for name, pixels in pictures.items():
        dark = measure_dark_channel(pixels)
        panes[name] = Pane(name=name, pixels=pixels, dark=dark, niqe=None, niqe_reason=None)
    return Comparison(panes=panes)


ALL = compared(
    **{
        name: textured(96, 192, seed)
        for seed, name in enumerate(("input", "teacher", "student", "finetuned", "truth"))
    }
)
ALONE = compared(input=textured(96, 192))


def shown(changes):
    """Return the HTML of everything that was changed."""
    return "".join(value for value in changes.values() if isinstance(value, str))


def test_every_picture_there_is_has_a_dark_channel_and_a_line(build):
    section = build(DarkSection)
    changes = section.show(ALL, 15)
    assert shown(changes).count("<figure>") == 5
    figure = changes[section.outputs[1]]
    assert [line.name for line in figure.data] == [*ENGLISH.common.pictures.values()]


def test_an_even_window_is_made_odd(build):
    assert "windows of 17 pixels" in shown(build(DarkSection).show(ALONE, 16))


def test_an_input_alone_says_what_is_missing(build):
    assert ENGLISH.maps.nothing_yet in shown(build(RainSection).show(ALONE, 4))


def test_the_truth_shows_the_rain_that_was_put_in(build):
    html = shown(build(RainSection).show(ALL, 4))
    assert ENGLISH.maps.rain.truth in html
    assert html.count("<figure>") == 4 + 5  # layers, and pairs of pictures


def test_a_picture_without_niqe_says_why_in_the_language_of_the_page(build):
    small = compared(input=textured(60, 60))
    english = shown(build(NiqeSection).show(small, "distances"))
    chinese = shown(build(NiqeSection, CHINESE).show(small, "distances"))
    assert "too small for NIQE" in english
    assert "too small" not in chinese
    assert "<rect" not in english


def test_scores_without_a_spread_have_no_figure_of_it(build):
    section = build(NiqeSection)
    assert section.show(ALONE, "shares")[section.outputs[1]].visible == "hidden"


def codes(section, run, comparison=ALONE):
    return [
        step
        for step in section.work(run, comparison, "student", "one", AS_BUNDLED)
        if section.outputs[1] in step
    ]


def test_codes_are_shown_with_progress_before_them(build):
    section = build(CodeSection)
    *progress, last = codes(section, CodeRun())
    assert progress
    assert all("<progress" in shown(step) for step in progress)
    assert shown(last).count("<figure>") == 2 * 5
    assert ENGLISH.maps.code.ready in shown(last)


def test_a_stop_is_said(build):
    section, run = build(CodeSection), CodeRun()
    section.stop(run)
    assert ENGLISH.maps.code.stopped in shown(codes(section, run)[-1])


def test_what_was_replaced_shows_nothing_any_more(build):
    section, run = build(CodeSection), CodeRun()
    section.begin(run)
    assert run.stop.is_set()
    assert codes(section, run) == []


def test_a_run_works_once(build):
    section, run = build(CodeSection), CodeRun()
    assert codes(section, run)
    assert codes(section, run) == []


def test_a_photo_that_is_too_small_for_the_network_is_answered_in_words(build):
    step = codes(build(CodeSection), CodeRun(), compared(input=textured(20, 300)))[-1]
    assert 'role="alert"' in shown(step)
    assert "at least 32" in shown(step)


def test_the_subject_names_the_example_or_says_it_is_the_visitor_s(build, services):
    tab = build(MapsTab)
    assert "Example one" in tab.subject(None)
    assert ENGLISH.maps.own_photo in tab.subject(ALONE)
    large = compared(input=np.zeros((1200, 1000, 3), np.uint8))
    assert ENGLISH.common.picture_size(1000, 1200) in tab.subject(large)


def test_only_the_part_in_front_works(build):
    tab = build(MapsTab)
    run = CodeRun()
    tab.begin_codes(run, "dark")
    tab.follow_codes(run, "code", is_open=False)
    assert not run.stop.is_set()
    tab.follow_codes(run, "code", is_open=True)
    assert run.stop.is_set()


def test_a_stop_in_the_middle_is_heard(build):
    section, run = build(CodeSection), CodeRun()
    steps = section.work(run, ALONE, "student", "two", "heavy")
    next(steps)
    threading.Timer(0, run.stop.set).start()
    run.stop.wait(10)
    assert ENGLISH.maps.code.stopped in shown([*steps][-1])
