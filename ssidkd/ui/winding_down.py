"""The end of the server: nothing new is taken, what is under way is finished or put by."""

import logging
import os
import threading
import time
from collections.abc import Callable

from ssidkd.services.ending import Ending
from ssidkd.services.services import Services
from ssidkd.ui.guard.traffic import Traffic

WORK_SECONDS = 8.0
"""For visitors' results to come and for jobs to save, at the same time [s]."""
TOTAL_SECONDS = 20.0
"""After which the process ends whatever it is at [s]: `WORK_SECONDS`, 2 for answers under way, 5
for what is to be sent to the Hub, and some to spare. Hosts that wait less cut it off."""
LOOK_EVERY = 0.1
CUT_OFF = 1
"""Exit code of a process that had to be cut off."""

log = logging.getLogger(__name__)


def wind_down(
    ending: Ending, services: Services, traffic: Traffic, stop_server: Callable[[], None]
) -> None:
    """Wait until the process is asked to end, let work finish for a while, and stop the server.

    Meanwhile the server answers: it is not ready any more, and refuses new work.

    Args:
        ending: the wish.
        services: with the jobs that are to save.
        traffic: tells whether visitors wait for results.
        stop_server: closes what listens.
    """
    while not ending.is_asked:
        time.sleep(LOOK_EVERY)
    log.info("Asked to end: no new work is taken.")
    cut_off_after(TOTAL_SECONDS)
    until = time.monotonic() + WORK_SECONDS
    parking = threading.Thread(target=services.park, args=(WORK_SECONDS,), daemon=True)
    parking.start()
    while (parking.is_alive() or traffic.is_awaited) and time.monotonic() < until:
        time.sleep(LOOK_EVERY)
    stop_server()


def cut_off_after(seconds: float, exit_now: Callable[[int], object] = os._exit) -> None:
    """End this process after some seconds, unless it has ended by then.

    A thread that computes would hold it up: Python waits for those of pools.
    """

    def cut_off() -> None:
        log.error("The end took longer than %.0f s and is cut off.", seconds)
        exit_now(CUT_OFF)

    timer = threading.Timer(seconds, cut_off)
    timer.daemon = True
    timer.start()
