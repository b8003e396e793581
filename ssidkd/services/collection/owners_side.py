"""What owners do with a collection, and those who follow what they and donors do."""

from collections.abc import Iterable

from ssidkd.services.collection.listeners import Listener, Listeners
from ssidkd.services.collection.records import Description, PhotoRecord
from ssidkd.services.collection.reviewing import Reviewing


class OwnersSide:
    """Part of `Collection`; whoever calls has made sure that it is an owner who asks."""

    _reviewing: Reviewing
    _withdrawn: Listeners
    _decided: Listeners

    def accept(self, identities: Iterable[str], reviewer: str) -> list[PhotoRecord]:
        """Accept photos: all or, if one cannot be accepted, none.

        Raises:
            PhotoUnknownError: one is not there.
            ReviewError: one cannot be accepted as it is now.
        """
        return self._reviewing.accept(identities, reviewer)

    def refuse(self, identities: Iterable[str], reviewer: str, reason: str) -> list[PhotoRecord]:
        """Refuse photos: all or, if one is with the Hub, none.

        Raises:
            PhotoUnknownError: one is not there.
            ReviewError: one is on the Hub, or on its way there.
        """
        return self._reviewing.refuse(identities, reviewer, reason)

    def undo(self, identities: Iterable[str], reviewer: str) -> list[PhotoRecord]:
        """Make photos pending again: all or, if one is with the Hub, none.

        Raises:
            PhotoUnknownError: one is not there.
            ReviewError: one is on the Hub or on its way there, or its pixels are deleted.
        """
        return self._reviewing.undo(identities, reviewer)

    def describe(self, identity: str, description: Description, reviewer: str) -> PhotoRecord:
        """Correct what the donor said about the rain.

        Raises:
            PhotoUnknownError: it is not there.
            DonationFieldError: a word is not one of those there are.
        """
        return self._reviewing.describe(identity, description, reviewer)

    def on_withdrawal(self, listener: Listener) -> None:
        """Have a function called with the identities of photos, after they were taken back."""
        self._withdrawn.add(listener)

    def on_accept(self, listener: Listener) -> None:
        """Have a function called with the identities of photos, after a decision about them."""
        self._decided.add(listener)
