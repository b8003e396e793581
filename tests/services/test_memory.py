import subprocess
import sys
import textwrap
import threading

import cv2
import numpy as np
import pytest

from ssidkd.core.derainer import DerainOutOfMemoryError
from ssidkd.services.background import events_of
from ssidkd.services.memory import BYTES_AROUND, TOO_LARGE_NOW, check_memory, memory_errors_named
from ssidkd.ui.errors import sentence_of
from ssidkd.ui.words import CHINESE, ENGLISH
from tests.page_services import textured, tiny_deraining

MEGABYTE = 1 << 20


def test_a_picture_is_refused_exactly_where_what_it_needs_is_not_free():
    needed = 100 * 200 * BYTES_AROUND + 5 * MEGABYTE
    check_memory(100, 200, 5 * MEGABYTE, free=lambda: needed)
    with pytest.raises(DerainOutOfMemoryError, match="not enough free memory"):
        check_memory(100, 200, 5 * MEGABYTE, free=lambda: needed - 1)


def test_a_picture_for_which_there_is_no_memory_is_not_begun(monkeypatch):
    deraining = tiny_deraining()
    monkeypatch.setattr("ssidkd.services.deraining.free_memory", lambda _device: MEGABYTE)
    with pytest.raises(DerainOutOfMemoryError):
        deraining.derain("student", textured(256, 256), lambda _: None, lambda: False)
    assert deraining.line.news().taken == 0
    monkeypatch.undo()
    deraining.derain("student", textured(64, 64), lambda _: None, lambda: False)


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes"),
        np._core._exceptions._ArrayMemoryError((2**40,), np.dtype(float)),
        cv2.error("OpenCV(4.12.0) alloc.cpp:73: error: (-4:Insufficient memory) Failed"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_every_librarys_memory_error_has_one_name_and_one_sentence(error):
    with pytest.raises(DerainOutOfMemoryError, match="not enough free"), memory_errors_named():
        raise error
    assert sentence_of(error, ENGLISH) == TOO_LARGE_NOW
    assert sentence_of(error, CHINESE) == CHINESE.refusals.say(TOO_LARGE_NOW) != TOO_LARGE_NOW


def test_other_errors_keep_their_names():
    with pytest.raises(ZeroDivisionError), memory_errors_named():
        raise ZeroDivisionError


def test_memory_that_runs_out_in_the_background_has_the_same_name():
    def work(_report, _should_stop):
        raise MemoryError

    with pytest.raises(DerainOutOfMemoryError):
        list(events_of(work, threading.Event()))


IN_A_SMALL_PROCESS = """
import resource, sys
from pathlib import Path
import numpy as np, torch
from ssidkd.core.derainer import DerainOutOfMemoryError
from ssidkd.services.comparing import ComparingService, Pane
from ssidkd.core.metrics import niqe
from tests.page_services import tiny_deraining, textured
import threading
torch.set_num_threads(1)
deraining = tiny_deraining()
gate = sys.argv[1] == "gate"
if not gate:  # the gate believes that there is always enough
    import ssidkd.services.deraining as module
    module.free_memory = lambda device: 2**45
comparing = ComparingService(deraining, niqe)
def panes(side):
    stop = threading.Event()
    small = textured(side, side)
    return [e.name for e in comparing.compare(small, stop) if isinstance(e, Pane)]
assert panes(96) == ["input", "teacher", "student"]
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
large = np.zeros((4000, 4000, 3), np.uint8)
limit = used + large.nbytes + (150 << 20)
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
try:
    list(comparing.compare(large, threading.Event()))
except DerainOutOfMemoryError as error:
    print("refused:", error)
del large
assert panes(96) == ["input", "teacher", "student"]
print("next:", "works")
"""


@pytest.mark.parametrize("gate", ["gate", "no gate"])
def test_after_memory_ran_out_the_next_picture_works(root, gate):
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(IN_A_SMALL_PROCESS), gate],
        cwd=root, capture_output=True, text=True, timeout=300,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(root), "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines() == [f"refused: {TOO_LARGE_NOW}", "next: works"]
