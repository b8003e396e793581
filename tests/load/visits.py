"""What visitors do."""

import asyncio
import time
from contextlib import asynccontextmanager

import httpx

from ssidkd.ui.words import ENGLISH
from tests.load.outcomes import (
    ABANDONED,
    ANSWERED,
    BUSY,
    ERROR,
    REFUSED,
    STOPPED,
    BusyError,
    VisitError,
    names_a_time,
    plain,
)

SAID = ENGLISH.compare
PHOTO, DONATION, TAB, FINETUNING = "photo", "donation", "tab", "finetuning"


class Visits:
    """Everything that visitors can do; what becomes of it is noted.

    Args:
        open_tab: makes a tab, not yet opened.
        photos: makes files.
        ledger: where it is noted.
        plan: how often what happens.
        chance: what is left to it.
    """

    def __init__(self, open_tab, photos, ledger, plan, chance):
        self._open_tab, self._photos, self._ledger = open_tab, photos, ledger
        self._plan, self._chance = plan, chance
        self.sent = 0
        """Photos so far, without those of one visitor alone."""

    @asynccontextmanager
    async def tab(self):
        """Open a tab and close it again; what it complained of is noted."""
        tab = self._open_tab()
        try:
            seconds = await tab.open()
            self._ledger.note(TAB, ANSWERED, seconds)
            yield tab
        finally:
            for problem in tab.problems:
                self._ledger.note(TAB, ERROR, error=problem)
            await tab.close()

    def is_over(self, until):
        """Return whether no more photos are sent: it is late, or they have been enough."""
        enough = self._plan.photos and self.sent >= self._plan.photos
        return bool(enough) or time.monotonic() >= until

    async def submit(self, until):
        """Send photos, a few from each tab, until a time has come."""
        plan, chance = self._plan, self._chance
        await asyncio.sleep(chance.uniform(0, plan.arrival))
        while not self.is_over(until):
            await asyncio.sleep(chance.uniform(0, plan.longest_pause))
            with self._noted(TAB):
                async with self.tab() as tab:
                    for _ in range(chance.randint(1, plan.most_photos)):
                        if self.is_over(until) or not await self._one(tab):
                            break
                        await asyncio.sleep(chance.uniform(0, plan.longest_pause))

    async def _one(self, tab):
        """Send one file; returns whether the tab stays open."""
        self.sent += 1
        outcome = None
        with self._noted(PHOTO):
            outcome = await self._something(tab)
        if outcome == BUSY:
            await asyncio.sleep(self._chance.uniform(0, self._plan.patience))
        return outcome not in (None, ABANDONED)

    async def _something(self, tab):
        """Send a file as one or another visitor does; returns what became of it."""
        kind, plan = self._chance.random(), self._plan
        if kind < plan.abandoned:
            return await self.abandon(tab)
        if kind < plan.abandoned + plan.stopped:
            return await self.stop(tab)
        if kind < plan.abandoned + plan.stopped + plan.bad:
            return await self.send_no_photo(tab)
        return await self.send(tab)

    async def send(self, tab, what=PHOTO):
        """Send a photo, wait, and fetch what is shown."""
        before, content = tab.shown(), self._photos.photo(self._chance)
        began = time.monotonic()
        await self._compare(tab, content)
        line = plain(tab.said("status"))
        if names_a_time(line):
            return self._ended(what, BUSY)
        if SAID.ready not in line:
            raise VisitError(f"a photo was not answered: {line!r}")
        new = tab.shown() - before
        if not new:
            raise VisitError("a photo was answered without a picture")
        await asyncio.gather(*(tab.fetch(address) for address in sorted(new)))
        return self._ended(what, ANSWERED, time.monotonic() - began)

    async def send_no_photo(self, tab):
        """Send what is no photo; the answer is a sentence."""
        await self._compare(tab, self._photos.no_photo(self._chance))
        line = plain(tab.said("status"))
        if '"status problem"' not in str(tab.said("status")):
            raise VisitError(f"what is no photo was answered: {line!r}")
        return self._ended(PHOTO, BUSY if names_a_time(line) else REFUSED)

    async def stop(self, tab):
        """Send a photo, and press Stop soon after."""
        work = asyncio.create_task(self._compare(tab, self._photos.photo(self._chance)))
        await asyncio.sleep(self._chance.uniform(0.5, 5.0))
        if not work.done():
            await tab.press("stop")
        await work
        line = plain(tab.said("status"))
        ends = SAID.stopped_early in line or SAID.ready in line  # it may have been too late
        if not ends and not names_a_time(line):
            raise VisitError(f"a photo was not stopped: {line!r}")
        return self._ended(PHOTO, BUSY if names_a_time(line) else STOPPED)

    async def abandon(self, tab):
        """Send a photo, and close the tab before the answer."""
        work = asyncio.create_task(self._compare(tab, self._photos.photo(self._chance)))
        await asyncio.sleep(self._chance.uniform(0.5, 5.0))
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        return self._ended(PHOTO, ABANDONED)

    def _ended(self, what, outcome, seconds=None):
        self._ledger.note(what, outcome, seconds)
        return outcome

    async def _compare(self, tab, content):
        tab.put("photo", await tab.upload("rain.jpg", content))
        await tab.press("photo", "input")

    async def idle(self):
        """Come, and keep a tab open until cancelled."""
        await asyncio.sleep(self._chance.uniform(0, self._plan.arrival))
        with self._noted(TAB):
            async with self.tab() as tab:
                while True:
                    await tab.hold_stream()
                    await asyncio.sleep(1)

    async def donate(self, until):
        """Give a photo now and then, each from a tab of its own."""
        every = 60 / self._plan.donations_minute
        while not self.is_over(until):
            with self._noted(DONATION):
                async with self.tab() as tab:
                    await self._give(tab)
            next_one = min(time.monotonic() + every, until)
            while time.monotonic() < next_one and not self.is_over(until):
                await asyncio.sleep(0.2)

    async def _give(self, tab):
        began = time.monotonic()
        file = await tab.upload("rain.jpg", self._photos.photo(self._chance))
        tab.put("donate-files", [file])
        await tab.press("donate-files", "upload")
        tab.put("donate-consent", True)
        await tab.press("donate-give")
        thanks = ENGLISH.donate.receipt.thanks_one
        answer = plain(tab.said("donate-answer"))
        line = plain(tab.said("donate-status"))
        if thanks in answer:
            self._ledger.note(DONATION, ANSWERED, time.monotonic() - began)
        elif names_a_time(line):
            self._ledger.note(DONATION, BUSY)
        else:
            raise VisitError(f"a donation was not taken: {line!r} {answer[:200]!r}")

    async def finetune(self):
        """Start a finetuning and watch it until cancelled."""
        with self._noted(FINETUNING):
            async with self.tab() as tab:
                files = [
                    await tab.upload(f"rain-{n}.jpg", self._photos.photo(self._chance))
                    for n in range(4)
                ]
                tab.put("finetune-files", files)
                await tab.press("finetune-files", "upload")
                tab.put("finetune-effort", "thorough")
                await tab.press("finetune-start")
                line = plain(tab.said("finetune-start-status"))
                if line:
                    raise VisitError(f"a finetuning was not taken: {line!r}")
                self._ledger.note(FINETUNING, ANSWERED)
                while True:
                    await asyncio.sleep(1)
                    await tab.tick("finetune-now")

    def _noted(self, what):
        return _Noted(self._ledger, what)


class _Noted:
    """Notes how something ended that did not end well."""

    def __init__(self, ledger, what):
        self._ledger, self._what = ledger, what

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if isinstance(error, BusyError):
            self._ledger.note(self._what, BUSY)
        elif isinstance(error, VisitError | httpx.HTTPError):
            self._ledger.note(self._what, ERROR, error=f"{error!r}")
        else:
            return False
        return True
