"""The rule of conftest.py: where CI is true, a browser test that is skipped has failed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
TESTS = """
import pytest

@pytest.mark.browser
def test_page(chromium):
    pass

@pytest.mark.browser
@pytest.mark.skip(reason="not today")
def test_other_page():
    pass

def test_that_needs_data():
    pytest.skip("needs data")
"""


@pytest.mark.parametrize(
    ("ci", "summary", "exit_code"),
    [("true", "1 skipped, 2 errors", 1), ("", "3 skipped", 0)],
)
def test_a_skipped_browser_test_fails_in_ci_only(tmp_path, ci, summary, exit_code):
    shutil.copy(HERE.parent / "pyproject.toml", tmp_path)
    shutil.copy(HERE / "conftest.py", tmp_path)
    (tmp_path / "test_pages.py").write_text(TESTS, encoding="utf-8")
    environment = {**os.environ, "CI": ci, "PATH": "", "CHROMIUM": ""}
    command = [sys.executable, "-m", "pytest", "-q", "test_pages.py"]
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert run.stdout.splitlines()[-1].startswith(summary), run.stdout
    assert run.returncode == exit_code
