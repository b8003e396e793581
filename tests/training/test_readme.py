"""Every command line in training/README.md is one that its program takes."""

import re
import shlex

import pytest

from ssidkd.learning.finetune import command as finetune_command
from training import downstream, evaluate, prepare, report
from training.options import parse_options
from training.recipes import RECIPES

PARSERS = {
    "training.train": parse_options,
    "training.prepare": lambda words: prepare._parser().parse_args(words),
    "training.evaluate": lambda words: evaluate._parser().parse_args(words),
    "training.downstream": lambda words: downstream._parser().parse_args(words),
    "training.finetune": lambda words: finetune_command._parser().parse_args(words),
    "training.report": lambda words: report._parser().parse_args(words),
}


@pytest.fixture(scope="module")
def readme(root):
    return (root / "training" / "README.md").read_text(encoding="utf-8")


def command_lines(readme):
    for block in re.findall(r"^```bash\n(.*?)^```", readme, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            if words := shlex.split(line, comments=True):
                at = words.index("-m")
                yield words[:at], words[at + 1], words[at + 2 :]


def test_every_command_line_is_taken(readme):
    used = set()
    for program, module, words in command_lines(readme):
        assert program in (["python"], ["accelerate", "launch"])
        if words != ["SET", "SOURCE", "DESTINATION"]:
            PARSERS[module](words)
        used.add(module)
    assert used == set(PARSERS)


def test_every_command_is_there(readme, root):
    listed = re.findall(r"^\| `training\.(\w+)` \|", readme, re.MULTILINE)
    assert [name for name in listed if not (root / "training" / f"{name}.py").is_file()] == []
    assert {module.split(".")[1] for module in PARSERS} <= set(listed)


def test_every_recipe_and_file_that_is_named_is_there(readme, root):
    named = re.findall(r"`((?:paper|released|ours)-(?:base|lite)[\w-]*)`", readme)
    assert named
    assert set(named) <= set(RECIPES)
    for place in re.findall(r"\]\(([\w./]+)\)", readme):
        assert (root / "training" / place).exists(), place
