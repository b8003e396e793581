"""What a donor's browser remembers: who it is to us, and the codes of its donations.

The codes are kept there and nowhere else. The browser may send anything in their place, so it is
read like a form of a stranger.
"""

import re
import secrets
from dataclasses import dataclass, replace
from typing import Any

import gradio as gr

MOST_DONATIONS = 20
"""Donations that a browser remembers."""
_STORAGE_KEY = "ssidkd-donations"
_SCRAMBLED_WITH = "donations-of-this-browser"
"""Fixed, so that a restart of the server does not forget; it protects nothing."""
_WORD = re.compile(r"[A-Za-z0-9_-]{16,64}")
_CODE = re.compile(r"[A-Za-z0-9-]{16,64}")


@dataclass(frozen=True, kw_only=True)
class Donor:
    """One browser."""

    identity: str = ""
    """Random word that is told to nobody else; empty before the page is loaded."""
    codes: tuple[str, ...] = ()
    """Deletion codes of its donations, the newest first."""
    pending: str = ""
    """Key of a donation that was sent and whose answer has not come; empty if there is none."""

    def known(self) -> "Donor":
        """Return the same donor with an identity."""
        return self if self.identity else replace(self, identity=secrets.token_urlsafe(24))

    def sending(self, key: str) -> "Donor":
        """Return the donor while a donation is under way."""
        return replace(self, pending=key)

    def with_code(self, code: str) -> "Donor":
        """Return the donor with one more donation, and none under way; `code` may be empty."""
        others = tuple(one for one in self.codes if one != code)
        codes = (code, *others) if code else others
        return replace(self, codes=codes[:MOST_DONATIONS], pending="")

    def without(self, code: object) -> "Donor":
        """Return the donor without a donation that makes no difference any more."""
        return replace(self, codes=tuple(one for one in self.codes if one != code))

    def remembered(self) -> dict[str, Any]:
        """Return what the browser keeps."""
        return {"identity": self.identity, "codes": list(self.codes), "pending": self.pending}


def build_donor() -> gr.BrowserState:
    """Return the component that keeps a `Donor` in the browser."""
    return gr.BrowserState(Donor().remembered(), storage_key=_STORAGE_KEY, secret=_SCRAMBLED_WITH)


def read_donor(remembered: object) -> Donor:
    """Return the donor that a browser says it is; what makes no sense is left out."""
    if not isinstance(remembered, dict):
        return Donor()
    codes = remembered.get("codes")
    listed = codes if isinstance(codes, list) else []
    return Donor(
        identity=_matching(_WORD, remembered.get("identity")),
        codes=tuple(dict.fromkeys(one for one in listed if _matching(_CODE, one)))[:MOST_DONATIONS],
        pending=_matching(_WORD, remembered.get("pending")),
    )


def _matching(pattern: re.Pattern[str], value: object) -> str:
    """Return a text that looks as it should; empty for anything else."""
    return value if isinstance(value, str) and pattern.fullmatch(value) else ""
