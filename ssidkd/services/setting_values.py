"""Parsers of settings: each raises `ValueError` for a text it does not take."""

import os
import re
from collections.abc import Callable
from pathlib import Path

_DEVICE = re.compile(r"auto|cpu|mps|cuda(:\d+)?")
_DATASET = re.compile(r"[\w.-]+/[\w.-]+(@[\w./-]+)?")
_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*", re.ASCII)
_USER = re.compile(r"[A-Za-z0-9][\w-]*", re.ASCII)
_SHORTEST_WORD = 16
"""Characters of a word that nobody is to guess."""
_HOST = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?", re.ASCII)
_YES, _NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


def one_of(*words: str) -> Callable[[str], str]:
    """Return a parser that takes one of these words, in any case."""

    def parse(text: str) -> str:
        if text.lower() not in words:
            raise ValueError(text)
        return text.lower()

    return parse


def device(text: str) -> str:
    """Return a device's name in lower case."""
    if not _DEVICE.fullmatch(text.lower()):
        raise ValueError(text)
    return text.lower()


def folder(text: str) -> Path:
    """Return a folder's absolute path; `~` is the home folder."""
    return Path(text).expanduser().absolute()


def optional_folder(text: str) -> Path | None:
    """Return a folder's path, None for an empty text."""
    return folder(text) if text else None


def dataset(text: str) -> str:
    """Return a dataset's name on the Hub, or an empty text."""
    if text and not _DATASET.fullmatch(text):
        raise ValueError(text)
    return text


def named_folders(text: str) -> tuple[tuple[str, Path], ...]:
    """Return folders with their names, from NAME=FOLDER texts."""
    pairs = [part.partition("=") for part in text.split(os.pathsep) if part.strip()]
    if not all(name.strip() and path.strip() for name, _, path in pairs):
        raise ValueError(text)
    return tuple((name.strip(), folder(path.strip())) for name, _, path in pairs)


def at_least_one(text: str) -> int:
    """Return a whole number of at least 1."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def few(text: str) -> int:
    """Return a whole number from 0 to 9."""
    number = int(text)
    if not 0 <= number <= 9:
        raise ValueError(text)
    return number


def host_names(text: str) -> tuple[str, ...]:
    """Return different names of hosts in lower case, separated by commas."""
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    if not all(_HOST.fullmatch(name) for name in names):
        raise ValueError(text)
    return tuple(dict.fromkeys(names))


def port(text: str) -> int | None:
    """Return a port's number, None for an empty text."""
    number = int(text) if text else None
    if number is not None and not 1 <= number <= 65535:
        raise ValueError(text)
    return number


def switch(text: str) -> bool:
    """Return yes or no as True or False."""
    if text.lower() not in _YES + _NO:
        raise ValueError(text)
    return text.lower() in _YES


def repository(text: str) -> str:
    """Return a repository's name on the Hub, such as owner/name, or an empty text."""
    if text and not _REPOSITORY.fullmatch(text):
        raise ValueError(text)
    return text


def user_names(text: str) -> tuple[str, ...]:
    """Return different names of users of the Hub, separated by commas."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not all(_USER.fullmatch(name) for name in names):
        raise ValueError(text)
    return tuple(dict.fromkeys(names))


def long_word(text: str) -> str:
    """Return a secret that nobody guesses and any header can hold, or an empty text."""
    is_plain = text.isascii() and text.isprintable() and " " not in text
    if text and not (is_plain and len(text) >= _SHORTEST_WORD):
        raise ValueError  # without the text, which is a secret
    return text
