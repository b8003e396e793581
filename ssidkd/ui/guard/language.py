"""In which language whoever sent a request is answered."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

from ssidkd.ui.guard.paths import CHINESE_PAGE
from ssidkd.ui.words import CHINESE, ENGLISH, Words


def words_of(scope: Scope) -> Words:
    """Return the words of the page that a request came from; English for programs.

    Args:
        scope: of the request; its browser names the page.
    """
    try:
        page = urlsplit(Headers(scope=scope).get("referer", "")).path
    except ValueError:  # no address
        return ENGLISH
    return CHINESE if page.rstrip("/").endswith(CHINESE_PAGE) else ENGLISH
