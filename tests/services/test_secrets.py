"""The owner's secrets stay in the app: in no child's environment, no log, no repr."""

import ast
import logging
import time
from functools import partial

import numpy as np
import pytest

from ssidkd.core.metrics import niqe
from ssidkd.services.collection import starting
from ssidkd.services.collection.hub.options import SyncOptions
from ssidkd.services.settings import Settings
from ssidkd.services.video.output import find_ffmpeg
from ssidkd.services.video.writing import add_sound, write_h264

SECRETS = {"HF_TOKEN": "hf_canary_of_the_hub", "SSIDKD_OWNER_TOKEN": "canary-of-the-owner"}
_STARTERS = ("run", "Popen", "call", "check_call", "check_output")


@pytest.fixture(autouse=True)
def _secrets(monkeypatch):
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)


def test_ffmpeg_is_told_none(tmp_path, monkeypatch):
    program = tmp_path / "bin" / "ffmpeg"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nenv >> {tmp_path}/told\ncat > /dev/null\necho libx264\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    found = find_ffmpeg()
    assert found == str(program)
    frames = iter([np.zeros((2, 2, 3), np.uint8)])
    assert write_h264(frames, 25, tmp_path / "video.mp4", found) == 1
    (tmp_path / "with-sound-video.mp4").touch()  # what ffmpeg would have written
    assert add_sound(tmp_path / "video.mp4", tmp_path / "original.mp4", 1.0, found)
    told = (tmp_path / "told").read_text()
    assert told.count("PATH=") >= 3
    assert "canary" not in told


def test_every_child_gets_an_environment_that_was_chosen_for_it(root):
    started = 0
    for path in (root / "ssidkd").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            module = node.func.value
            of_subprocess = isinstance(module, ast.Name) and module.id == "subprocess"
            if of_subprocess and node.func.attr in _STARTERS:
                started += 1
                assert "env" in [keyword.arg for keyword in node.keywords], path
    assert started >= 4


def test_a_collection_with_a_dataset_tells_none(tmp_path, monkeypatch, caplog):
    """The sync asks a Hub that is not there, fails, says so, and is shown in full."""
    caplog.set_level(logging.DEBUG)
    nobody = partial(SyncOptions, endpoint="http://127.0.0.1:9")
    monkeypatch.setattr(starting, "SyncOptions", nobody)
    environ = {
        **SECRETS, "SSIDKD_DATA_DIR": str(tmp_path), "SSIDKD_COLLECTION_DATASET": "me/rain",
    }  # fmt: skip
    settings = Settings.from_environment(environ)
    collecting = starting.start_collecting(settings, niqe, None, mounts="")
    until = time.monotonic() + 60
    while collecting.sync.status().state != "failing" and time.monotonic() < until:
        time.sleep(0.05)
    status = collecting.sync.status()
    collecting.close()
    assert (status.state, status.problem) == ("failing", "down")
    shown = (
        caplog.text,
        repr(settings),
        repr(collecting),
        repr(status),
        repr(vars(collecting.sync)),
    )
    assert "canary" not in "".join(shown)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not any(b"canary" in path.read_bytes() for path in files)
