"""Parsers of settings: each raises `ValueError` for a text it does not take."""

import os
import re
from collections.abc import Callable
from pathlib import Path

_DEVICE = re.compile(r"auto|cpu|mps|cuda(:\d+)?")
_DATASET = re.compile(r"[\w.-]+/[\w.-]+(@[\w./-]+)?")
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
