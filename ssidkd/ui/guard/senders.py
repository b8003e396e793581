"""Whether a request may come from where it says it comes from, and ask for whom it asks."""

import ipaddress
from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers

_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
_OUR_OWN = ("same-origin", "none")


def is_foreign(method: str, headers: Headers) -> bool:
    """Return whether the page of somebody else makes a visitor's browser change something here.

    Browsers say where a request comes from and let no page lie about it; programs say nothing and
    pass, as they carry nobody's login.
    """
    if method in _SAFE_METHODS:
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in _OUR_OWN
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()


def is_known_host(host: str, hosts: Collection[str]) -> bool:
    """Return whether a request asks for one of our names.

    Addresses of this machine and of private networks pass: health checks use them, and a name of
    somebody else cannot hide behind them.

    Args:
        host: of the request, maybe with a port.
        hosts: our names in lower case; with none, any name will do.
    """
    if not hosts:
        return True
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return False
    return name in hosts or name == "localhost" or _is_private_address(name)


def _is_private_address(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_private
    except ValueError:
        return False
