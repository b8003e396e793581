import pytest

from tests.services.collection.store_parts import open_collection


@pytest.fixture
def collection(tmp_path):
    opened = open_collection(tmp_path / "collection")
    yield opened
    opened.close()
