"""The command line as a whole: it starts at once, says what it takes, and stops when asked to."""

import argparse
import os
import subprocess
import sys

import pytest

from ssidkd import __main__ as program

HEAVY = ("torch", "numpy", "cv2", "PIL", "tqdm", "gradio", "huggingface_hub", "safetensors")


def run_child(root, *arguments):
    environment = {**os.environ, "PYTHONPATH": str(root)}
    command = [sys.executable, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


def test_help_names_every_command_and_loads_nothing_heavy(root):
    probe = (
        "import sys\n"
        "from ssidkd.__main__ import main\n"
        "try:\n    main(['--help'])\n"
        f"finally:\n    sys.stderr.write(' '.join(set({HEAVY}) & set(sys.modules)))\n"
    )
    run = run_child(root, "-c", probe)
    assert (run.returncode, run.stderr) == (0, "")
    assert all(f"\n    {name}" in run.stdout for name in program.COMMANDS)


def test_a_wrong_word_is_usage_and_exits_with_2(root):
    run = run_child(root, "-m", "ssidkd", "dry", "a.png")
    assert run.returncode == 2
    assert "invalid choice: 'dry'" in run.stderr


def test_the_keyboard_stops_a_command_without_a_traceback(monkeypatch, capsys):
    def stopped(_: argparse.Namespace) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(program.COMMANDS["rain"], "run", stopped)
    assert program.main(["rain", "a.png", "-o", "b.png"]) == 130
    assert capsys.readouterr().err.endswith("ssidkd rain: stopped.\n")


@pytest.mark.parametrize("name", program.COMMANDS)
def test_every_command_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as end:
        program.main([name, "--help"])
    assert end.value.code == 0
    assert f"usage: python -m ssidkd {name} " in capsys.readouterr().out
