"""What the documents point at is there: files, headings, modules, names of the code."""

import ast
import importlib
import re
import textwrap

import pytest
import torch

from ssidkd.learning import losses
from ssidkd.ui.layout import TABS
from ssidkd.ui.words import ENGLISH
from tests.conftest import ROOT
from tests.test_docs import DOCUMENTS, text_of

FOR_DEVELOPERS = ("docs/architecture.md", "docs/extending.md", "docs/runners.md", "SECURITY.md")
MADE_UP = {"StreaksWords", "build_streaks_tab"}
"""Of the tab that docs/extending.md makes up."""


def slug(heading):
    """Return a heading as links name it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def code_of(text):
    """Return what stands between backticks outside of blocks."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_somewhere(name):
    for link in re.findall(r"\]\(([^)\s]+)\)", text_of(name)):
        if re.match(r"https?:", link):
            continue
        place, _, heading = link.partition("#")
        target = (ROOT / name).parent / place if place else ROOT / name
        assert target.exists(), link
        if heading:
            headings = re.findall(r"^#+ (.+)$", target.read_text("utf-8"), re.MULTILINE)
            assert heading in map(slug, headings), link


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_of_the_project_is_there(name):
    for path in code_of(text_of(name)):
        if "streaks" in path:
            continue  # the tab that docs/extending.md makes up
        if re.fullmatch(r"(ssidkd|training|tests|assets|docs)/[\w./*-]*", path):
            assert list(ROOT.glob(path.rstrip("/"))), path
        elif re.fullmatch(r"\w+\.py", path) and not name.startswith("training/"):
            # training/README.md names files of other people's projects, too
            assert list(ROOT.glob(f"**/{path}")), path


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_dotted_name_is_in_the_code(name):
    for dotted in code_of(text_of(name)):
        if not re.fullmatch(r"(ssidkd|training|tests)(\.\w+)+", dotted) or dotted.endswith("NAME"):
            continue
        parts = dotted.split(".")
        last = parts.pop() if not list(ROOT.glob("/".join(parts) + "*")) else None
        if last is None:
            importlib.import_module(dotted)
        else:
            assert hasattr(importlib.import_module(".".join(parts)), last), dotted


@pytest.mark.parametrize("name", FOR_DEVELOPERS)
def test_every_name_of_the_code_is_there(name):
    sources = "".join(
        path.read_text("utf-8")
        for pattern in ("app.py", "ssidkd/**/*.py", "training/**/*.py", "tests/**/*.py")
        for path in ROOT.glob(pattern)
    )
    words = set(re.findall(r"\w+", sources))
    for code in code_of(text_of(name)):
        named = re.fullmatch(r"(?:\w+\.)?(_?[A-Za-z]\w*)(?:\(.*\))?", code)
        if named and re.search(r"_|[a-z][A-Z]", named[1]) and named[1] not in MADE_UP:
            assert named[1] in words, code


def examples():
    """Return the Python examples of docs/extending.md, without their place in a list."""
    found = re.findall(r"^ +```python\n(.*?)^ +```", text_of("docs/extending.md"), re.M | re.S)
    return [textwrap.dedent(code) for code in found]


def test_the_example_of_a_loss_is_one():
    space = dict(vars(losses))
    exec(compile(examples()[0], "extending.md", "exec"), space)
    clean = torch.rand(2, 3, 8, 8)
    derained = (clean + 0.1 * torch.rand(2, 3, 8, 8)).requires_grad_()
    assert space["edges"](clean, clean) == 0
    assert space["edges"](clean + 0.25, clean) < 1e-6  # brighter everywhere: the same edges
    space["edges"](derained, clean).backward()
    assert derained.grad.abs().sum() > 0


def test_the_example_of_a_tab_imports_what_there_is():
    tree = ast.parse(examples()[1])
    exec(compile(tree, "extending.md", "exec"), space := {})
    assert callable(space["build_streaks_tab"])


def test_the_tour_has_a_part_for_every_tab_in_the_order_of_the_page():
    headings = re.findall(r"^## (.+)$", text_of("docs/tour.md"), re.MULTILINE)
    assert headings[: len(TABS)] == [getattr(ENGLISH, identity).tab for identity in TABS]
