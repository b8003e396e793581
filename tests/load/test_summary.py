"""Which runs are said to have held."""

import pytest

from tests.load.crowd import ALONE, Run
from tests.load.machine import Probed, Samples
from tests.load.plan import LoadPlan, Targets
from tests.load.summary import summary_of
from tests.load.tables import in_markdown, in_terminal

GIBIBYTE, MEBIBYTE = 1 << 30, 1 << 20
RATIO, PAGE, MEMORY = "p95 of answers", "every answer of the page", "memory at most"
GROWTH, DESCRIPTORS, FILES = "memory grew", "descriptors more", "MiB of temporary files"


def run_of(answers=(10.0,) * 20, page=0.2, memory=GIBIBYTE, grows=0, opens=0, files=0, errors=0):
    """Return a run of 40 s in which 20 photos were answered; one visitor alone waits 1 s."""
    run = Run(service=1.0, sent=20, seconds=40.0)
    run.ledger.seconds[ALONE] = [1.0] * 6
    for seconds in answers:
        run.ledger.note("photo", "answered", seconds)
    for number in range(errors):
        run.ledger.note("photo", "error", error=f"fault {number}")
    run.probed = {path: Probed([page / 2] * 9, [page] * 9) for path in ("/", "/config")}
    for second in range(40):
        run.samples.times.append(float(second))
        run.samples.memory.append(memory + grows * second)
        run.samples.server.append(memory + grows * second)
        run.samples.descriptors.append(50 + opens * second)
        run.samples.files.append(files)
        run.samples.data.append(0)
    return run


def broken(run):
    """Return the targets that a run has not held, as a soak."""
    held = summary_of(run, LoadPlan(), Targets(), soak=True)["held"]
    return [what for what, kept in held.items() if not kept]


def test_a_quiet_run_has_held():
    assert broken(run_of()) == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"errors": 1}, "undeclared"),
        ({"answers": (10.0,) * 18 + (22.1,) * 2}, RATIO),
        ({"page": 1.01}, PAGE),
        ({"memory": 7 * GIBIBYTE}, MEMORY),
        ({"grows": 5 * MEBIBYTE}, GROWTH),  # 50 MiB in a quarter, in which 5 photos were sent
        ({"opens": 1}, DESCRIPTORS),  # ten in a quarter
        ({"files": 161 * MEBIBYTE}, FILES),  # 8.05 MiB for each of 20 photos
    ],
)
def test_each_target_can_be_missed_alone(change, word):
    (only,) = broken(run_of(**change))
    assert word in only


def test_what_is_just_within_is_held():
    limits = {"answers": (22.0,) * 20, "page": 0.99, "grows": 4 * MEBIBYTE, "files": 160 * MEBIBYTE}
    assert broken(run_of(**limits)) == []


def test_without_an_answer_nothing_is_held():
    assert any(RATIO in one for one in broken(run_of(answers=())))
    run = run_of()
    run.samples = Samples()
    assert [word in " ".join(broken(run)) for word in (GROWTH, DESCRIPTORS, FILES)] == [True] * 3


def test_after_an_hour_only_the_photos_of_forty_minutes_may_still_lie_there():
    run = run_of(files=161 * MEBIBYTE)
    run.sent, run.seconds = 40, 4800.0  # 40 photos in 80 minutes: 20 in 40
    assert any(FILES in one for one in broken(run))
    run.seconds = 4000.0
    assert broken(run) == []


def test_the_tables_say_what_was_found_and_whether_it_held():
    found = summary_of(run_of(errors=2), LoadPlan(submitting=4, idle=5), Targets())
    for table in (in_terminal(found), in_markdown(found)):
        assert "4 submitting, 5 idle tabs" in table
        assert "10.0 s, 10.0 s, 10.0 s" in table
    assert "NOT HELD  no undeclared error" in in_terminal(found)
    assert "no undeclared error: **no**" in in_markdown(found)
    assert all(len(line) <= 200 for line in in_markdown(found).splitlines())
