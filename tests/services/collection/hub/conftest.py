import logging
import os
import re
from pathlib import Path

import huggingface_hub.constants
import huggingface_hub.utils._http as client_http
import pytest

from tests.services.collection.hub.fake_datasets import TOKEN, FakeDatasets
from tests.services.collection.hub.fake_repository import new_dataset
from tests.services.collection.hub.sending_parts import DATASET, Sending
from tests.services.collection.store_parts import open_collection

HERE = Path(__file__).parent
CLIENTS_OWN = "ignore:Use 'content=<...>':DeprecationWarning"


def pytest_collection_modifyitems(items):
    """The client uploads large files in a way that its HTTP library advises against."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.filterwarnings(CLIENTS_OWN))


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch):
    """What survives a loss of power is tested with the store."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture(autouse=True)
def _plain_client(monkeypatch):
    """The client's own storage of large files does not speak to a Hub on this machine."""
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_DISABLE_XET", True)
    factory = client_http._GLOBAL_CLIENT_FACTORY
    yield
    huggingface_hub.set_client_factory(factory)


@pytest.fixture(autouse=True)
def _no_token_in_logs(caplog):
    caplog.set_level(logging.DEBUG)
    yield
    assert TOKEN not in caplog.text
    assert not re.search(r"hf_[A-Za-z0-9]{20,}", caplog.text)


@pytest.fixture
def hub():
    made = FakeDatasets(datasets={DATASET: new_dataset()})
    yield made
    made.close()


@pytest.fixture
def collection(tmp_path):
    opened = open_collection(tmp_path / "collection", visitor_day=5000)
    yield opened
    opened.close()


@pytest.fixture
def sending(hub, collection):
    return Sending(collection, hub.url)
