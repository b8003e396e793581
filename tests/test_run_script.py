"""run.sh installs once, again when requirements change, and trusts no half installation."""

import os
import shutil
import subprocess

import pytest

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")

# Stands for python3.11: notes what it is asked for, and makes a .venv with itself in it.
PYTHON = """#!/bin/sh
case "$*" in
    "-c "*) exit "${WRONG_VERSION:-0}" ;;
    "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
    "-m pip --version") ;;
    *) echo "$*" >>calls && exit "${FAILS:-0}" ;;
esac
"""
INSTALL = (
    "-m pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt"
)


@pytest.fixture
def project(root, tmp_path):
    folder = tmp_path / "a folder"
    (folder / "commands").mkdir(parents=True)
    for name in ("run.sh", "requirements.txt", "requirements-dev.txt", "constraints.txt"):
        shutil.copy(root / name, folder)
    # Nothing but the few programs that the script may count on.
    for program in ("bash", "sh", "cat", "cksum", "cp", "dirname", "mkdir", "rm", "sed"):
        (folder / "commands" / program).symlink_to(shutil.which(program))
    python = folder / "commands" / "python3.11"
    python.write_text(PYTHON, encoding="utf-8")
    python.chmod(0o755)
    return folder


def start(project, *arguments, **variables):
    environment = {"PATH": str(project / "commands"), **variables}
    command = ["bash", str(project / "run.sh"), *arguments]
    return subprocess.run(
        command,
        cwd=os.sep,
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def calls(project):
    log = project / "calls"
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    log.unlink(missing_ok=True)
    return lines


def test_the_first_start_installs_and_the_second_does_not(project):
    assert start(project, "app", "--help").returncode == 0
    assert calls(project) == [INSTALL, "app.py --help"]
    assert start(project, "app").returncode == 0
    assert calls(project) == ["app.py"]


def test_a_changed_requirement_is_installed(project):
    start(project, "app")
    calls(project)
    with (project / "constraints.txt").open("a") as file:
        file.write("another==1.0\n")
    start(project, "app")
    assert calls(project) == [INSTALL, "app.py"]


def test_a_failed_installation_is_not_started_from_and_is_done_again(project):
    assert start(project, "app", FAILS="1").returncode != 0
    assert calls(project) == [INSTALL]
    assert start(project, "app").returncode == 0
    assert calls(project) == [INSTALL, "app.py"]


def test_a_half_made_environment_is_made_anew(project):
    (project / ".venv" / "bin").mkdir(parents=True)
    assert start(project, "app").returncode == 0
    assert calls(project) == [INSTALL, "app.py"]


def test_a_machine_without_the_right_python_is_told_what_to_install(project):
    run = start(project, "app", WRONG_VERSION="1")
    assert run.returncode == 1
    assert "Python 3.11 or 3.12 was not found" in run.stderr
    assert not (project / ".venv").exists()


def test_anything_else_explains_the_script(project):
    for arguments, code in (((), 2), (("tests",), 2), (("--help",), 0)):
        run = start(project, *arguments)
        assert run.returncode == code
        assert "./run.sh test" in run.stdout
