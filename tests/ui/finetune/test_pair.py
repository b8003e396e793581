"""Two results against each other: the photo derained twice, and the wish to stop that."""

from types import SimpleNamespace

import gradio as gr
import pytest

from ssidkd.core.derainer import DerainCancelled
from ssidkd.ui.finetune.history_pair import PairPart, PairRun
from ssidkd.ui.finetune.history_view import PairPicture
from ssidkd.ui.finetune.pair_work import ON_COMPARE, PairWork, Source
from ssidkd.ui.words import ENGLISH
from tests.job_folders import photo
from tests.page_services import build_services, make_assets

SAID = ENGLISH.finetune_result.history
BOTH = (Source("student"), Source("teacher"))


@pytest.fixture(scope="module")
def services(tmp_path_factory, assets):
    made = tmp_path_factory.mktemp("assets")
    make_assets(made, assets)
    return build_services(made, tmp_path_factory.mktemp("pictures"))


@pytest.fixture
def part(services):
    with gr.Blocks():
        context = SimpleNamespace(
            services=services, words=ENGLISH, shown_job=gr.State(), comparison=gr.State()
        )
        return PairPart(context, SimpleNamespace(jobs=None))


def test_a_photo_is_shown_with_what_two_networks_make_of_it(services):
    work = PairWork(services, None, SAID)
    events = list(work.pictures(BOTH, photo(1), PairRun().stop))
    pictures = [event for event in events if isinstance(event, PairPicture)]
    names = [SAID.original, SAID.bundled["student"], SAID.bundled["teacher"]]
    assert [picture.name for picture in pictures] == names
    assert (pictures[0].pixels == photo(1)).all()
    assert (pictures[1].pixels != pictures[2].pixels).any()


def test_nothing_is_begun_once_it_is_stopped(services):
    work, run, names = PairWork(services, None, SAID), PairRun(), []

    def go():
        for event in work.pictures(BOTH, photo(1), run.stop):
            if isinstance(event, str):
                names.append(event)
                run.stop.set()

    with pytest.raises(DerainCancelled):
        go()
    assert names == [SAID.bundled["student"]]


def test_the_page_says_that_it_was_stopped_and_shows_no_pair(part):
    begun = part.begin(None)
    run = begun[part._run]
    assert "pair-working" in begun[part._status]
    part.stop(run)
    events = list(part.work(run, "student", "teacher", ON_COMPARE, None, None))[1:]
    assert ENGLISH.common.stopped in events[-1][part._status]
    assert not [event for event in events if part._pair in event]


def test_a_new_wish_stops_the_one_before(part):
    first = part.begin(None)[part._run]
    second = part.begin(first)[part._run]
    assert first.stop.is_set()
    assert not second.stop.is_set()


def test_one_wish_is_worked_on_once(part):
    run = part.begin(None)[part._run]
    chosen = (run, "student", "teacher", ON_COMPARE, None, None)
    assert len(list(part.work(*chosen))) > 1
    assert len(list(part.work(*chosen))) == 1  # which changes nothing
