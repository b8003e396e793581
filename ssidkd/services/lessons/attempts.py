"""Both networks at work on a small picture, in the background, with progress and a stop."""

import contextvars
import hashlib
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from ssidkd.core.derainer import DerainCancelled
from ssidkd.core.picture import Pixels
from ssidkd.services.deraining import ROLES, DerainingService
from ssidkd.services.progress import ProgressClock

FORGOTTEN_AFTER = 15.0
"""An attempt that nobody asked for so long is stopped [s]: its visitor has left."""
_KEPT_RESULTS = 24
_KEPT_ATTEMPTS = 48


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """How far an attempt is."""

    share: float
    """Done, 0 to 1."""
    results: Mapping[str, Pixels] | None = None
    """What each role made of it, when all have."""
    error: Exception | None = None
    stopped: bool = False


@dataclass(kw_only=True)
class _Running:
    last_asked: float
    clock: ProgressClock | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    results: dict[str, Pixels] | None = None
    error: Exception | None = None


class Attempts:
    """Starts attempts, one thread each; the networks themselves take turns.

    Args:
        deraining: makes the results.
        now: seconds of a steady clock.
    """

    def __init__(
        self, deraining: DerainingService, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._deraining = deraining
        self._now = now
        self._running: dict[str, _Running] = {}
        self._results: dict[str, dict[str, Pixels]] = {}
        self._lock = threading.Lock()

    def begin(self, pixels: Pixels) -> str:
        """Start an attempt on a picture (H, W, 3) uint8 and return its key.

        A picture that was tried lately is not tried again.
        """
        key = secrets.token_urlsafe(12)
        content = hashlib.sha256(repr(pixels.shape).encode() + pixels.tobytes()).hexdigest()
        running = _Running(last_asked=self._now())
        with self._lock:
            running.results = self._results.get(content)
            self._running[key] = running
            for old in list(self._running)[:-_KEPT_ATTEMPTS]:
                self._running.pop(old).stop.set()
        if running.results is None:
            # No daemon: a process that ends while torch computes in a thread is aborted.
            work = (self._work, running, np.array(pixels), content)
            threading.Thread(target=contextvars.copy_context().run, args=work).start()
        return key

    def look(self, key: str) -> Attempt | None:
        """Return how far an attempt is; None if there is no such attempt."""
        with self._lock:
            running = self._running.get(key)
        if running is None:
            return None
        running.last_asked = self._now()
        if running.stop.is_set():
            return Attempt(share=0.0, stopped=True)
        share = running.clock.progress().share if running.clock else 0.0
        return Attempt(
            share=1.0 if running.results else share,
            results=running.results,
            error=running.error,
        )

    def stop(self, key: str) -> None:
        """Stop an attempt; nothing happens if there is none."""
        with self._lock:
            running = self._running.get(key)
        if running is not None:
            running.stop.set()

    def _work(self, running: _Running, pixels: Pixels, content: str) -> None:
        def should_stop() -> bool:
            is_forgotten = self._now() - running.last_asked > FORGOTTEN_AFTER
            is_ending = not threading.main_thread().is_alive()
            return running.stop.is_set() or is_forgotten or is_ending

        results: dict[str, Pixels] = {}
        try:
            expected = self._deraining.expected_seconds(*pixels.shape[:2])
            clock = ProgressClock(ROLES, expected and expected / len(ROLES), self._now)
            running.clock = clock
            with self._deraining.seat() as seat:
                clock.follow(lambda: seat.waiting)
                for role in ROLES:
                    clock.begin(role)
                    result = self._deraining.derain(role, pixels, lambda _: None, should_stop)
                    results[role] = result.derained
        except DerainCancelled:
            running.stop.set()
            return
        except Exception as error:  # noqa: BLE001 - told to whoever looks
            running.error = error
            return
        with self._lock:
            self._results[content] = results
            for old in list(self._results)[:-_KEPT_RESULTS]:
                del self._results[old]
        running.results = results
