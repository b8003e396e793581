"""Words that prove something: the deletion code of a donation, the name of a donor."""

import hashlib
import hmac
import secrets

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: none that are read for another."""
_LENGTH = 16
_GROUP = 4
_READ_AS = str.maketrans("OIL", "011")


def new_code() -> str:
    """Return a deletion code of 80 random bits, in groups that can be read out."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
    return "-".join(letters[i : i + _GROUP] for i in range(0, _LENGTH, _GROUP))


def hash_of_code(typed: str) -> str:
    """Return what is kept of a code; spaces, dashes, case and look-alike letters do not matter."""
    plain = "".join(letter for letter in typed if letter.isascii() and letter.isalnum())
    return hashlib.sha256(plain.upper().translate(_READ_AS).encode()).hexdigest()


def donor_of(key: bytes, visitor: str) -> str:
    """Return the name of a visitor's donations; it tells nothing about the visitor's word."""
    return _keyed(key, "donor", visitor)


def request_of(key: bytes, visitor: str, request: str) -> str:
    """Return the name of one request of a visitor, empty for one without a key."""
    return _keyed(key, "request", f"{len(visitor)}:{visitor}:{request}") if request else ""


def _keyed(key: bytes, purpose: str, text: str) -> str:
    content = f"{purpose}:{text}".encode(errors="surrogatepass")
    return hmac.new(key, content, hashlib.sha256).hexdigest()
