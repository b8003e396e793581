import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ssidkd.ui import comparison
from ssidkd.ui.comparison import ComparisonStory
from ssidkd.ui.panes import view_of
from ssidkd.ui.run import Run
from ssidkd.ui.words import CHINESE, ENGLISH
from tests.page_services import build_services, make_assets, textured

SAID = ENGLISH.compare


@pytest.fixture(scope="module")
def services(tmp_path_factory):
    assets = tmp_path_factory.mktemp("assets")
    make_assets(assets)
    return build_services(assets, tmp_path_factory.mktemp("pictures"))


@pytest.fixture
def photo(tmp_path):
    def save(height, width):
        path = tmp_path / "my cat.png"
        Image.fromarray(textured(height, width)).save(path)
        return path

    return save


def tell(services, run):
    return list(ComparisonStory(services, run).steps())


def shown(steps):
    return {view.name: view for step in steps for view in step.views if view.html}


def picture(view):
    """Return the file of the picture a view shows; None if there is none."""
    found = re.search(r'<img src="gradio_api/file=([^"]+)"', view.html)
    return found and Path(found[1])


def test_each_picture_is_shown_when_it_is_ready(services, photo):
    steps = tell(services, Run(photo(96, 192)))
    with_pictures = [[view.name for view in step.views if picture(view)] for step in steps]
    assert [names for names in with_pictures if names] == [["input"], ["teacher"], ["student"]]
    assert [step.working for step in steps[:-1]] == [True] * (len(steps) - 1)
    assert not steps[-1].working
    assert SAID.ready in steps[-1].status


def test_pictures_are_files_with_exactly_the_pixels_the_network_gave(services, photo):
    path = photo(96, 192)
    views = shown(tell(services, Run(path)))
    student = services.comparing.deraining.derainer("student").derain(textured(96, 192)).derained
    np.testing.assert_array_equal(np.asarray(Image.open(picture(views["student"]))), student)
    assert not any("cat" in view.html for view in views.values())


def test_a_large_photo_is_shown_small_and_its_full_size_offered(services, photo):
    end = tell(services, Run(photo(300, 500)))[-1]
    assert "500 × 300" in end.full_size  # noqa: RUF001
    assert "quick result" in end.status


def test_the_full_size_is_shown_all_at_once_so_that_sizes_are_never_mixed(services, photo):
    steps = tell(services, Run(photo(300, 500), full_size=True))
    assert [len(step.views) for step in steps if step.views] == [3]
    assert all(Image.open(picture(view)).size == (500, 300) for view in steps[-1].views)
    assert steps[-1].full_size is None


def test_a_file_that_is_no_picture_is_refused_in_a_sentence(services, tmp_path):
    (tmp_path / "letter.jpg").write_bytes(b"Dear Sir")
    end = tell(services, Run(tmp_path / "letter.jpg"))[-1]
    assert 'role="alert"' in end.status
    assert SAID.kept in end.status
    assert str(tmp_path) not in end.status
    assert not end.views


def test_a_stopped_run_says_so_and_shows_what_it_has(services, photo):
    run = Run(photo(96, 192))
    steps = ComparisonStory(services, run).steps()
    seen = [next(steps), next(steps)]
    run.stop.set()
    seen += list(steps)
    assert SAID.stopped_early in seen[-1].status
    views = shown(seen)
    assert picture(views["input"])
    assert not any("working" in view.html for view in seen[-1].views)


def test_a_full_size_that_was_stopped_is_offered_again(services, photo):
    run = Run(photo(300, 500), full_size=True)
    steps = ComparisonStory(services, run).steps()
    next(steps)
    run.stop.set()
    end = list(steps)[-1]
    assert SAID.stopped_full in end.status
    assert "500 × 300" in end.full_size  # noqa: RUF001


def test_a_run_that_was_replaced_says_nothing_more(services, photo):
    run = Run(photo(96, 192))
    steps = ComparisonStory(services, run).steps()
    next(steps)
    next(steps)
    run.replace()
    assert list(steps) == []


def test_a_full_size_that_is_replaced_while_its_pictures_are_made_is_not_shown(
    services, photo, monkeypatch
):
    run = Run(photo(300, 500), full_size=True)

    def slow_view(*arguments):
        run.replace()  # the visitor has chosen the next photo by now
        return view_of(*arguments)

    monkeypatch.setattr(comparison, "view_of", slow_view)
    assert [step.views for step in tell(services, run) if step.views or not step.working] == []


def test_what_nobody_expected_is_told_without_details(services, photo, caplog):
    def lost(pixels):
        raise OSError("/secret/place")

    comparing = type(services.comparing)(services.comparing.deraining, lost)
    broken = type(services)(services.assets, comparing, services.examples, services.shelf)
    end = tell(broken, Run(photo(96, 192)))[-1]
    assert ENGLISH.common.unexpected in end.status
    assert "/secret" not in end.status


def test_the_comparison_holds_what_is_shown_at_every_moment(services, photo):
    seen = [step.comparison for step in tell(services, Run(photo(96, 192))) if step.comparison]
    names = ["input", "teacher", "student"]
    assert [list(each.panes) for each in seen] == [names[:1], names[:2], names, names]
    full = [step.comparison for step in tell(services, Run(photo(300, 500), full_size=True))]
    assert [list(each.panes) for each in full if each] == [names]
    assert full[-1].rainy.shape == (300, 500, 3)


def test_a_photo_that_comes_while_the_networks_are_loaded_waits_and_says_so(services, photo):
    deraining = services.comparing.deraining
    deraining._state = "loading"
    try:
        steps = ComparisonStory(services, Run(photo(96, 192))).steps()
        seen = [next(steps), next(steps)]
    finally:
        deraining._state = "ready"
    assert SAID.loading in seen[-1].status
    assert SAID.ready in [*steps][-1].status


def test_a_photo_that_waits_can_be_stopped(services, photo):
    deraining = services.comparing.deraining
    run = Run(photo(96, 192))
    deraining._state = "loading"
    try:
        steps = ComparisonStory(services, run).steps()
        next(steps)
        run.stop.set()
        assert SAID.stopped_early in [*steps][-1].status
    finally:
        deraining._state = "ready"


def test_the_truth_is_measured_at_full_size_too(services, photo):
    path = photo(300, 500)
    steps = tell(services, Run(path, full_size=True, truth=path))
    assert [view.name for view in steps[-1].views] == ["input", "teacher", "student", "truth"]
    assert steps[-1].comparison.panes["input"].psnr == 100.0  # the photo itself was given


def test_a_new_photo_takes_the_truth_of_the_last_one_away(services, photo):
    first = next(step for step in tell(services, Run(photo(96, 192))) if step.views)
    assert {view.name for view in first.views if not view.html} == {"finetuned", "truth"}


def test_a_run_speaks_the_language_of_the_page(services, photo):
    steps = list(ComparisonStory(services, Run(photo(300, 500)), CHINESE).steps())
    assert steps[-1].full_size.startswith("按原尺寸去雨")
    assert CHINESE.compare.ready in steps[-1].status
    assert not re.search("[A-Z][a-z]+ [a-z]+", steps[-1].status.replace("CPU", ""))
