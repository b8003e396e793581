"""Reads a Dockerfile and a .dockerignore as far as this project uses them."""

import re
import shlex
from fnmatch import fnmatch


def instructions(text):
    """Return name and rest of every instruction; comments and line ends with a backslash go."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    whole = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    return [tuple(line.split(maxsplit=1)) for line in whole.splitlines() if line.strip()]


def rests(found, wanted):
    """Return what follows each instruction of a name."""
    return [rest for name, rest in found if name == wanted]


def assignments(rest):
    """Return the variables of an ENV or ARG."""
    return dict(word.partition("=")[::2] for word in shlex.split(rest))


def is_ignored(path, patterns):
    """Whether a file of the context, or a folder above it, matches a line of .dockerignore."""
    parts = path.split("/")
    starts = ["/".join(parts[: n + 1]) for n in range(len(parts))]
    return any(_matches(start, pattern) for start in starts for pattern in patterns)


def _matches(path, pattern):
    anywhere = pattern.startswith("**/")
    name = path.rsplit("/", 1)[-1] if anywhere else path
    pattern = pattern.removeprefix("**/")
    return name.count("/") == pattern.count("/") and fnmatch(name, pattern)
