"""The soak in its shortest form: nothing grows that should not, and a leak is noticed.

Two servers with tiny networks run at once, one of which leaves something behind with each
picture. They are visited until a number of photos was sent: a slow machine only takes longer.
"""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.load.crowd import run_load
from tests.load.photos import PhotoMaker
from tests.load.plan import LoadPlan, Targets
from tests.load.server import running_app
from tests.load.summary import summary_of

PLAN = LoadPlan(
    submitting=3, idle=4, photos=20, seconds=600, alone=1, donations_minute=6, finetuning=False,
    longest_pause=0.2, arrival=1, abandoned=0.1, stopped=0.1, bad=0.1, sample_every=0.25,
)  # fmt: skip


TARGETS = Targets(memory_photo=32 << 20)
"""A server in its first minute still asks for memory that it then keeps and uses again."""


def soak(folder, photos, *leak):
    command = [sys.executable, "-m", "tests.load.serve_tiny", str(folder), *leak]
    with running_app(folder / "kept", command, OMP_NUM_THREADS="1") as server:
        run = asyncio.run(run_load(server, photos, PLAN))
    return summary_of(run, PLAN, TARGETS, soak=True)


@pytest.fixture(scope="module")
def found(assets, tmp_path_factory):
    """What was found of a sound server and of a leaky one."""
    photos = PhotoMaker(assets / "clean", size=(320, 200))
    folders = [tmp_path_factory.mktemp(name) for name in ("sound", "leaky")]
    with ThreadPoolExecutor(2) as threads:
        sound = threads.submit(soak, folders[0], photos)
        leaky = threads.submit(soak, folders[1], photos, "leak")
        return sound.result(), leaky.result()


def growth(summary):
    """Return whether each bound on what grows was held; the bounds on times are not looked at."""
    words = ("memory grew", "descriptors", "temporary files")
    return {word: kept for word in words for what, kept in summary["held"].items() if word in what}


def test_visitors_are_answered_and_nothing_goes_wrong(found):
    sound, _ = found
    assert sound["errors"] == []
    assert sound["undeclared_errors"] == 0
    photos = sound["counts"]["photo"]
    assert sum(photos.values()) == sound["sent"] >= PLAN.photos
    assert photos["answered"] > PLAN.photos / 3
    assert sound["counts"]["donation"]["answered"] > 0
    assert sound["counts"]["tab"]["answered"] >= PLAN.submitting + PLAN.idle


def test_nothing_grows(found):
    sound, _ = found
    assert growth(sound) == dict.fromkeys(growth(sound), True), sound["trends"]
    assert len(growth(sound)) == 3


def test_a_leak_is_noticed_of_each_kind(found):
    _, leaky = found
    assert growth(leaky) == dict.fromkeys(growth(leaky), False), leaky["trends"]
