"""Keeps a dataset on the Hub in step with the collection, through every fault of the Hub."""

import logging
import random
import threading
import time
from collections.abc import Callable

from ssidkd.services.collection.hub.backoff import OWNERS_TASK, Backoff
from ssidkd.services.collection.hub.board import Board
from ssidkd.services.collection.hub.client import DatasetClient
from ssidkd.services.collection.hub.faults import HubError
from ssidkd.services.collection.hub.options import SyncOptions
from ssidkd.services.collection.hub.sender import Sender, Step
from ssidkd.services.collection.hub.sending_store import SendingStore
from ssidkd.services.collection.hub.status import SQUASH_WARNING, SyncState, SyncStatus, sentence

COMMIT_EVERY = 60.0
"""Accepted photos of a minute go together [s]; the Hub takes 128 commits an hour at most."""
LOOK_EVERY, MERGE_LOOK_EVERY, STEP_EVERY = 3600.0, 600.0, 1.0
"""Between looks at the dataset when there is nothing to do, when a pull request waits, and between
steps that make no commit [s]."""
WAKE_EVERY = 5.0
"""A failing Hub is asked no sooner than this after the last try, however often it is asked for."""
_FLUSH_LOOK = 0.1
logger = logging.getLogger(__name__)


class SquashError(Exception):
    """The history was not squashed."""


