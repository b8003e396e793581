import pytest

from tests.services.collection.store_parts import open_collection


@pytest.fixture
def collection(tmp_path):
    """A collection whose key, and with it the sides of its donors, is always the same."""
    root = tmp_path / "collection"
    open_collection(root).close()
    (root / "donor.key").write_bytes(b"ssid-kd " * 4)
    opened = open_collection(root)
    yield opened
    opened.close()
