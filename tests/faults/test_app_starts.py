"""The real app started where much is missing: it runs with what there is, or says what to do."""

import os
import shutil
import socket
import subprocess
import sys

import pytest

from tests.faults.running_app import ROOT, RunningApp
from tests.faults.users import as_user

STRANGER = 1000
"""Number of a user who is not the owner of anything here."""


def ended(folder, before=(), **variables):
    """Start the app, which is to end by itself; returns its exit code and what it said."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "SSIDKD_DATA_DIR": str(folder / "data")}
    run = subprocess.run(
        [*before, sys.executable, str(ROOT / "app.py")], env={**environment, **variables},
        capture_output=True, text=True, timeout=900, cwd="/proc",
    )  # fmt: skip
    assert "Traceback" not in run.stderr
    return run.returncode, run.stderr


def damaged_assets(folder, assets, damage):
    """Make a copy of the assets in which the student's weights are damaged."""
    for path in assets.iterdir():
        if path.name != "weights":
            (folder / path.name).symlink_to(path)
    shutil.copytree(assets / "weights", folder / "weights")
    for path in (folder / "weights").rglob("*lite*.safetensors"):
        damage(path)
    return folder


def cut(path):
    with path.open("rb+") as file:
        file.truncate(path.stat().st_size // 2)


def change(path):
    with path.open("rb+") as file:
        file.seek(-9, os.SEEK_END)
        last = file.read(1)
        file.seek(-9, os.SEEK_END)
        file.write(bytes([last[0] ^ 1]))


@pytest.mark.parametrize("damage", [cut, change])
def test_weights_that_were_damaged_end_the_app_with_what_to_do(tmp_path, assets, damage):
    made = tmp_path / "assets"
    made.mkdir()
    damaged_assets(made, assets, damage)
    code, said = ended(tmp_path, SSIDKD_ASSETS_DIR=str(made), SSIDKD_VARIANT="lite")
    assert (code, len(said.splitlines())) == (1, 1)
    assert "lite-teacher.safetensors" in said


def test_without_a_folder_for_pictures_the_app_ends_with_what_to_do(tmp_path):
    """A disk that nobody may write to; /proc stands for it, where not even root may."""
    code, said = ended(tmp_path, GRADIO_TEMP_DIR="/proc/pictures")
    assert (code, len(said.splitlines())) == (1, 1)
    assert "GRADIO_TEMP_DIR" in said


def test_a_port_that_is_in_use_ends_the_app_with_what_to_do(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        code, said = ended(tmp_path, SSIDKD_PORT=str(port), SSIDKD_VARIANT="lite")
    assert code == 1
    assert f"port {port}" in said
    assert "SSIDKD_PORT" in said


def test_a_user_without_rights_home_and_locale_derains(open_place):
    """The data folder is another user's: nothing can be kept, and the page says so and works."""
    before = as_user(STRANGER)
    data, pictures = open_place / "data", open_place / "pictures"
    data.mkdir(mode=0o755)
    pictures.mkdir()
    os.chown(pictures, STRANGER, STRANGER)
    app = RunningApp(
        open_place / "log", before, unset=("HOME", "USER", "LANG"),
        SSIDKD_DATA_DIR=str(data), GRADIO_TEMP_DIR=str(pictures),
        LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0",
    )  # fmt: skip
    try:
        app.wait_until_up()
        app.assert_derains()
        status, state = app.readiness()
        assert (status, state["data_folder"]) == (503, False)
        assert app.client.get("/owner/").status_code == 404
    finally:
        code = app.close()
    assert code == 0, app.said()
    assert "There is no finetuning: the data folder cannot be used" in app.said()
    assert "Photos cannot be donated: the data folder cannot be used" in app.said()
    assert list(data.iterdir()) == []
