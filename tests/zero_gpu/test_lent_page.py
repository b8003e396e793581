"""The app as it is started on ZeroGPU, with a stand-in for the host's package."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError

from ssidkd.core.picture import save_png
from ssidkd.core.weights.bundled import BUNDLED
from ssidkd.services.zero_gpu.refusal import ON_PROCESSOR, SENTENCES, SMALLER
from tests.browser.conftest import free_port
from tests.page_services import textured

PATIENCE = 600
VISITOR = "a visitor's token"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not BUNDLED, reason="no weights are bundled yet"),
]


class Host:
    """An app of which the stand-in lends the GPU."""

    def __init__(self, port, folder, process):
        self.url = f"http://127.0.0.1:{port}/"
        self.folder, self.process = folder, process

    @property
    def asked(self):
        file = self.folder / "asked.jsonl"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def refuse(self, title):
        (self.folder / "refuse").write_text(f"{title}\nYou have exceeded /your/quota")


def is_ready(url):
    try:
        with urllib.request.urlopen(url + "readyz", timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


@pytest.fixture(scope="module")
def host(root, tmp_path_factory):
    folder, port = tmp_path_factory.mktemp("host"), free_port()
    stand_in = root / "tests" / "zero_gpu" / "stand_in"
    own = {
        "SPACES_ZERO_GPU": "true", "SPACES_STAND_IN": str(folder), "PYTHONPATH": str(stand_in),
        "SSIDKD_SERVE": "launch", "SSIDKD_PORT": str(port), "SSIDKD_DATA_DIR": str(folder / "data"),
        "OMP_NUM_THREADS": "1", "SSIDKD_COLLECTION": "no",
    }  # fmt: skip
    said = folder / "said.txt"
    with said.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, str(root / "app.py")],
            env={**os.environ, **own}, stdout=output, stderr=output,
        )  # fmt: skip
        host = Host(port, folder, process)
        until = time.monotonic() + PATIENCE
        while not is_ready(host.url):
            assert process.poll() is None, said.read_text()
            assert time.monotonic() < until, said.read_text()
            time.sleep(0.25)
        yield host
        process.send_signal(signal.SIGTERM)
        process.wait(60)


@pytest.fixture
def derain(host, tmp_path):
    client = Client(host.url, headers={"x-ip-token": VISITOR}, verbose=False)

    def call(height, width, **options):
        save_png(textured(height, width, seed=1), tmp_path / "rainy.png")
        file = handle_file(str(tmp_path / "rainy.png"))
        return client.predict(file, "student", options.get("full_size", False), api_name="/derain")

    yield call
    client.close()


def test_a_picture_is_derained_in_a_lease_of_the_visitors(host, derain):
    before = len(host.asked)
    _, facts = derain(96, 192)
    assert facts["notices"] == []
    assert host.asked[before:] == [{"seconds": 5, "visitor": VISITOR}]


def test_where_no_gpu_is_lent_the_processor_does_a_small_picture_and_says_why(host, derain):
    host.refuse("ZeroGPU quota exceeded")
    try:
        _, facts = derain(96, 192)
        assert facts["notices"] == [SENTENCES["lease_quota"], ON_PROCESSOR]
        before = len(host.asked)
        with pytest.raises(AppError) as told:
            derain(1100, 1100, full_size=True)
    finally:
        (host.folder / "refuse").unlink()
    assert f"{SENTENCES['lease_quota']} {SMALLER}" in str(told.value)
    assert host.asked[before:] == [{"seconds": 7, "visitor": VISITOR}]
