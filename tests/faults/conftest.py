"""What tests of faults share: one real app for all of them, on disks that can be filled."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.faults.disks import Disk
from tests.faults.running_app import RunningApp
from tests.services.collection.store_parts import offer, only, open_collection
from tests.services.jobs.conftest import job_assets, runner, weights

__all__ = ["job_assets", "runner", "weights"]

GIVEN = 12


def fill_collection(data_dir, seeds):
    """Donate photos to the collection of a data folder that no app has; returns their names.

    Each is of another donor, so that hardly all of them are kept for validation.
    """
    collection = open_collection(data_dir / "collection")
    identities = [only(collection.donate(offer(seed, visitor=f"donor {seed}"))) for seed in seeds]
    collection.close()
    return identities


@pytest.fixture(scope="session")
def disks(tmp_path_factory):
    """A disk for the data and one for the page's pictures."""
    made = [Disk(tmp_path_factory.mktemp("faults") / name) for name in ("data", "pictures")]
    yield made
    for disk in made:
        disk.close()


@pytest.fixture(scope="session")
def given(disks):
    """Photos that wait for the owner, each for one test: `given.pop()`."""
    return fill_collection(disks[0].folder, range(GIVEN))


@pytest.fixture(scope="session")
def app(disks, given, tmp_path_factory):
    """The real app, on both disks, with an owner who is signed in."""
    data, pictures = (disk.folder for disk in disks)
    app = RunningApp(
        tmp_path_factory.mktemp("app") / "log",
        SSIDKD_DATA_DIR=str(data),
        GRADIO_TEMP_DIR=str(pictures),
    )
    try:
        app.wait_until_up()
        app.sign_in()
        yield app
    finally:
        code = app.close()
    assert code == 0, app.said()


@pytest.fixture
def data_disk(disks):
    return disks[0]


@pytest.fixture
def picture_disk(disks):
    return disks[1]


@pytest.fixture(scope="session")
def may_mount(tmp_path_factory):
    """Skips where mounting is not allowed."""
    if (
        shutil.which("unshare") is None
        or subprocess.run(["unshare", "--mount", "true"], capture_output=True).returncode
    ):
        pytest.skip("mounting is not allowed here")


@pytest.fixture
def open_place():
    """A folder that every user can go through to, as pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        yield place
