"""The real `python app.py` in a child process, with secrets in it that nobody may get to see."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.browser.conftest import free_port, wait_until_up
from tests.job_folders import write_assets, write_tiny_weights
from tests.services.collection.store_parts import offer, open_collection
from tests.services.jobs.ended_jobs import SHORT, ended_job

HUB_TOKEN = "hf_CANARYCANARYCANARYCANARYCANARY"
OWNER_TOKEN = "canary-owner-token-0123456789"
FILE_SECRET = "canary-in-a-file-that-nobody-serves"
GHOSTSCRIPT = '#!/bin/sh\necho ran >> "{witness}"\n'


@dataclass(frozen=True, kw_only=True)
class Belongings:
    """What other people have on this server."""

    job: str
    """Id of somebody's finished job: the only key to it."""
    code: str
    """Takes somebody's donation back."""
    photo: Path
    """File of a donated photo."""
    secret: Path
    """File with a canary in the data folder."""


@dataclass(frozen=True, kw_only=True)
class Running:
    """A server that runs."""

    url: str
    process: int
    log: Path
    data: Path
    pictures: Path
    """Gradio's folder of uploads and results."""
    witness: Path
    """File that the false Ghostscript writes if anybody starts it."""
    others: Belongings

    @property
    def secrets(self):
        """Texts that may be in no answer and no log."""
        return (HUB_TOKEN, OWNER_TOKEN, FILE_SECRET, self.others.job, self.others.code)


@contextmanager
def running(root, folder, program="app.py", **variables):
    """Run the app until the end of the block; yields it once it answers."""
    data, pictures, tools = folder / "data", folder / "pictures", folder / "tools"
    for one in (data, pictures, tools, folder / "tmp"):
        one.mkdir(parents=True)
    others = _fill(data, folder)
    witness = folder / "ghostscript-ran"
    _write_ghostscript(tools / "gs", witness)
    port, log = free_port(), folder / "log"
    environment = {
        **os.environ,
        "PYTHONPATH": str(root),
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "TMPDIR": str(folder / "tmp"),
        "GRADIO_TEMP_DIR": str(pictures),
        "OMP_NUM_THREADS": "1",
        "HF_TOKEN": HUB_TOKEN,
        "HF_ENDPOINT": "http://127.0.0.1:9",
        "SSIDKD_OWNER_TOKEN": OWNER_TOKEN,
        "SSIDKD_PORT": str(port),
        "SSIDKD_DATA_DIR": str(data),
        **variables,
    }
    url = f"http://127.0.0.1:{port}/"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, str(root / program)], env=environment, stdout=output, stderr=output
        )
        try:
            wait_until_up(url, server, log)
            yield Running(
                url=url,
                process=server.pid,
                log=log,
                data=data,
                pictures=pictures,
                witness=witness,
                others=others,
            )
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(60)
            finally:
                server.kill()
                server.wait()


def _fill(data, folder):
    """Put a job and a donation of somebody into the data folder, as their own code does it."""
    jobs = data / "jobs"
    jobs.mkdir()
    weights = {
        "start": write_tiny_weights(folder / "student.safetensors", seed=1),
    }
    job = ended_job(jobs, weights, write_assets(folder / "assets"), **SHORT)
    collection = open_collection(data / "collection")
    donated = collection.donate(offer(1))
    collection.close()
    (photo,) = (data / "collection").rglob(f"{donated.photos[0].identity}.png")
    secret = data / "secret.txt"
    secret.write_text(FILE_SECRET)
    return Belongings(job=job, code=donated.code, photo=photo, secret=secret)


def _write_ghostscript(path, witness):
    path.write_text(GHOSTSCRIPT.format(witness=witness))
    path.chmod(0o755)
