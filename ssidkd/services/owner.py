"""Who is an owner: a name of the Hub on a list, or whoever knows the token of this server."""

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

SIGNED_IN_FOR = 12 * 3600.0
"""After this time an owner has to show the token again [s]."""
TOKEN_OWNER = "owner"
"""What an owner is called who came with the token: it names nobody."""
TRIES = 10
"""Wrong tokens in a row before one has to wait."""
SECONDS_A_TRY = 3.0
"""Then one more may be tried after so long."""


class WrongTokenError(ValueError):
    """The token is not the one of this server."""


class TooManyTriesError(Exception):
    """So many wrong tokens came that nobody may try now; those who are signed in stay so.

    Args:
        seconds: until the next may be tried.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"Too many wrong tokens. Try again in {seconds:.0f} seconds.")


class HubOwners:
    """Owners by their names on the Hub, of which case does not count.

    Args:
        names: of those who may review.
        now: seconds since 1970.
    """

    def __init__(self, names: Iterable[str], now: Callable[[], float] = time.time) -> None:
        self._names = {name.casefold() for name in names}
        self._now = now

    def name_of(self, session: Mapping[str, Any]) -> str | None:
        """Return the owner of a login session, or None if that is nobody on the list.

        Args:
            session: as Gradio keeps it; its signature has been checked already.
        """
        login = session.get("oauth_info")
        if not isinstance(login, Mapping) or not self._is_valid(login.get("expires_at")):
            return None
        profile = login.get("userinfo")
        name = profile.get("preferred_username") if isinstance(profile, Mapping) else None
        return name if isinstance(name, str) and name.casefold() in self._names else None

    def _is_valid(self, expires: object) -> bool:
        return isinstance(expires, int | float) and self._now() < expires


class TokenDoor:
    """Lets in who has the token. Threads may share it.

    What it hands out for a cookie is signed with a key that follows from the token: it outlives a
    restart, and another token ends it. Signing out is remembered until a restart.

    Args:
        token: of this server.
        now: seconds since 1970.
        steady: seconds of a clock that nobody sets, for the waiting time.
    """

    def __init__(
        self,
        token: str,
        now: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._token = token.encode()
        self._key = hmac.digest(self._token, b"signs the cookies of owners", "sha256")
        self._now = now
        self._tries = _Tries(steady)
        self._signed_out: dict[str, float] = {}
        self._lock = threading.Lock()

    @property
    def cookie_name(self) -> str:
        """Differs between servers with other tokens, as ports of one host share their cookies."""
        return f"ssidkd-owner-{hashlib.sha256(self._key).hexdigest()[:8]}"

    def sign_in(self, offered: str) -> str:
        """Return the value of a cookie for who has the token.

        Raises:
            WrongTokenError: it is another one.
            TooManyTriesError: many wrong ones came before, so that this one was not looked at.
        """
        with self._lock:
            self._tries.check()
            if not hmac.compare_digest(offered.encode("utf-8", "replace"), self._token):
                self._tries.take()
                raise WrongTokenError("This is not the owner's token.")
        said = f"{int(self._now() + SIGNED_IN_FOR)}.{secrets.token_urlsafe(16)}"
        return f"{said}.{self._signature(said)}"

    def is_signed_in(self, cookie: str) -> bool:
        """Return whether a cookie's value is of ours, not too old and not signed out."""
        said, _, signature = cookie.rpartition(".")
        if not hmac.compare_digest(signature.encode(), self._signature(said).encode()):
            return False
        return self._now() < int(said.split(".")[0]) and said not in self._signed_out

    def sign_out(self, cookie: str) -> None:
        """Make a cookie's value worthless, wherever copies of it are."""
        if not self.is_signed_in(cookie):
            return
        said = cookie.rpartition(".")[0]
        with self._lock:
            now = self._now()
            kept = {one: until for one, until in self._signed_out.items() if now < until}
            self._signed_out = {**kept, said: float(said.split(".")[0])}

    def _signature(self, said: str) -> str:
        return hmac.new(self._key, said.encode(), "sha256").hexdigest()


class _Tries:
    """A bucket of tries that fills up again; whoever uses it holds a lock."""

    def __init__(self, steady: Callable[[], float]) -> None:
        self._steady = steady
        self._left, self._last = float(TRIES), steady()

    def check(self) -> None:
        now = self._steady()
        self._left = min(self._left + (now - self._last) / SECONDS_A_TRY, float(TRIES))
        self._last = now
        if self._left < 1:
            raise TooManyTriesError((1 - self._left) * SECONDS_A_TRY)

    def take(self) -> None:
        self._left -= 1
