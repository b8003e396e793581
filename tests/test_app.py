import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from ssidkd.core.weights.bundled import BUNDLED


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


@pytest.mark.slow
@pytest.mark.skipif(not BUNDLED, reason="no weights are bundled yet")
def test_the_app_answers_and_leaves_nothing_behind_when_it_is_asked_to_end(root, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = tmp_path / "data"
    silent_hub = socket.create_server(("127.0.0.1", 0))  # takes requests and answers none
    settings = {
        "SSIDKD_PORT": str(port), "SSIDKD_DATA_DIR": str(data), "TMPDIR": str(tmp_path),
        "OMP_NUM_THREADS": "1", "SSIDKD_COLLECTION_DATASET": "me/rain", "HF_TOKEN": "hf_canary",
        "HF_ENDPOINT": f"http://127.0.0.1:{silent_hub.getsockname()[1]}",
    }  # fmt: skip
    environment = {key: value for key, value in os.environ.items() if key != "GRADIO_TEMP_DIR"}
    said = tmp_path / "said"
    with said.open("wb") as output:
        app = subprocess.Popen(
            [sys.executable, str(root / "app.py")],
            env={**environment, **settings}, stdout=output, stderr=output,
        )  # fmt: skip
    try:
        assert answer_of(f"http://127.0.0.1:{port}/", app) == 200, said.read_text()
        assert any(tmp_path.glob("ssidkd-*"))
        second = start(root, SSIDKD_DATA_DIR=str(data))
        assert second.returncode == 1
        assert "Another copy of the app" in second.stderr
        assert "Traceback" not in second.stderr
        app.send_signal(signal.SIGTERM)
        assert app.wait(30) == 0
    finally:
        app.kill()
        silent_hub.close()
    assert not any(tmp_path.glob("ssidkd-*"))
    assert "The collection is closed." in said.read_text()
    assert "canary" not in said.read_text()


def answer_of(url, process):
    until = time.monotonic() + 120
    status = None
    while status is None and time.monotonic() < until and process.poll() is None:
        time.sleep(0.5)
        status = status_of(url)
    return status


def status_of(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status
    except OSError:
        return None