class HubSync:
    """Sends accepted photos and removes withdrawn ones, in a thread of its own.

    Nothing that happens on the Hub keeps the app from starting or running. Everything that has to
    be remembered is in the store, so a kill at any moment costs nothing but time.

    Args:
        store: of the photos.
        options: where to and how.
        now: seconds since 1970.
        wait: waits until an event is set or some seconds have passed.
        jitter: number from 0 to 1, see `Backoff`.
    """

    def __init__(
        self,
        store: SendingStore,
        options: SyncOptions,
        *,
        now: Callable[[], float] = time.time,
        wait: Callable[[threading.Event, float], object] = threading.Event.wait,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._store, self._options, self._now, self._wait = store, options, now, wait
        self._client = DatasetClient(
            options.dataset, options.token, options.endpoint, options.answer_seconds
        )
        self._sender = Sender(store, self._client, options.private, options.pull_requests)
        self._board = Board(store, options, self._client.address)
        self._backoff = Backoff(jitter)
        self._due, self._ending = threading.Event(), threading.Event()
        self._woken, self._again = threading.Event(), threading.Event()
        self._hurried = threading.Event()
        self._turning = threading.Lock()
        self._thread: threading.Thread | None = None
        self._not_before = self._paced_until = self._hub_asks_until = self._tried = 0.0

    def start(self) -> None:
        """Begin, unless there is nowhere to send to; the Hub need not be there."""
        if not self._options.obstacle and self._thread is None:
            self._thread = threading.Thread(target=self._run, name="hub-sync", daemon=True)
            self._thread.start()

    def stop(self, seconds: float = 5.0) -> bool:
        """Begin nothing new and wait for what is under way; what that loses is done again later.

        Args:
            seconds: how long to wait at most [s].

        Returns:
            Whether nothing is under way any more.
        """
        self._ending.set()
        self._due.set()
        if self._thread is None:
            return True
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def flush(self, seconds: float) -> bool:
        """Send what waits for its minute now, before the app ends; the Hub's own wishes are kept.

        Args:
            seconds: how long to try at most [s].

        Returns:
            Whether nothing is left to send.
        """
        until = time.monotonic() + seconds
        while self._is_at_work() and time.monotonic() < until:
            self._hurried.set()
            self.wake(again=False)
            self._ending.wait(_FLUSH_LOOK)
        return not self._board.count()

    def _is_at_work(self) -> bool:
        """Return whether there is something to send, and nothing known that keeps it here."""
        is_running = self._thread is not None and self._thread.is_alive()
        is_kept = self._board.status.state in ("failing", "waiting")
        return is_running and not is_kept and bool(self._board.count())

    def wake(self, again: bool = True) -> None:
        """Look now, because a photo was accepted or taken back, or the owner mended something.

        What the Hub itself asked to wait, and the minute between two commits, are kept.

        Args:
            again: propose photos of a pull request that was closed once more.
        """
        if again:
            self._again.set()
        self._woken.set()
        self._due.set()

    def status(self) -> SyncStatus:
        """Return how it is doing, as of the last step."""
        return self._board.status

    def turn(self) -> float:
        """Do one step if it is time, and return how long to wait for the next one [s].

        The thread does nothing else; without a thread, whoever calls this is the clock.
        """
        with self._turning:
            self._hear_wake()
            if self._now() >= self._not_before:
                self._tried = self._now()
                self._step()
            return max(self._not_before - self._now(), 0.0)

    def squash_history(self, typed: str) -> str:
        """Make one commit of the dataset's whole history: see `SQUASH_WARNING`.

        Args:
            typed: the dataset's name, as the owner typed it after reading the warning.

        Returns:
            The new revision.

        Raises:
            SquashError: something else was typed, withdrawals are still to be sent, or the Hub does
                not do it.
        """
        if typed.strip() != self._options.dataset or self._options.obstacle:
            raise SquashError(SQUASH_WARNING)
        if self._store.to_remove(1):
            raise SquashError("First the photos that were taken back have to be removed there.")
        with self._turning:
            try:
                self._client.head()
                self._client.squash()
                revision = self._client.head().revision
            except HubError as error:
                words = sentence(error.kind, self._options.dataset, error.words)
                raise SquashError(words) from None
            published = [one.identity for one in self._store.published()]
            self._store.mark_committed(published, revision)
        self._board.say(revision=revision)
        return revision

    def _run(self) -> None:
        while not self._ending.is_set():
            delay = self.turn()
            if not self._ending.is_set():
                self._wait(self._due, delay)
                self._due.clear()

    def _hear_wake(self) -> None:
        if not self._woken.is_set():
            return
        self._woken.clear()
        paced_until = 0.0 if self._hurried.is_set() else self._paced_until
        soonest = max(paced_until, self._hub_asks_until)
        status = self._board.status
        if status.state == "failing" and status.problem not in OWNERS_TASK:
            soonest = max(soonest, self._tried + WAKE_EVERY)
        self._not_before = min(self._not_before, soonest)
        try:
            if self._again.is_set():
                self._again.clear()
                self._sender.proposals.resume()
            if self._board.count() and status.state == "idle":
                self._board.say(state="sending")
        except Exception:
            logger.warning("The collection could not be read", exc_info=True)

    def _step(self) -> None:
        try:
            if self._board.count() and self._board.status.failing_since is None:
                self._board.say(state="sending", next_try=None)
            step = self._sender.step()
            left = self._board.count()
        except HubError as error:
            self._failed(error, error.kind)
        except Exception as error:  # the thread has to outlive a full disk, and a bug
            logger.warning("Sending to the Hub stopped inside this app", exc_info=True)
            self._failed(HubError("odd", words=type(error).__name__), "local")
        else:
            if step.refusal is None:
                self._went_well(step, left)
            else:
                self._failed(step.refusal, "content")

    def _went_well(self, step: Step, left: bool) -> None:
        now = self._now()
        self._backoff.succeeded()
        if step.committed:
            self._paced_until = now + COMMIT_EVERY
        state, problem, wait = _outlook(step, left)
        self._not_before = now + wait
        self._board.say(
            state=state,
            problem=problem,
            number=step.closed or step.pull_request,
            private=step.main.private,
            revision=step.main.revision,
            pull_request=step.pull_request,
            last_success=now,
            failing_since=None,
            next_try=self._not_before,
        )

    def _failed(self, error: HubError, problem: str) -> None:
        now = self._now()
        wait = self._backoff.wait_after(error)
        self._not_before = now + wait
        self._hub_asks_until = now + (error.wait or 0.0)
        logger.warning("The Hub (%s): %s; next try in %.0f s", problem, error.words, wait)
        self._board.say(
            state="failing",
            problem=problem,
            words=error.words,
            failing_since=self._board.status.failing_since or now,
            next_try=self._not_before,
        )


def _outlook(step: Step, left: bool) -> tuple[SyncState, str, float]:
    """Return the state after a step that went well, what is awaited, and how long to wait [s]."""
    if step.closed is not None:
        return "waiting", "closed", MERGE_LOOK_EVERY
    if step.committed and left:
        waits = step.pull_request is not None
        return ("waiting", "merge", COMMIT_EVERY) if waits else ("sending", "", COMMIT_EVERY)
    if step.more:
        return ("sending" if left else "idle"), "", COMMIT_EVERY if step.committed else STEP_EVERY
    if step.pull_request is not None:
        return "waiting", "merge", MERGE_LOOK_EVERY
    return "idle", "", LOOK_EVERY
