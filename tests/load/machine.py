"""Looks at a server from outside: memory, descriptors, files, and how fast its page answers."""

import asyncio
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

from tests.load.server import bytes_under

_LOOK, _QUIET = 1.0, 0.02
"""How long children are looked at [s], and the share of a core that counts as nothing."""


@dataclass
class Samples:
    """What was seen, one value for each time."""

    times: list[float] = field(default_factory=list)
    """Since the first look [s]."""
    memory: list[int] = field(default_factory=list)
    """Of the server and its children [bytes]; pages they share count for each."""
    server: list[int] = field(default_factory=list)
    """Of the server alone [bytes]."""
    descriptors: list[int] = field(default_factory=list)
    files: list[int] = field(default_factory=list)
    """Of the temporary folder [bytes]."""
    data: list[int] = field(default_factory=list)
    """Of the data folder [bytes]."""
    peak: int = 0
    """The most the server itself has ever had, by the system's own count [bytes]."""


class Watch:
    """Looks again and again.

    Args:
        server: a `RunningServer`; of one that others have started, nothing is seen.
        every: pause between two looks [s].
    """

    def __init__(self, server, every):
        self._server, self._every = server, every
        self._process = psutil.Process(server.process.pid) if server.process else None
        self.samples = Samples()
        self._began = time.monotonic()

    async def run(self):
        """Look until cancelled."""
        while self._process is not None:
            await asyncio.to_thread(self.look)
            await asyncio.sleep(self._every)

    def look(self):
        """Add one sample."""
        found = self.samples
        own = self._process.memory_info().rss
        found.times.append(time.monotonic() - self._began)
        found.server.append(own)
        found.memory.append(own + sum(map(_memory, self._process.children(recursive=True))))
        found.descriptors.append(self._process.num_fds())
        found.files.append(bytes_under(self._server.pictures))
        found.data.append(bytes_under(self._server.data))
        found.peak = _peak(self._process.pid)


async def quiet(server, longest=600.0):
    """Wait until no child of a server computes: it may be trying how fast the machine is."""
    if server.process is None:
        return
    process, until = psutil.Process(server.process.pid), time.monotonic() + longest
    spent = None
    while time.monotonic() < until:
        before, spent = spent, sum(map(_seconds, process.children(recursive=True)))
        if before is not None and abs(spent - before) < _QUIET * _LOOK:
            return
        await asyncio.sleep(_LOOK)


def job_steps(server):
    """Return how many steps the finetuning jobs of a server have done."""
    events = server.data.glob("jobs/*/events.jsonl") if server.data else ()
    return sum(one.read_text(encoding="utf-8").count('"event": "step"') for one in events)


def _seconds(process):
    try:
        times = process.cpu_times()
    except psutil.Error:  # it has ended meanwhile
        return 0.0
    return times.user + times.system


def _memory(process):
    try:
        return process.memory_info().rss
    except psutil.Error:  # it has ended meanwhile
        return 0


def _peak(pid):
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) << 10
    return 0


@dataclass
class Probed:
    """How long one address took [s]."""

    first_byte: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


async def probe(url, path, every, probed):
    """Ask for one address again and again until cancelled, each time on a new connection."""
    headers = {"x-forwarded-for": "198.51.100.1", "connection": "close"}
    async with httpx.AsyncClient(base_url=url, timeout=60, headers=headers) as client:
        while True:
            began = time.monotonic()
            try:
                async with client.stream("GET", path) as answer:
                    first = time.monotonic() - began
                    await answer.aread()
                if answer.status_code != 200:
                    probed.errors.append(f"{path}: HTTP {answer.status_code}")
                probed.first_byte.append(first)
                probed.whole.append(time.monotonic() - began)
            except httpx.HTTPError as error:
                probed.errors.append(f"{path}: {error!r}")
            await asyncio.sleep(every)
