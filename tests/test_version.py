import re

from ssidkd.core.version import VERSION


def test_the_version_that_archives_name_is_the_projects(root):
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    assert re.search(r'^version = "(.+)"$', text, re.MULTILINE)[1] == VERSION
