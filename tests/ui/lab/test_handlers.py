import pytest
from PIL import Image

from ssidkd.core.rain import PRESETS
from ssidkd.services.lab_link import OWN
from ssidkd.ui.tabs.lab import LabTab
from ssidkd.ui.words import ENGLISH
from tests.page_services import CLEAN, build_services, make_assets, textured
from tests.ui.page_part import build_part

FACTOR = 4
WORDS = ENGLISH.lab


class Request:
    """What Gradio tells of a visitor's address."""

    def __init__(self, **query):
        self.query_params = query


def build_tab(assets, pictures):
    return build_part(LabTab, build_services(assets, pictures))


@pytest.fixture(scope="module")
def assets(tmp_path_factory):
    folder = tmp_path_factory.mktemp("assets")
    make_assets(folder)
    return folder


@pytest.fixture(scope="module")
def tab(assets, tmp_path_factory):
    return build_tab(assets, tmp_path_factory.mktemp("pictures"))


def run_of(tab, changes):
    return changes[tab.bench.run]


def finish(tab, run):
    """Let the networks work and return everything that the page was told."""
    told = {}
    for changes in tab.handlers.work(run, FACTOR):
        told |= changes if isinstance(changes, dict) and tab.bench.status in changes else {}
    return told


def opened(tab):
    return run_of(tab, tab.handlers.open(None, FACTOR, Request()))


def test_opening_takes_the_first_photo_and_opening_again_nothing(tab):
    run = opened(tab)
    assert run.photo.name == CLEAN[0]
    assert run.state.preset == "moderate"
    assert tab.bench.run not in tab.handlers.open(run, FACTOR, Request())


def test_both_results_are_told(tab):
    run = opened(tab)
    told = finish(tab, run)
    assert run.is_complete
    assert WORDS.ready in told[tab.bench.status]
    assert tab.bench.stop in told
    assert "<img" in told[tab.bench.panes["student"]]


def test_a_new_rain_stops_the_one_before_which_then_says_nothing(tab):
    first = opened(tab)
    story = tab.handlers.work(first, FACTOR)
    next(story)
    told = next(story)
    assert tab.bench.status in told
    second = run_of(tab, tab.handlers.choose_preset("mist", first, FACTOR))
    assert first.stop.is_set()
    assert list(story) == []
    assert not second.stop.is_set()
    finish(tab, second)
    assert second.is_complete


def test_a_run_that_was_replaced_before_it_began_never_begins(tab):
    first = opened(tab)
    tab.handlers.choose_preset("mist", first, FACTOR)
    assert finish(tab, first) == {}
    assert not first.is_complete


def test_work_that_is_asked_for_twice_is_done_once(tab):
    run = opened(tab)
    finish(tab, run)
    assert finish(tab, run) == {}


def test_a_stopped_run_says_so_and_can_be_gone_on_with(tab):
    run = opened(tab)
    tab.handlers.stop(run)
    told = finish(tab, run)
    assert WORDS.stopped in told[tab.bench.status]
    assert told[tab.bench.again]["visible"] is True
    assert "working" not in told[tab.bench.panes["student"]]
    following = run_of(tab, tab.handlers.again(run, FACTOR))
    assert following.state == run.state
    assert WORDS.ready in finish(tab, following)[tab.bench.status]


def test_results_of_the_rain_before_stay_in_sight_but_not_those_of_another_photo(tab, tmp_path):
    first = opened(tab)
    finish(tab, first)
    second = run_of(tab, tab.handlers.choose_preset("mist", first, FACTOR))
    assert set(second.older) == {"teacher", "student"}
    Image.fromarray(textured(96, 192, 5)).save(tmp_path / "mine.png")
    values = [1, *(component.value for component in tab.bench.controls.components)]
    upload = tab.handlers.upload(str(tmp_path / "mine.png"), second, FACTOR, *values)
    own = run_of(tab, upload)
    assert own.photo.name == OWN
    assert not own.older


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_sets_the_controls_to_its_rain(tab, name):
    changes = tab.handlers.choose_preset(name, opened(tab), FACTOR)
    controls = tab.bench.controls
    assert controls.rain([changes[each] for each in controls.components]) == PRESETS[name]


def test_a_field_that_was_emptied_stands_for_its_default(tab):
    nothing = [None] * 14 + ["soft", "add"]
    run = run_of(tab, tab.handlers.turn(opened(tab), FACTOR, None, *nothing))
    assert run.state.seed == 0
    assert run.state.rain.amount == 0.15


def test_an_address_that_leads_elsewhere_changes_nothing(tab):
    changes = tab.handlers.load(None, FACTOR, Request(tab="maps", amount="0.3"))
    assert tab.bench.run not in changes


def test_without_bundled_photos_the_tab_asks_for_one(assets, tmp_path, tmp_path_factory):
    folder = tmp_path / "assets"
    folder.mkdir()
    make_assets(folder)
    for path in (folder / "clean").iterdir():
        path.unlink()
    (folder / "clean").rmdir()
    bare = build_tab(folder, tmp_path_factory.mktemp("pictures"))
    for changes in (
        bare.handlers.open(None, FACTOR, Request()),
        bare.handlers.choose_preset("mist", None, FACTOR),
        bare.handlers.other_rain(None, FACTOR),
    ):
        assert WORDS.no_photo in changes[bare.bench.status]
        assert bare.bench.run not in changes
