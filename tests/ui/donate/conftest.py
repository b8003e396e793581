import gc
from types import SimpleNamespace

import gradio as gr
import pytest

from ssidkd.services.collection.starting import Collecting
from ssidkd.services.jobs.photos import PhotoIntake, PhotoLimits
from ssidkd.services.shelf import PictureShelf
from ssidkd.ui.context import PageContext
from ssidkd.ui.donate.donor import build_donor
from ssidkd.ui.finetune.visitor import build_visitor
from ssidkd.ui.words import ENGLISH
from tests.services.collection.store_parts import open_collection


@pytest.fixture(scope="session", autouse=True)
def freed():
    yield
    # Pages are freed here, not while Python 3.11 parses: it counts its depth wrongly then.
    gc.collect()


@pytest.fixture
def open_store(tmp_path):
    """Opens the collection of this test, with other limits if asked for."""
    opened = []

    def open_store(**limits):
        opened.append(open_collection(tmp_path / "collection", **limits))
        return opened[-1]

    yield open_store
    for collection in opened:
        collection.close()


@pytest.fixture
def collection(open_store):
    return open_store()


@pytest.fixture
def collecting(collection):
    return Collecting(collection=collection, sync=None, disk_lasts=True, jobs=None)


@pytest.fixture
def intake(tmp_path):
    return PhotoIntake(PictureShelf(tmp_path / "shelf"), PhotoLimits(photos=30, side=2048))


@pytest.fixture
def build():
    """Builds a part inside a page of its own: `build(lambda context: Part(context, ...))`."""

    def build(part, words=ENGLISH, **services):
        with gr.Blocks(analytics_enabled=False) as page, gr.Tabs() as tabs, gr.Tab("Donate"):
            return part(
                PageContext(
                    services=SimpleNamespace(**services),
                    words=words,
                    page=page,
                    tabs=tabs,
                    comparison=gr.State(None),
                    sent=gr.State(None),
                    visitor=build_visitor(),
                    shown_job=gr.State(None),
                    ended_job=gr.State(None),
                    chosen_result=gr.State(None),
                    donor=build_donor(),
                    offered=gr.State(None),
                )
            )

    return build
