"""The real `python app.py` in a process of its own, and what visitors and its owner ask of it."""

import io
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
from PIL import Image

from tests.page_services import textured

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 240
"""For a start on a machine that does much else [s]."""
TOKEN = "a-token-of-the-faults-tests"
_CALL = {"x-owner-call": "en", "sec-fetch-site": "same-origin"}
_UNSET = (
    "GRADIO_TEMP_DIR", "GRADIO_SERVER_NAME", "GRADIO_SERVER_PORT", "SPACE_ID", "HF_TOKEN",
)  # fmt: skip


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def png(side=64, seed=3):
    file = io.BytesIO()
    Image.fromarray(textured(side, side, seed=seed)).save(file, "png")
    return file.getvalue()


class RunningApp:
    """Starts the app and waits until it can be used.

    Args:
        log: file for what it says.
        before: words of the command line before the interpreter.
        options: of the interpreter.
        unset: variables it does not have.
        variables: that it has besides those of this process.
    """

    def __init__(self, log, before=(), options=(), unset=(), **variables):
        self.log = log
        self.port = free_port()
        kept = {key: value for key, value in os.environ.items() if key not in (*_UNSET, *unset)}
        ours = {
            "SSIDKD_PORT": str(self.port), "SSIDKD_VARIANT": "lite", "OMP_NUM_THREADS": "1",
            "SSIDKD_OWNER_TOKEN": TOKEN, "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip
        command = [*before, sys.executable, *options, str(ROOT / "app.py")]
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                command, env={**kept, **ours, **variables}, stdout=output, stderr=output
            )
        # A connection is not used again: some faults end those that are open.
        self.client = httpx.Client(
            base_url=f"http://127.0.0.1:{self.port}",
            timeout=PATIENCE,
            headers={"connection": "close"},
        )

    def wait_until_up(self):
        """Wait until the page answers and the networks are loaded."""
        until = time.monotonic() + PATIENCE
        while self._networks() != "ready":
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < until, self.said()
            time.sleep(0.2)
        return self

    def _networks(self):
        try:
            return self.client.get("/readyz").json()["networks"]
        except httpx.TransportError:
            return "no answer"

    def said(self):
        return self.log.read_text(errors="replace")

    def readiness(self):
        answer = self.client.get("/readyz")
        return answer.status_code, answer.json()

    def upload(self, content=None):
        """Upload a picture; returns the answer."""
        files = {"files": ("rain.png", content or png(), "image/png")}
        return self.client.post("/gradio_api/upload", files=files)

    def uploaded(self, content=None):
        """Upload a picture; returns what names it in a call."""
        answer = self.upload(content)
        assert answer.status_code == 200, answer.text
        return {"path": answer.json()[0], "meta": {"_type": "gradio.FileData"}}

    def derain(self, file):
        """Ask for a picture without rain; returns the last event and its data."""
        place = "/gradio_api/call/derain"
        answer = self.client.post(place, json={"data": [file, "student", False]})
        assert answer.status_code == 200, answer.text
        lines = self.client.get(f"{place}/{answer.json()['event_id']}").text.strip().splitlines()
        return lines[-2].removeprefix("event: "), json.loads(lines[-1].removeprefix("data: "))

    def assert_derains(self):
        """A normal request: upload a photo, have it derained, fetch the result."""
        said, answer = self.derain(self.uploaded())
        assert said == "complete", answer
        picture, facts = answer
        assert facts["model"] == "student"
        with Image.open(io.BytesIO(self.client.get(picture["url"]).content)) as shown:
            assert shown.size == (64, 64)

    def sign_in(self):
        """Become the owner."""
        answer = self.client.post("/owner/login", json={"token": TOKEN}, headers=_CALL)
        assert answer.status_code == 200, answer.text

    def decide(self, identity, decision):
        """Accept, refuse or undo as the owner; returns the answer for the photo."""
        wanted = {"identities": [identity], "decision": decision}
        answer = self.client.post("/owner/decisions", json=wanted, headers=_CALL)
        assert answer.status_code == 200, answer.text
        return answer.json()["answers"][0]

    def train(self, key):
        """Start a finetuning job on the accepted photos; returns status and answer."""
        wanted = {"effort": "quick", "key": key}
        answer = self.client.post("/owner/train", json=wanted, headers=_CALL)
        return answer.status_code, answer.json()

    def jobs(self):
        """Return the jobs on accepted photos, by id."""
        return {one["job"]: one for one in self.client.get("/owner/train").json()["jobs"]}

    def export(self):
        """Return the answer to the owner who takes the accepted photos along."""
        return self.client.get("/owner/export/photos.zip")

    def close(self):
        """End it as a system does; returns the exit code."""
        self.client.close()
        self.process.terminate()
        return self.process.wait(PATIENCE)

    def kill(self):
        """End it as want of memory does."""
        self.client.close()
        self.process.kill()
        self.process.wait(PATIENCE)
