"""The server of a run: the real app in a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 600


class ServerError(RuntimeError):
    """The server did not start, or ended while visitors were there."""


@dataclass(frozen=True)
class RunningServer:
    """A server that answers."""

    url: str
    process: subprocess.Popen | None = None
    """None for one that somebody else has started."""
    pictures: Path | None = None
    """Folder of its temporary files."""
    data: Path | None = None
    log: Path | None = None


@contextmanager
def running_app(folder, command=None, **variables):
    """Run the app for strangers behind one proxy; yields it once its networks are ready.

    Args:
        folder: empty, for everything that it keeps.
        command: another program to run instead.
        variables: of its environment, on top of ours.

    Raises:
        ServerError: it did not start.
    """
    port = _free_port()
    places = {name: folder / name for name in ("data", "temporary")}
    for place in places.values():
        place.mkdir(parents=True)
    settings = {
        "SSIDKD_PORT": str(port),
        "SSIDKD_DATA_DIR": str(places["data"]),
        "TMPDIR": str(places["temporary"]),
        "SSIDKD_PUBLIC": "yes",
        "SSIDKD_PROXIES": "1",
        "SSIDKD_VARIANT": "lite",
        "SSIDKD_DEVICE": "cpu",
        **variables,
    }
    ours = {name: value for name, value in os.environ.items() if name != "GRADIO_TEMP_DIR"}
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command or [sys.executable, str(ROOT / "app.py")],
            env={**ours, "PYTHONPATH": str(ROOT), **settings}, stdout=output, stderr=output,
            start_new_session=True,
        )  # fmt: skip
    server = RunningServer(
        f"http://127.0.0.1:{port}", process, places["temporary"], places["data"], log
    )
    try:
        _wait_until_ready(server)
        yield server
    finally:
        _end(process)


def _wait_until_ready(server):
    until = time.monotonic() + START_SECONDS
    while True:
        if server.process.poll() is not None:
            raise ServerError(f"The server has ended: {server.log.read_text()[-2000:]}")
        try:
            if httpx.get(f"{server.url}/readyz", timeout=10).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        if time.monotonic() > until:
            raise ServerError(f"The server is not ready: {server.log.read_text()[-2000:]}")
        time.sleep(0.5)


def _end(process):
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def bytes_under(folder):
    """Return how much all files of a folder hold; those that vanish meanwhile count nothing."""
    return sum(_size(Path(place) / name) for place, _, names in os.walk(folder) for name in names)


def _size(path):
    try:
        return path.lstat().st_size
    except OSError:
        return 0
