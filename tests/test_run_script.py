"""run.sh installs once, again when requirements change, and trusts no half installation."""

import os
import shutil
import subprocess

import pytest

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")

# Stands for every program that does something: notes what it is asked for, and fails where a test
# wants it to. As python3.11 it makes a .venv with itself in it.
STAND_IN = """#!/bin/sh
case "${0##*/} $*" in
    python*" -c import"*) exit "${WRONG_VERSION:-0}" ;;
    python*" -m venv "*)
        mkdir -p "$3/bin"
        for name in python ruff mypy; do cp "$0" "$3/bin/$name"; done
        ;;
    python*" -m pip --version") ;;
    "id -u") echo "${USER_ID:-1000}" ;;
    "${FAILS:-nothing}"*) echo "${0##*/} $*" >>calls; exit 1 ;;
    *) echo "${0##*/} $*" >>calls ;;
esac
"""
INSTALL = (
    "python -m pip install --quiet --disable-pip-version-check -r requirements.txt "
    "-c constraints.txt"
)
CHECKS = ["ruff format --check .", "ruff check .", "mypy", "python -m pytest"]
APT = ["apt-get update -qq", "apt-get install -qq -y --no-install-recommends chromium"]


@pytest.fixture
def project(root, tmp_path):
    folder = tmp_path / "a folder"
    (folder / "commands").mkdir(parents=True)
    for name in ("run.sh", "requirements.txt", "requirements-dev.txt", "constraints.txt"):
        shutil.copy(root / name, folder)
    # Nothing but the few programs that the script may count on.
    for program in ("bash", "sh", "cat", "cksum", "cp", "dirname", "mkdir", "rm", "sed"):
        (folder / "commands" / program).symlink_to(shutil.which(program))
    for program in ("python3.11", "id", "apt-get"):
        stand_in = folder / "commands" / program
        stand_in.write_text(STAND_IN, encoding="utf-8")
        stand_in.chmod(0o755)
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
    text = log.read_text(encoding="utf-8") if log.exists() else ""
    log.unlink(missing_ok=True)
    return [line.rstrip() for line in text.splitlines()]


def test_the_first_start_installs_and_the_second_does_not(project):
    assert start(project, "app", "--help").returncode == 0
    assert calls(project) == [INSTALL, "python app.py --help"]
    assert start(project, "app").returncode == 0
    assert calls(project) == ["python app.py"]


def test_a_changed_requirement_is_installed(project):
    start(project, "app")
    calls(project)
    with (project / "constraints.txt").open("a") as file:
        file.write("another==1.0\n")
    start(project, "app")
    assert calls(project) == [INSTALL, "python app.py"]


def test_a_failed_installation_is_not_started_from_and_is_done_again(project):
    assert start(project, "app", FAILS="python -m pip").returncode != 0
    assert calls(project) == [INSTALL]
    assert start(project, "app").returncode == 0
    assert calls(project) == [INSTALL, "python app.py"]


def test_a_half_made_environment_is_made_anew(project):
    (project / ".venv" / "bin").mkdir(parents=True)
    assert start(project, "app").returncode == 0
    assert calls(project) == [INSTALL, "python app.py"]


def test_a_machine_without_the_right_python_is_told_what_to_install(project):
    run = start(project, "app", WRONG_VERSION="1")
    assert run.returncode == 1
    assert "Python 3.11 or 3.12 was not found" in run.stderr
    assert not (project / ".venv").exists()


def test_the_checks_run_in_order_and_tests_last_with_their_options(project):
    assert start(project, "test", "-k", "rain", CHROMIUM="bash").returncode == 0
    install, *checks = calls(project)
    assert install == INSTALL.replace("requirements.txt", "requirements-dev.txt")
    assert checks == [*CHECKS[:-1], "python -m pytest -k rain"]


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_that_fails_fails_the_command(project, check):
    assert start(project, "test", CHROMIUM="bash", FAILS=check).returncode == 1
    assert calls(project)[1:] == CHECKS[: CHECKS.index(check) + 1]


def test_a_chromium_is_installed_by_root_only(project):
    run = start(project, "test", USER_ID="0")
    assert run.returncode == 0
    assert calls(project)[1:] == APT + CHECKS
    run = start(project, "test", USER_ID="1000")
    assert "browser tests are skipped" in run.stderr
    assert (run.returncode, calls(project)) == (0, CHECKS)


def test_the_checks_run_also_where_a_chromium_cannot_be_installed(project):
    run = start(project, "test", USER_ID="0", FAILS="apt-get update")
    assert "browser tests are skipped" in run.stderr
    assert (run.returncode, calls(project)[1:]) == (0, [APT[0], *CHECKS])


def test_anything_else_explains_the_script(project):
    for arguments, code in (((), 2), (("tests",), 2), (("--help",), 0)):
        run = start(project, *arguments)
        assert run.returncode == code
        assert "./run.sh test" in run.stdout
