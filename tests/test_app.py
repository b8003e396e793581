import os
import subprocess
import sys

import pytest


def start(root, **variables):
    environment = {**os.environ, "OMP_NUM_THREADS": "1", **variables}
    command = [sys.executable, str(root / "app.py")]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"SSIDKD_DEVICE": "abacus"}, "SSIDKD_DEVICE"),
        ({"SSIDKD_VARIANTE": "lite"}, "Did you mean SSIDKD_VARIANT?"),
    ],
)
def test_a_setting_that_cannot_be_used_ends_the_app_with_a_sentence(root, variables, words):
    run = start(root, **variables)
    assert run.returncode == 1
    assert words in run.stderr
    assert "Traceback" not in run.stderr


def test_missing_weights_end_the_app_with_a_sentence(root, assets, tmp_path):
    (tmp_path / "niqe").symlink_to(assets / "niqe")
    run = start(root, SSIDKD_ASSETS_DIR=str(tmp_path))
    assert run.returncode == 1
    assert "weights" in run.stderr
    assert "Traceback" not in run.stderr
    assert len(run.stderr.strip().splitlines()) == 1
