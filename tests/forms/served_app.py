"""The real app as a Space serves it and as any other machine does, each with work under way."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.services.jobs.submission import JobRequest, admit_job, prepare_job
from tests.browser.conftest import free_port, is_up
from tests.job_folders import photo, write_tiny_weights
from tests.services.collection.hub.fake_datasets import TOKEN, FakeDatasets
from tests.services.collection.hub.fake_repository import new_dataset
from tests.services.collection.hub.sending_parts import DATASET, tiny
from tests.services.collection.store_parts import offer, open_collection

NAME = "owner-rain.hf.space"
FORMS = {
    "mounted": {"SSIDKD_PUBLIC": "yes", "SSIDKD_HOSTS": NAME},
    "space": {
        "SPACE_ID": "owner/rain",
        "SPACE_HOST": NAME,
        "SPACE_AUTHOR_NAME": "owner",
        "SYSTEM": "spaces",
        "SSIDKD_DISK": "lasting",
    },
}
"""What each form has in its environment; a Space is served by `launch`."""
A_COMMIT, WAITING = 50, 51
"""Photos that go to the Hub at once, and one that then waits for its minute; it may be over."""
PATIENCE = 600
"""For a start on a machine that does much else [s]."""
A_DONATION = WAITING // 3
LONG = {"steps": 5000, "batch_size": 1, "crop": 32, "measure_every": 1000, "checkpoint_every": 1000}


@dataclass(frozen=True, kw_only=True)
class ServedApp:
    """An app that runs, with a job in it and a photo that is still to be sent."""

    form: str
    url: str
    process: subprocess.Popen
    said: Path
    data: Path
    temporary: Path
    hub: FakeDatasets
    job: JobFolder

    @property
    def is_mounted(self):
        """Whether the page is mounted in an application of ours."""
        return self.form == "mounted"


@contextmanager
def served_app(root, folder, form):
    """Run the app until the end of the block, with work under way; yields it."""
    data, temporary, said = folder / "data", folder / "tmp", folder / "said"
    for one in (data / "jobs", temporary):
        one.mkdir(parents=True)
    job = waiting_job(data / "jobs", folder)
    fill_collection(data / "collection")
    hub = FakeDatasets(datasets={DATASET: new_dataset()})
    port = free_port()
    kept = {key: value for key, value in os.environ.items() if key != "GRADIO_TEMP_DIR"}
    ours = {
        "PYTHONPATH": str(root),
        "TMPDIR": str(temporary),
        "OMP_NUM_THREADS": "1",
        "HF_HUB_DISABLE_XET": "1",
        "HF_ENDPOINT": hub.url,
        "HF_TOKEN": TOKEN,
        "SSIDKD_COLLECTION_DATASET": DATASET,
        "SSIDKD_DATA_DIR": str(data),
        "SSIDKD_PORT": str(port),
        "SSIDKD_VARIANT": "lite",
    }
    url = f"http://127.0.0.1:{port}/"
    # Gradio has words of its own for a Space, on the standard output; the log is the other one.
    with said.open("wb") as output, (folder / "printed").open("wb") as printed:
        process = subprocess.Popen(
            [sys.executable, str(root / "app.py")],
            env={**kept, **ours, **FORMS[form]}, stdout=printed, stderr=output,
        )  # fmt: skip
    try:
        wait_until_up(url, process, said)
        yield ServedApp(
            form=form, url=url, process=process, said=said, data=data, temporary=temporary,
            hub=hub, job=job,
        )  # fmt: skip
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        finally:
            process.kill()
            process.wait()
            hub.close()


def wait_until_up(url, process, said):
    """Wait until an app answers."""
    until = time.monotonic() + PATIENCE
    while not is_up(url):
        assert process.poll() is None, said.read_text()
        assert time.monotonic() < until, said.read_text()
        time.sleep(0.5)


def waiting_job(root, folder):
    """Make a job of many short steps; it runs as soon as the app does."""
    weights = write_tiny_weights(folder / "student.safetensors", seed=1)
    photos = [photo(seed, 64, 64) for seed in range(3)]
    request = JobRequest(photos=photos, start=weights, options=LONG)
    return JobFolder(root / admit_job(root, prepare_job(root, request)))


def fill_collection(folder):
    """Donate photos and accept them; the app sends them."""
    collection = open_collection(folder, visitor_day=5000)
    for first in range(0, WAITING, A_DONATION):
        photos = [tiny(seed) for seed in range(first, first + A_DONATION)]
        answer = collection.donate(offer(*photos))
        collection.accept([one.identity for one in answer.photos], "ada")
    collection.close()
