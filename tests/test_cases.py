"""docs/cases.md has every row of the catalogue, and every test that it names exists."""

import ast
import re

import pytest

from tests.conftest import ROOT
from tests.core.intake.catalogue.refused import REFUSED
from tests.core.intake.catalogue.taken import TAKEN

COUNTS = {"I": 85, "N": 20, "F": 50}
TABLES = {
    "tests/core/intake/test_accepted.py::test_picture_is_taken_with_the_right_pixels_and_notices": {
        case.name.split()[0] for case in TAKEN
    },
    "tests/core/intake/test_refused.py::test_file_is_refused_with_its_code_and_one_sentence": {
        name.split()[0] for name, _, _ in REFUSED
    },
}
"""Tests of a table -> which rows of the catalogue it has."""


def rows():
    """Return id, case and what shows it, of every row of the document."""
    text = (ROOT / "docs/cases.md").read_text(encoding="utf-8")
    return re.findall(r"^\| ([A-Z]-\d\d) \| ([^|]+) \| (.+) \|$", text, re.MULTILINE)


def named(shown):
    """Return the tests that a cell names."""
    return re.findall(r"`(tests/[\w/]+\.py::\w+)`", shown)


def test_every_case_has_its_row_once_and_in_order():
    expected = [
        f"{letter}-{number:02}"
        for letter, count in COUNTS.items()
        for number in range(1, count + 1)
    ]
    assert [identity for identity, _, _ in rows()] == expected


@pytest.mark.parametrize(("identity", "case", "shown"), rows(), ids=lambda text: text[:20])
def test_a_row_names_tests_that_exist_or_says_why_there_is_none(identity, case, shown):
    assert 1 <= len(case.split()) <= 7
    tests = named(shown)
    assert tests or shown.startswith("not tested: ")
    for test in tests:
        path, name = test.split("::")
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert name in names, test
        assert identity in TABLES.get(test, {identity}), f"{identity} is not in the table of {test}"


def test_every_file_of_the_tables_is_named_by_its_row():
    by_row = {identity: named(shown) for identity, _, shown in rows()}
    for test, identities in TABLES.items():
        assert [one for one in sorted(identities) if test not in by_row[one]] == []
