"""What can go wrong with the collection, each with a sentence a visitor or an owner can act on."""


class CollectionError(Exception):
    """Base of all of them."""


class ConsentMissingError(CollectionError):
    """The box was not ticked, or what came in its place is not exactly `True`."""

    def __init__(self) -> None:
        super().__init__("Nothing was kept: please tick the box that you agree.")


class TermsChangedError(CollectionError):
    """The text was changed after the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            "The terms have changed since you opened this page. Please load it again and read them."
        )


class DonationFieldError(CollectionError):
    """A field of a donation cannot be used.

    Args:
        field: its name.
        takes: what it takes, in words.
    """

    def __init__(self, field: str, takes: str) -> None:
        self.field = field
        super().__init__(f"{field}: it takes {takes}.")


class QuotaError(CollectionError):
    """So many photos were given already that this one has no room, or the disk is nearly full.

    Args:
        sentence: which bound it is, in English.
        quota: its name: "visitor_day", "day", "photos", "bytes" or "disk".
    """

    def __init__(self, sentence: str, quota: str = "") -> None:
        self.quota = quota
        super().__init__(sentence)


class CodeUnknownError(CollectionError):
    """No donation has this deletion code."""

    def __init__(self) -> None:
        super().__init__("There is no donation with this code. Please check what you typed.")


class PhotoUnknownError(CollectionError):
    """There is no such photo, or no longer."""

    def __init__(self) -> None:
        super().__init__("This photo is not in the collection, or no longer.")


class ReviewError(CollectionError):
    """A decision that cannot be made for a photo as it is now."""


class CollectionInUseError(CollectionError):
    """Another copy of the app has the collection of this data folder."""


class CollectionTooNewError(CollectionError):
    """The database was written by a newer version of this program."""
