"""The backup of docs/owners.md, made by its own command beside the running collection."""

import os
import re
import shlex
import shutil
import subprocess

import pytest

from tests.services.collection.store_parts import offer, open_collection

pytestmark = pytest.mark.skipif(shutil.which("tar") is None, reason="needs tar")


@pytest.fixture
def data(tmp_path):
    """The data folder of the command, where the home folder is `tmp_path`."""
    return tmp_path / ".local" / "share" / "ssidkd"


@pytest.fixture
def opened():
    """Open collections that are closed at the end."""
    collections = []

    def open_one(data):
        collections.append(open_collection(data / "collection"))
        return collections[-1]

    yield open_one
    for collection in collections:
        collection.close()


def back_up(root, home):
    """Do what the document says, and return the archive."""
    (line,) = re.findall(r"^tar .*$", (root / "docs" / "owners.md").read_text("utf-8"), re.M)
    environment = {**os.environ, "HOME": str(home)}
    words = [word.replace("~", str(home)) for word in shlex.split(line)]
    subprocess.run(words, cwd=home, env=environment, check=True)
    return home / "collection.tgz"


def restore(archive, data):
    data.mkdir(parents=True)
    subprocess.run(["tar", "-xzf", str(archive), "-C", str(data)], check=True)


def test_a_backup_brings_back_photos_codes_and_decisions(root, tmp_path, data, opened):
    running = opened(data)
    answer = running.donate(offer(1, 2, 3))
    one, two, _ = (photo.identity for photo in answer.photos)
    running.accept([one], "ada")
    running.refuse([two], "ada", "no rain")
    archive = back_up(root, tmp_path)  # while it runs
    listed = subprocess.run(["tar", "-tzf", str(archive)], capture_output=True, text=True)
    assert "collection.sqlite" not in listed.stdout
    restore(archive, tmp_path / "restored")
    restored = opened(tmp_path / "restored")
    assert restored.receipt(answer.code) == running.receipt(answer.code)
    assert restored.photos() == running.photos()


def test_the_newest_tombstones_take_back_what_an_older_backup_has(root, tmp_path, data, opened):
    running = opened(data)
    answer = running.donate(offer(1, 2))
    one, two = (photo.identity for photo in answer.photos)
    archive = back_up(root, tmp_path)
    running.withdraw(answer.code, [one])
    restore(archive, tmp_path / "restored")
    tombstones = tmp_path / "restored" / "collection" / "withdrawn"
    shutil.copytree(data / "collection" / "withdrawn", tombstones, dirs_exist_ok=True)
    restored = opened(tmp_path / "restored")
    assert [record.identity for record in restored.photos()] == [two]
    assert not list((tmp_path / "restored").rglob(f"{one}.png"))
