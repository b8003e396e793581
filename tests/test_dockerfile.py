"""The Dockerfile, as text: no engine is needed to see what it promises."""

import json
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest


@pytest.fixture(scope="module")
def instructions(root):
    text = (root / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [tuple(line.split(maxsplit=1)) for line in lines]


@pytest.fixture(scope="module")
def environment(instructions):
    pairs = [pair for name, rest in instructions if name == "ENV" for pair in rest.split()]
    return dict(pair.split("=", 1) for pair in pairs)


def arguments_of(instructions, wanted):
    return [rest for name, rest in instructions if name == wanted]


def test_the_page_runs_as_user_1000_who_may_write_to_the_data_folder(instructions, environment):
    names = [name for name, _ in instructions]
    assert "--uid 1000 user" in " ".join(arguments_of(instructions, "RUN"))
    assert arguments_of(instructions, "USER") == ["user"]
    assert names.index("USER") < names.index("CMD")
    assert environment["HOME"] == "/home/user"
    assert f"install -d -o user {environment['SSIDKD_DATA_DIR']}" in arguments_of(
        instructions, "RUN"
    )


def test_the_page_listens_where_a_space_expects_it(instructions, environment):
    assert environment["GRADIO_SERVER_NAME"] == "0.0.0.0"
    assert environment["GRADIO_SERVER_PORT"] == "7860"
    assert arguments_of(instructions, "EXPOSE") == ["7860"]
    assert json.loads(arguments_of(instructions, "CMD")[0]) == ["python", "app.py"]


def test_everything_copied_is_there_and_the_pins_are_used(instructions, root):
    copied = [
        word
        for rest in arguments_of(instructions, "COPY")
        for word in rest.split()[:-1]
        if not word.startswith("--")
    ]
    assert copied == ["requirements.txt", "constraints.txt", "."]
    assert all((root / name).exists() for name in copied)
    installs = [run for run in arguments_of(instructions, "RUN") if "pip install" in run]
    assert installs == ["python -m pip install -r requirements.txt -c constraints.txt"]


def test_history_checks_and_training_runs_stay_out(root):
    ignored = (root / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {".git", ".venv", "runs", "data", "tests"} <= set(ignored)
    assert not {"app.py", "ssidkd", "assets", "requirements.txt"} & set(ignored)


@pytest.mark.parametrize(("status", "healthy"), [(200, True), (500, False), (None, False)])
def test_the_health_check_tells_a_page_that_answers(instructions, status, healthy):
    check = re.search(r"CMD (\[.*\])", arguments_of(instructions, "HEALTHCHECK")[0])
    _, flag, script = json.loads(check[1])

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status if self.path == "/config" else 404)
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        port = server.server_port
        if status is not None:
            threading.Thread(target=server.handle_request, daemon=True).start()
        else:
            server.server_close()
        command = [sys.executable, flag, script.replace("7860", str(port))]
        run = subprocess.run(command, capture_output=True)
    assert (run.returncode == 0) is healthy
