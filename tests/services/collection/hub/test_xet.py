"""Photos go through the client's own storage of large files, as they do on the real Hub."""

import hashlib
import os
import subprocess
import sys

from tests.services.collection.hub.sending_parts import Sending, assert_in_step
from tests.services.collection.store_parts import open_collection


def test_photos_arrive_by_xet(root, hub, collection, tmp_path):
    """A refusal of that storage costs nothing either, though the client hides its status."""
    (tmp_path / "store").mkdir()
    hub.store = f"local://{tmp_path / 'store'}"
    identities, _ = Sending(collection, hub.url).give(3)
    for identity in identities:  # the commit names what that storage has
        content = collection.picture(identity).read_bytes()
        hub.large[hashlib.sha256(content).hexdigest()] = content
    collection.close()
    for status in (401, 413):
        hub.fault("xet-write-token", "status", code=status)
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "OMP_NUM_THREADS": "1"}
    subprocess.run(
        [sys.executable, "-m", "tests.services.collection.hub.sending_process"],
        cwd=root,
        env=environment,
        input=f"{tmp_path / 'collection'} {hub.url} xet\n",
        capture_output=True,
        text=True,
        check=True,
    )
    asked = [one.path for one in hub.asked]
    assert not any("/large/" in path or "/lfs/" in path for path in asked)
    assert [fault.left for fault in hub.faults] == [0, 0]
    assert sum(one.stat().st_size for one in (tmp_path / "store").rglob("*") if one.is_file())
    opened = open_collection(tmp_path / "collection")
    try:
        assert_in_step(hub, opened, identities)
    finally:
        opened.close()
