import os
import subprocess
import sys
import time

from ssidkd.services.own_folder import own_folder, remove_abandoned

HOLD = """
import sys, time
from pathlib import Path
from ssidkd.services.own_folder import own_folder
with own_folder(Path(sys.argv[1])) as folder:
    (folder / "photo.jpg").write_bytes(b"photo")
    print("ready", flush=True)
    time.sleep(300)
"""


def hold(root, parent):
    command = [sys.executable, "-c", HOLD, str(parent)]
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    return process


def test_the_folder_of_a_killed_process_goes_and_that_of_a_living_one_stays(root, tmp_path):
    with hold(root, tmp_path) as living, hold(root, tmp_path) as killed:
        try:
            assert remove_abandoned(tmp_path) == 0
            killed.kill()
            killed.wait(60)
            with own_folder(tmp_path) as own:
                assert len(list(tmp_path.iterdir())) == 2
                assert own.is_dir()
            assert len(list(tmp_path.glob("*/pictures/photo.jpg"))) == 1
        finally:
            living.kill()
            killed.kill()


def test_nothing_is_left_at_the_end(tmp_path):
    with own_folder(tmp_path) as own:
        (own / "photo.jpg").touch()
    assert list(tmp_path.iterdir()) == []


def test_folders_of_others_links_and_new_ones_stay(tmp_path):
    other = tmp_path / "elsewhere"
    other.mkdir()
    (tmp_path / "ssidkd-link").symlink_to(other)
    (tmp_path / "ssidkd-new").mkdir()
    (tmp_path / "another").mkdir()
    assert remove_abandoned(tmp_path) == 0
    old = time.time() - 2 * 24 * 60 * 60
    for name in ("ssidkd-new", "another", "elsewhere"):
        os.utime(tmp_path / name, (old, old))
    assert remove_abandoned(tmp_path) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "another", "elsewhere", "ssidkd-link",
    ]  # fmt: skip
