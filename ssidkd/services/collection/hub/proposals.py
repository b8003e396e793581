"""Pull requests: one of ours is open at a time, and everything goes into it until it is merged."""

from dataclasses import dataclass

from ssidkd.services.collection.hub.client import DatasetClient, Head
from ssidkd.services.collection.hub.sending_store import SendingStore, identities_of
from ssidkd.services.collection.hub.views import Views

TITLE = "Rainy photos that visitors gave away"
_MEMORY = "pull_request"
_EVERY = 1_000_000
_NO_LONGER_FITS = "The dataset has changed since; a new pull request takes the place of this one."


@dataclass
class Proposals:
    """Keeps which pull request photos wait in, through a restart and a lost answer.

    Args:
        store: of the photos.
        client: of the dataset.
        views: of its branches.
    """

    store: SendingStore
    client: DatasetClient
    views: Views

    @property
    def closed(self) -> int | None:
        """The one that its owner closed without a merge; photos are held back because of it."""
        return self._number("closed")

    def resume(self) -> None:
        """Hold photos back no longer."""
        if self.closed is not None:
            self.store.remember(_MEMORY, {"number": self._number("number")})

    def opened(self, number: int) -> None:
        """Remember a new one."""
        self.store.remember(_MEMORY, {"number": number, "closed": self.closed})

    def current(self, main: Head) -> int | None:
        """Return the open pull request, after drawing the conclusions from one that ended.

        Raises:
            HubError: the Hub does not say.
        """
        known = self._number("number")
        number = known or self.client.open_pull_request(TITLE)  # its answer may have been lost
        if number is None:
            return None
        request = self.client.pull_request(number)
        if request.status == "open" and not request.conflicts:
            if not known:
                self.opened(number)
            return number
        if request.status == "open":
            self.client.close_pull_request(number, _NO_LONGER_FITS)
        self._settle(number, main)
        closed = number if request.status == "closed" else self.closed
        self.store.remember(_MEMORY, {"number": None, "closed": closed})
        return None

    def _settle(self, number: int, main: Head) -> None:
        """Photos that came into the dataset are committed, the others wait no longer."""
        waiting = [
            record
            for record in self.store.to_send(_EVERY, in_pull_request=True)
            if record.pull_request == number
        ]
        found = self.views.sorted(self.views.at(main), identities_of(waiting))
        if found.whole:
            self.store.mark_committed(found.whole, main.revision)
        if found.left:
            self.store.mark_pull_request(found.left, None)

    def _number(self, name: str) -> int | None:
        value = self.store.remembered(_MEMORY).get(name)
        return value if isinstance(value, int) else None
