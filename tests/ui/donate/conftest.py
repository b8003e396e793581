import gc
from types import SimpleNamespace

import pytest

from ssidkd.services.collection.starting import Collecting
from ssidkd.services.jobs.photos import PhotoIntake, PhotoLimits
from ssidkd.services.shelf import PictureShelf
from ssidkd.ui.words import ENGLISH
from tests.services.collection.store_parts import open_collection
from tests.ui.page_part import build_part


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
        return build_part(part, SimpleNamespace(**services), words)

    return build
