"""Who stands in the line."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Whoever asked, as far as the server can see it."""

    address: str = ""
    """Where the request came from; empty where that is not known, as in a program."""
    session: str = ""
    """The open page; the sender may claim any, so it only orders those of one address."""


NOBODY = Visitor()
"""A program of this server's own."""
