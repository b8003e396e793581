"""The version of this program, as results say it; pyproject.toml has the same."""

VERSION = "0.1.0"
