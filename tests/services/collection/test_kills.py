"""A donor's process may be killed at any moment: what was acknowledged is there, the rest is not.

docs/reliability.md has the figures of a long run.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = int(os.environ.get("SSIDKD_TEST_DONATION_KILLS", "30"))
NOTHING_WRONG = {
    "lost": 0,
    "corrupt": 0,
    "half": 0,
    "came_back": 0,
    "leftovers": 0,
    "forgotten_decisions": 0,
}


@pytest.fixture(scope="module")
def donors(root, tmp_path_factory):
    """Ask donor_process.py for a task; the process is the same for all tests."""
    command = [sys.executable, "-m", "tests.services.collection.donor_process"]
    with subprocess.Popen(
        [*command, str(tmp_path_factory.mktemp("donors"))],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "OMP_NUM_THREADS": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:

        def ask(task, **options):
            process.stdin.write(json.dumps([task, options]) + "\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        yield ask
        process.stdin.close()


@pytest.fixture(scope="module")
def everywhere(donors):
    """What came of a kill before every event of each operation."""
    operations = ("donate", "accept", "withdraw")
    return {operation: donors("everywhere", operation=operation) for operation in operations}


def wrong(findings):
    return {name: findings[name] for name in NOTHING_WRONG}


def test_a_kill_at_any_moment_loses_nothing_that_was_acknowledged(donors, record_property):
    findings = donors("random", kills=KILLS, kind="store", seed=1)
    record_property("findings", findings)
    assert wrong(findings) == NOTHING_WRONG
    assert findings["kills"] == KILLS
    assert findings["acknowledged"] + findings["withdrawn"] > KILLS / 4


def test_the_same_kills_find_the_faults_of_a_naive_writer(donors, record_property):
    findings = donors("random", kills=KILLS, kind="naive", seed=1)
    record_property("findings", findings)
    assert findings["half"] + findings["corrupt"] > 0


@pytest.mark.parametrize("operation", ["donate", "accept", "withdraw"])
def test_a_kill_before_every_single_step(everywhere, operation, record_property):
    findings = everywhere[operation]
    record_property("findings", findings)
    assert wrong(findings) == NOTHING_WRONG
    assert findings["kills"] == len(findings["events"]) > 5


def test_a_donation_reaches_the_disk_in_an_order_that_survives_a_loss_of_power(everywhere):
    """Of every file: its content, its name, its folder; then the rows; then the answer."""
    events = everywhere["donate"]["events"]
    renames = [event.split()[1:] for event in events if event.startswith("replace")]
    kinds = [Path(target).relative_to(root_of(target)).parts[0] for _, target in renames]
    assert kinds == [*2 * ["photos", "thumbnails"], "records", "records", "donations"]
    for unfinished, target in renames:
        content = events.index(f"fsync {unfinished}")
        name = events.index(f"replace {unfinished} {target}")
        folder = events.index(f"fsync {Path(target).parent}", name)
        assert content < name < folder < events.index("COMMIT") < events.index("acknowledge")


def test_a_withdrawal_is_durable_before_a_file_goes(everywhere):
    events = everywhere["withdraw"]["events"]
    kinds = [event.split()[0] for event in events]
    stone = events.index(next(e for e in events if e.startswith("fsync") and "withdrawn" in e))
    assert stone < kinds.index("replace") < kinds.index("unlink") < events.index("COMMIT")
    assert events.index("COMMIT") < events.index("acknowledge")


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not here")
def test_the_system_is_asked_in_this_order(root, tmp_path):
    """What SQLite does is seen too: the rows are on the disk before the answer."""
    calls = ["fsync", "fdatasync", "rename", "unlink", "write"]
    command = ["strace", "-f", "-y", "-e", f"trace={','.join(calls)}", "-e", "signal=none"]
    program = [sys.executable, "-m", "tests.services.collection.one_donation", str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(root), "OMP_NUM_THREADS": "1"}
    log = tmp_path / "log"
    done = subprocess.run([*command, "-o", str(log), *program], cwd=root, env=environment)
    assert done.returncode == 0
    lines = iter(log.read_text().splitlines())
    steps = [
        ("fsync(", "/photos/", ".part>"),
        ("rename(", "/photos/"),
        ("fsync(", "/photos/"),
        ("fsync(", "/records/", ".part>"),
        ("rename(", "/records/"),
        ("fsync(", "/records/"),
        ("fsync(", "/donations/", ".part>"),
        ("rename(", "/donations/"),
        ("fsync(", "/donations>"),
        ("fdatasync(", "sqlite-wal>"),
        ("write(", '"given"'),
        ("fsync(", "/withdrawn/", ".part>"),
        ("rename(", "/withdrawn/"),
        ("fsync(", "/withdrawn>"),
        ("unlink(", "/photos/"),
        ("fdatasync(", "sqlite-wal>"),
        ("write(", '"taken back"'),
    ]
    for words in steps:  # each is looked for after the one before
        assert any(all(word in line for word in words) for line in lines), words


@pytest.mark.skipif(
    shutil.which("strace") is None or "SSIDKD_TEST_EVERY_CALL" not in os.environ,
    reason="takes minutes, and strace",
)
def test_a_kill_before_every_call_of_the_system(root, tmp_path, record_property):
    command = [sys.executable, "-m", "tests.services.collection.syscall_kills", str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(root), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=root, env=environment, stdout=subprocess.PIPE)
    assert done.returncode == 0
    for operation, findings in json.loads(done.stdout).items():
        record_property(operation, findings)
        assert wrong(findings) == NOTHING_WRONG
        assert findings["calls"]["fdatasync"] > 0


def root_of(path):
    return next(folder for folder in Path(path).parents if folder.name == "root")
