"""The Dockerfile: what it promises as text, and what it makes where there is no engine."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.image.dockerfile import assignments, instructions, is_ignored, rests

HEALTHY_FILES = {"app.py", "ssidkd/ui/serving.py", "assets/style/viewer.css", "requirements.txt"}
KEPT_OUT = {
    ".git/config", ".venv/bin/python", "tests/test_app.py", "runs/x", "data/photo.jpg", ".env",
    "ssidkd/__pycache__/x.pyc", "secret.env", "shared/README.md", ".mypy_cache/x", "docs/tour.md",
}  # fmt: skip
PLACES = ["/x", "/home/user/x", "/home/user/app/x", "/etc/x", "/tmp/x", "/home/user/data/x"]
NAMESPACES = ["unshare", "--mount", "--pid", "--net", "--fork", "--kill-child"]


@pytest.fixture(scope="module")
def found(root):
    return instructions((root / "Dockerfile").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def environment(found):
    return {
        name: value for rest in rests(found, "ENV") for name, value in assignments(rest).items()
    }


def test_the_page_runs_as_user_1000_who_may_write_to_the_data_folder(found, environment):
    names = [name for name, _ in found]
    assert "--uid 1000 user" in " ".join(rests(found, "RUN"))
    assert rests(found, "USER") == ["user"]
    assert names.index("USER") < names.index("CMD")
    assert environment["HOME"] == "/home/user"
    assert f"install -d -o user {environment['SSIDKD_DATA_DIR']}" in rests(found, "RUN")
    assert rests(found, "VOLUME") == [environment["SSIDKD_DATA_DIR"]]


def test_the_page_listens_where_a_space_expects_it(found, environment):
    assert environment["SSIDKD_HOST"] == "0.0.0.0"
    assert rests(found, "EXPOSE") == [environment["SSIDKD_PORT"]] == ["7860"]
    assert json.loads(rests(found, "CMD")[0]) == ["python", "app.py"]


def test_the_base_is_pinned_and_addresses_of_packages_are_empty_unless_given(found):
    arguments = {}
    for rest in rests(found, "ARG"):
        arguments |= assignments(rest)
    assert re.fullmatch(r"python:3\.11\.\d+-slim-\w+", arguments.pop("BASE"))
    assert arguments == {"PIP_INDEX_URL": "", "PIP_EXTRA_INDEX_URL": ""}
    names = [name for name, _ in found]
    install = next(at for at, (_, rest) in enumerate(found) if "pip install" in rest)
    assert max(at for at, name in enumerate(names) if name == "ARG") < install


def test_everything_copied_is_there_and_the_pins_are_used(found, root):
    copied = [
        word
        for rest in rests(found, "COPY")
        for word in rest.split()[:-1]
        if not word.startswith("--")
    ]
    assert copied == ["requirements.txt", "constraints.txt", "."]
    assert all((root / name).exists() for name in copied)
    (install,) = [run for run in rests(found, "RUN") if "pip install" in run]
    assert install.endswith("pip install --no-cache-dir -r requirements.txt -c constraints.txt")


def test_history_secrets_and_training_runs_stay_out(root):
    lines = (root / ".dockerignore").read_text(encoding="utf-8").splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    assert [path for path in KEPT_OUT if not is_ignored(path, patterns)] == []
    assert [path for path in HEALTHY_FILES if is_ignored(path, patterns)] == []


@pytest.mark.parametrize(("status", "healthy"), [(200, True), (500, False), (None, False)])
def test_the_health_check_tells_a_page_that_answers(found, status, healthy):
    _, flag, script = json.loads(re.search(r"CMD (\[.*\])", rests(found, "HEALTHCHECK")[0])[1])

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Page, bind_and_activate=False) as server:
        server.server_bind()  # the port is ours, and nobody else can answer there
        port = server.server_port
        if status is not None:
            server.server_activate()
            threading.Thread(target=server.handle_request, daemon=True).start()
        own = {"SSIDKD_PORT": str(port), "http_proxy": "http://127.0.0.1:9"}  # where nobody is
        command = [sys.executable, flag, script]
        run = subprocess.run(command, env={**os.environ, **own}, capture_output=True)
    assert (run.returncode == 0) is healthy


def can_have_namespaces():
    if shutil.which("unshare") is None or os.geteuid() != 0:
        return False
    return subprocess.run([*NAMESPACES, "true"], capture_output=True).returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(not can_have_namespaces(), reason="needs root and namespaces of its own")
def test_a_container_with_a_read_only_root_is_healthy_and_writes_to_its_volume(root, tmp_path):
    image = [*NAMESPACES, sys.executable, str(root / "tests" / "image")]
    folder = tmp_path / "image"
    packages = sysconfig.get_path("purelib")
    subprocess.run([*image, "build", str(root), str(folder), packages], check=True)
    said = subprocess.check_output([*image, "run", str(folder), *PLACES])
    seen = json.loads(said)
    log = (folder / "said.txt").read_text()
    assert seen.pop("healthy"), log
    del seen["seconds"]
    assert seen == {"user": 1000, "writable": ["/tmp/x", "/home/user/data/x"], "ended": 0}, log
    assert "Traceback" not in log
    assert (folder / "volume" / "owner-token").stat().st_mode & 0o777 == 0o600
