"""A whole run: one visitor alone, then everybody."""

import asyncio
import random
import time
import uuid
from dataclasses import dataclass, field
from statistics import median

import httpx

from tests.load.machine import Probed, Samples, Watch, job_steps, probe, quiet
from tests.load.outcomes import Ledger
from tests.load.page_map import PageMap
from tests.load.tab import Tab
from tests.load.visits import Visits

WARM_UP, ALONE = "photo, first", "photo, alone"
KEEP_ALIVE = 1.0
"""How long a connection is used again [s]; the server closes it after five, and a request that
comes at that moment is lost. Browsers send it again."""
PROBES = ("/", "/config")


@dataclass
class Run:
    """What was seen of a run."""

    service: float = 0.0
    """Median of the answers to one visitor alone [s]."""
    ledger: Ledger = field(default_factory=Ledger)
    probed: dict[str, Probed] = field(default_factory=dict)
    samples: Samples = field(default_factory=Samples)
    sent: int = 0
    """Photos, without those of one visitor alone."""
    job_steps: int = 0
    """Of the finetuning that ran meanwhile."""
    seconds: float = 0.0
    """From the first visitor to the last answer [s]."""


class Door:
    """Makes tabs of visitors with an address of their own each.

    Args:
        url: of the server.
        page: what it consists of.
        chance: names the sessions.
        plan: says how long an answer may take.
        transport: of HTTP, where it is not the network.
    """

    def __init__(self, url, page, chance, plan, transport=None):
        self._url, self._page, self._chance, self._plan = url, page, chance, plan
        self._transport = transport
        self._visitors = 0

    def client(self):
        """Return the connections of one more visitor, who has come through our proxy."""
        self._visitors += 1
        number = self._visitors
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        return httpx.AsyncClient(
            base_url=self._url,
            headers={"x-forwarded-for": address},
            timeout=httpx.Timeout(60, read=self._plan.longest_answer, pool=None),
            limits=httpx.Limits(max_connections=None, keepalive_expiry=KEEP_ALIVE),
            transport=self._transport,
        )

    def tab(self):
        """Return a tab of one more visitor, not yet opened."""
        session = uuid.UUID(int=self._chance.getrandbits(128)).hex
        return Tab(self.client(), self._page, session, self._plan.longest_answer)


async def run_load(server, photos, plan):
    """Let visitors come as planned; returns a `Run`."""
    run, chance = Run(), random.Random(plan.seed)
    async with httpx.AsyncClient(base_url=server.url, timeout=60) as client:
        page = PageMap((await client.get("/config")).json())
    door = Door(server.url, page, chance, plan)
    visits = Visits(door.tab, photos, run.ledger, plan, chance)
    async with visits.tab() as tab:
        await visits.send(tab, WARM_UP)
        await quiet(server)  # the first tab lets the server try how fast finetuning is
        for _ in range(plan.alone):
            await visits.send(tab, ALONE)
    run.service = median(run.ledger.seconds[ALONE])
    began = time.monotonic()
    await _everybody(server, visits, plan, run)
    run.seconds, run.sent = time.monotonic() - began, visits.sent
    return run


async def _everybody(server, visits, plan, run):
    until = time.monotonic() + plan.seconds
    watch = Watch(server, plan.sample_every)
    run.samples = watch.samples
    run.probed = {path: Probed() for path in PROBES}
    here = [
        watch.run(),
        *(probe(server.url, path, plan.probe_every, run.probed[path]) for path in PROBES),
        *(visits.idle() for _ in range(plan.idle)),
        *([visits.finetune()] if plan.finetuning else []),
    ]
    comes = [
        *(visits.submit(until) for _ in range(plan.submitting)),
        *([visits.donate(until)] if plan.donations_minute else []),
    ]
    staying = [asyncio.create_task(one) for one in here]
    try:
        await asyncio.gather(*comes)
    finally:
        for task in staying:
            task.cancel()
        ended = await asyncio.gather(*staying, return_exceptions=True)
    run.job_steps = job_steps(server)
    for error in ended:
        if isinstance(error, Exception):
            raise error
