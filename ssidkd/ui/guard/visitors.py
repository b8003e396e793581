"""Who sends a request, as far as the server itself can see it."""

import ipaddress

from starlette.datastructures import Headers
from starlette.types import Scope

_ONE_SITE = 64
"""Bits of an IPv6 address that name somebody's network; the rest they choose as they like."""
_UNSEEN = "unseen"


def visitor_of(scope: Scope, proxies: int) -> str:
    """Return a name for a request's sender: an address, or a network of IPv6.

    Whoever sends a request writes `X-Forwarded-For` as they like, and each proxy puts the address
    that it sees at the end. So with `proxies` of our own, the entry so far from the right is the
    last one that is not the sender's word.

    Args:
        scope: of the request.
        proxies: how many proxies of ours a request passes; 0: the header is not looked at.
    """
    if proxies > 0:
        lines = Headers(scope=scope).getlist("x-forwarded-for")
        entries = [entry.strip() for line in lines for entry in line.split(",")]
        if len(entries) >= proxies:
            return _network(entries[-proxies]) or _seen(scope)
    return _seen(scope)


def _seen(scope: Scope) -> str:
    host, port = scope.get("client") or ("", 0)
    # With port 0, uvicorn has taken the address from the header of somebody on this machine.
    return (_network(host) if port else "") or _UNSEEN


def _network(address: str) -> str:
    """Return the address, or its network; empty for what is neither."""
    try:
        one = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if one.version == 4:
        return str(one)
    if one.ipv4_mapped is not None:
        return str(one.ipv4_mapped)
    return str(ipaddress.ip_network((int(one), _ONE_SITE), strict=False))
