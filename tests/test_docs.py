"""What the documents say can be done, can be done: commands, settings, code, paths and links."""

import argparse
import importlib
import inspect
import os
import re
import shlex
import subprocess
import sys

import numpy as np
import pytest
from huggingface_hub.cli.upload import upload

from ssidkd import __main__ as program
from ssidkd.core.intake import read_picture
from ssidkd.core.picture import save_png
from ssidkd.core.rain import PRESETS
from ssidkd.core.version import VERSION
from ssidkd.core.weights.bundled import BUNDLED
from ssidkd.services.setting_variables import VARIABLES
from ssidkd.services.settings import settings_table
from ssidkd.ui.batch.programs import ADDRESS, PYTHON
from tests.conftest import ROOT

DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "docs/*.md", "training/*.md")
    for path in ROOT.glob(pattern)
)
EVERYDAY = {"tar", "git"}
"""Programs that are not ours and are used as everybody does."""
PLACEHOLDERS = {"SET SOURCE DESTINATION", "collection export"}
"""Where a document names a command or shows its form, with words that no parser takes."""


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text, language):
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def command_lines(text):
    """Yield the words of every command line: of blocks, indented lines and inline code."""
    lines = [line for block in blocks(text, "bash") for line in block.splitlines()]
    lines += re.findall(r"^ {4}((?:\w+=\S+ )*python -m .+)$", text, re.MULTILINE)
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    lines += re.findall(r"`((?:\w+=\S+ )*(?:python -m |docker |\./run\.sh )[^`]+)`", prose)
    for line in lines:
        if words := shlex.split(line, comments=True):
            yield words


def split_environment(words):
    """Return the variables before a command, and the command."""
    count = next(at for at, word in enumerate(words) if not re.match(r"[A-Z_]+=", word))
    return dict(word.split("=", 1) for word in words[:count]), words[count:]


class Taken(Exception):  # noqa: N818  # no error: it says that a parser was content
    """Raised in the place of what a command does, once its parser has taken the words."""


def check_module(module, words, monkeypatch):
    """Have a command's own parser take the words, and nothing more."""
    if "--preset" in words:  # which is looked up later than the rest
        assert words[words.index("--preset") + 1] in PRESETS
    parse = argparse.ArgumentParser.parse_args

    def parse_and_stop(parser, *arguments):
        parse(parser, *arguments)
        raise Taken

    package = module in ("ssidkd", "tests.load")
    entry = importlib.import_module(f"{module}.__main__" if package else module)
    if not words:  # in the middle of a sentence: what it needs is said elsewhere
        assert callable(entry.main)
        return
    with monkeypatch.context() as patch:
        patch.setattr(argparse.ArgumentParser, "parse_args", parse_and_stop)
        patch.setattr(sys, "argv", [module, *words])
        with pytest.raises(Taken):
            entry.main()


def docker_parser():
    """Return a parser of the docker commands and options that the documents use."""
    parser = argparse.ArgumentParser()
    kinds = parser.add_subparsers(dest="kind", required=True)
    build, run = kinds.add_parser("build"), kinds.add_parser("run")
    build.add_argument("-t", required=True)
    build.add_argument("--build-arg", action="append", default=[])
    build.add_argument("folder", choices=["."])
    for flag in ("-d", "--init", "--read-only"):
        run.add_argument(flag, action="store_true")
    for option in ("-p", "-v", "-e", "--gpus", "--tmpfs", "--name", "--restart", "--stop-timeout"):
        run.add_argument(option, action="append", default=[])
    run.add_argument("image", choices=["ssidkd"])
    for kind in ("stop", "rm"):
        kinds.add_parser(kind).add_argument("container", choices=["page"])
    return parser


