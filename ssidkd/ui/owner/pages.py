"""The two pages of the owner's part, filled with the words of a language."""

import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import reduce
from html import escape
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from ssidkd.ui.owner.guard import CALL_HEADER
from ssidkd.ui.words import LANGUAGES, Language
from ssidkd.ui.words.owner import OwnerWords

_PLACE = re.compile(r"\{\{([\w.]+)\}\}")
_UNSAFE_IN_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def language_of(request: Request) -> Language:
    """Return the language of our script, else of the address, else of the browser."""
    asked = request.headers.get(CALL_HEADER, "") or request.query_params.get("lang", "")
    if asked not in LANGUAGES:
        asked = request.headers.get("accept-language", "")[:2]
    return "zh" if asked == "zh" else "en"


def words_of(request: Request) -> OwnerWords:
    """Return the words of the owner's page in the request's language."""
    return LANGUAGES[language_of(request)].owner


class Pages:
    """HTML of the folder with the owner's page.

    In it `{{name.of.words}}` stands for what is said there, and `{{words}}` for all of it as JSON.
    Further names may be given when a page is filled.

    Args:
        folder: holds `page.html` and `login.html`.

    Raises:
        OSError: one of them is not there.
    """

    def __init__(self, folder: Path) -> None:
        self._page = (folder / "page.html").read_text(encoding="utf-8")
        self._login = (folder / "login.html").read_text(encoding="utf-8")

    def page(self, request: Request, **more: str) -> HTMLResponse:
        """Return the page for owners."""
        return HTMLResponse(_fill(self._page, words_of(request), more))

    def login(self, request: Request, status: int, **more: str) -> HTMLResponse:
        """Return the way in, with the status code of what it is an answer to."""
        return HTMLResponse(_fill(self._login, words_of(request), more), status)


def _fill(template: str, words: OwnerWords, more: dict[str, str]) -> str:
    def said(place: re.Match[str]) -> str:
        name = place[1]
        if name == "words":
            return _json(words)
        return escape(more[name] if name in more else _look_up(words, name))

    return _PLACE.sub(said, template)


def _look_up(words: Any, name: str) -> str:
    return str(reduce(getattr, name.split("."), words))


def _json(words: OwnerWords) -> str:
    """Return all words so that they cannot end the element that they stand in."""
    return json.dumps(_plain(words), ensure_ascii=False).translate(_UNSAFE_IN_SCRIPT)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Mapping):
        return dict(value)
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    return value
