import subprocess
import sys

import pytest

from ssidkd.core.priority import AUTOGROUP

CODE = "import os; from ssidkd.core.priority import give_way; give_way(7); print(os.nice(0))"
READ = "; from pathlib import Path; print(Path('/proc/self/autogroup').read_text())"


def run(code, **options):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stderr
    return done.stdout


def own_number():
    return int(run("import os; print(os.nice(0))"))


def test_a_process_that_gives_way_has_a_higher_number():
    assert int(run(CODE)) == min(own_number() + 7, 19)


@pytest.mark.skipif(not AUTOGROUP.exists(), reason="no sessions in this system's scheduler")
def test_one_that_leads_a_session_takes_its_session_with_it_and_no_other():
    assert "nice 7" in run(CODE + READ, start_new_session=True)
    assert run(CODE + READ).splitlines()[1] == AUTOGROUP.read_text().strip()


def test_a_system_without_sessions_in_its_scheduler_is_no_error(tmp_path):
    nowhere = f"Path({str(tmp_path / 'none' / 'autogroup')!r})"
    code = "from pathlib import Path; from ssidkd.core.priority import give_way"
    run(f"{code}; give_way(7, {nowhere})", start_new_session=True)