def check_docker(words):
    """Check what this project decides of a docker command: arguments, ports, folders, settings."""
    options = vars(docker_parser().parse_args(words))
    dockerfile = text_of("Dockerfile")
    for argument in options.get("build_arg", []):
        assert f"ARG {argument.split('=')[0]}" in dockerfile
    for port in options.get("p", []):
        assert f"EXPOSE {port.split(':')[-1]}" in dockerfile
    for folder in options.get("v", []):
        assert f"VOLUME {folder.split(':')[1]}" in dockerfile
    check_settings(dict(setting.split("=", 1) for setting in options.get("e", [])))


def check_settings(given):
    by_name = {variable.name: variable for variable in VARIABLES}
    for name, value in given.items():
        # Those of tests are looked for below, and those of others are theirs.
        if name.startswith("SSIDKD_") and not name.startswith("SSIDKD_TEST_"):
            by_name[name].read(value)


def check(words, monkeypatch):
    environment, words = split_environment(words)
    check_settings(environment)
    if words[0] == "./run.sh":
        assert words[1] in ("app", "test", "python")
        assert all((ROOT / place).exists() for place in words[2:] if words[1] == "test")
        words = words[1:] if words[1] == "python" else []
    match words:
        case [] | ["python"] | ["python", "app.py"] | ["docker", _]:
            pass
        case ["docker", *rest]:
            check_docker(rest)
        case ["hf", "upload", _, folder, _, *options]:
            known = inspect.signature(upload).parameters
            assert [name for name in options[::2] if name[2:].replace("-", "_") not in known] == []
            assert not (ROOT / folder).exists(), "a folder that is made first"
        case ["python", "-m", "pytest", *rest]:
            places = [word for word in rest if "/" in word]
            assert [place for place in places if not (ROOT / place).exists()] == []
        case ["python", "-m", module, *rest] | ["accelerate", "launch", "-m", module, *rest]:
            if "NAME" not in module and " ".join(rest) not in PLACEHOLDERS:
                check_module(module, rest, monkeypatch)
        case _:
            assert words[0] in EVERYDAY, words


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_line_is_taken(name, monkeypatch):
    for words in command_lines(text_of(name)):
        check(words, monkeypatch)


def test_every_command_is_shown_once_at_least():
    shown = [words for name in DOCUMENTS for words in command_lines(text_of(name))]
    used = {words[3] for words in shown if words[:3] == ["python", "-m", "ssidkd"] and words[3:]}
    assert used == set(program.COMMANDS)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_setting_that_is_named_exists(name):
    tests = "".join(path.read_text("utf-8") for path in ROOT.glob("tests/**/*.py"))
    known = {variable.name for variable in VARIABLES}
    for setting in set(re.findall(r"SSIDKD_[A-Z_]*[A-Z]", text_of(name))) - known:
        assert setting.startswith("SSIDKD_TEST_"), setting
        assert f'"{setting}"' in tests, setting


def test_the_settings_are_those_of_the_code():
    lines = text_of("docs/settings.md").splitlines()
    rows = [line for line in lines if re.match(r"\| `(SSIDKD|HF)_", line)]
    assert rows == [
        f"| `{name}` | {default} | {meaning} |" for name, default, meaning in settings_table()
    ]


@pytest.mark.skipif(("student", "lite") not in BUNDLED, reason="this copy bundles no weights")
def test_the_library_example_derains_a_picture(root, tmp_path):
    rainy = np.random.default_rng(0).integers(0, 256, (40, 50, 3), np.uint8)
    save_png(rainy, tmp_path / "rainy.jpg")  # the name is never asked
    code = blocks(text_of("docs/programs.md"), "python")[0]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True)
    assert read_picture(tmp_path / "derained.png").pixels.shape == rainy.shape


def test_the_call_is_the_one_that_the_page_shows():
    shown = blocks(text_of("docs/programs.md"), "python")[1]
    assert shown == PYTHON.replace(ADDRESS, "http://127.0.0.1:7860/")


def test_the_changes_end_with_this_version():
    released = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", text_of("CHANGELOG.md"), re.MULTILINE)
    assert released[0] == VERSION
