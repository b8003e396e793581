"""The README is true: its front matter, commands, map and length. Its words: test_docs.py."""

import os
import re
import shlex

import pytest
import yaml

from ssidkd.ui.layout import TABS
from ssidkd.ui.words import ENGLISH


@pytest.fixture(scope="module")
def readme(root):
    return (root / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def front_matter(readme):
    _, block, _ = readme.split("---\n", maxsplit=2)
    return yaml.safe_load(block)


def blocks(readme, language):
    return re.findall(rf"^```{language}\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)


def test_the_front_matter_describes_a_gradio_space(front_matter, root):
    colours = {"red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray"}
    assert {front_matter["colorFrom"], front_matter["colorTo"]} <= colours
    assert front_matter["sdk"] == "gradio"
    assert front_matter["license"] == "apache-2.0"
    assert (root / front_matter["app_file"]).name == "app.py"
    assert len(front_matter["short_description"]) <= 60
    assert re.fullmatch(r"\d+[mh]", front_matter["startup_duration_timeout"])
    assert all(isinstance(tag, str) for tag in front_matter["tags"])
    # A visitor's login may fill repositories that the app has made, and nothing else.
    assert front_matter["hf_oauth"] is True
    assert "contribute-repos" in front_matter["hf_oauth_scopes"]


def test_the_space_gets_the_versions_that_were_tested(front_matter, root):
    pins = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert f"gradio=={front_matter['sdk_version']}" in pins
    # A string: the number 3.10 would be Python 3.1.
    assert re.fullmatch(r"3\.1[012](\.\d+)?", front_matter["python_version"])


def test_every_requirement_has_a_reason_and_a_pin(root):
    pins = (root / "constraints.txt").read_text(encoding="utf-8").lower().replace("_", "-")
    for name in ("requirements.txt", "requirements-training.txt", "requirements-dev.txt"):
        for line in (root / name).read_text(encoding="utf-8").splitlines():
            if line.startswith(("#", "-r")):
                continue
            requirement, reason = line.split("#")
            assert reason.strip(), line
            package = re.match(r"[\w-]+", requirement)[0].lower()
            assert "==" in requirement or f"\n{package}==" in pins, line


def test_the_two_commands_are_what_continuous_integration_runs(readme, root):
    first = blocks(readme, "bash")[0].splitlines()
    assert [shlex.split(line, comments=True) for line in first] == [
        ["./run.sh", "app"],
        ["./run.sh", "test"],
    ]
    assert "exec ./run.sh test" in (root / ".ci" / "run").read_text(encoding="utf-8")
    assert os.access(root / "run.sh", os.X_OK)
    assert os.access(root / ".ci" / "run", os.X_OK)


def test_it_is_short_and_shows_the_page(readme):
    assert len(readme.splitlines()) < 200
    assert "](docs/screenshots/compare-light.webp)" in readme


def test_it_names_every_tab_in_the_order_of_the_page(readme):
    rows = re.findall(r"^\| \*\*(.+?)\*\* \|", readme, re.MULTILINE)
    assert rows == [getattr(ENGLISH, identity).tab for identity in TABS]


def test_it_leads_to_every_document(readme, root):
    for path in (*root.glob("docs/*.md"), root / "SECURITY.md", root / "CHANGELOG.md"):
        assert f"]({path.relative_to(root).as_posix()})" in readme, path.name


def test_the_file_map_names_what_is_there(readme, root):
    (tree,) = blocks(readme, "text")
    named = [line.split()[0] for line in tree.splitlines()]
    assert [name for name in named if not (root / name).exists()] == []
    packages = {f"ssidkd/{path.parent.name}/" for path in root.glob("ssidkd/*/__init__.py")}
    assert packages <= set(named)
