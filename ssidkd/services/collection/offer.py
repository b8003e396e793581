"""What a visitor offers, what is checked of it, and what is answered."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar, get_args

from ssidkd.core.picture import Pixels
from ssidkd.services.collection.errors import (
    ConsentMissingError,
    DonationFieldError,
    TermsChangedError,
)
from ssidkd.services.collection.records import (
    Amount,
    DayTime,
    Description,
    Donation,
    Licence,
    PhotoRecord,
    Place,
    Tombstone,
)
from ssidkd.services.collection.terms import TERMS_VERSION

LONGEST_CREDIT = 80
"""Letters of a name to be given with a photo."""
LONGEST_VISITOR = 200
_FORMULA = "=+-@＝＋－＠"  # noqa: RUF001 - some programs take the wide ones too
"""What makes a table program take a cell for a formula."""
_WORDS = {"amount": get_args(Amount), "time": get_args(DayTime), "place": get_args(Place)}
_CREDIT_TAKES = f"a name of 1 to {LONGEST_CREDIT} letters"

Outcome = Literal["received", "alike", "have_it", "no_room", "failed"]
"""received: kept; alike: kept, and resembles an earlier photo; have_it: is there already;
no_room: a bound was reached; failed: could not be read or written. The last three are not kept."""
Word = TypeVar("Word")


@dataclass(frozen=True, kw_only=True, eq=False)
class OfferedPhoto:
    """A photo as the intake read it."""

    name: str
    """As the visitor calls it; goes into the answer and nowhere else."""
    pixels: Pixels
    """(H, W, 3) uint8."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Offer:
    """Everything that came with a request; nothing of it has been checked."""

    photos: Sequence[OfferedPhoto]
    consent: object
    terms: object
    licence: object
    credit: object = ""
    description: object = field(default_factory=dict)
    """Mapping of amount, time and place to one of their words."""
    visitor: str
    """The word by which a browser is known; secret, and chosen by the visitor."""
    key: str = ""
    """Of the request: two with the same key are one."""


@dataclass(frozen=True, kw_only=True)
class PhotoAnswer:
    """What became of one photo."""

    name: str
    outcome: Outcome
    identity: str = ""
    sentence: str = ""
    """In English; empty where the outcome says everything."""


@dataclass(frozen=True, kw_only=True)
class DonationAnswer:
    """What became of a donation."""

    code: str
    """Deletes the photos; empty if none was kept, or if it was told before and is forgotten."""
    donation: str
    """Identity of the donation; empty if nothing was kept."""
    photos: tuple[PhotoAnswer, ...]
    """In the order they were offered."""


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """A donation and what is left of it."""

    donation: Donation
    photos: tuple[PhotoRecord | Tombstone, ...]
    """In the order of `donation.photos`."""


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """The checked words of an offer."""

    licence: Licence
    credit: str
    description: Description


def agreed(offer: Offer, most_photos: int) -> Agreed:
    """Check everything of an offer but its pixels.

    Raises:
        ConsentMissingError: the consent is not exactly `True`.
        TermsChangedError: it was given to another text.
        DonationFieldError: a field cannot be used.
    """
    if offer.consent is not True:
        raise ConsentMissingError
    if not isinstance(offer.terms, str) or offer.terms != TERMS_VERSION:
        raise TermsChangedError
    if not 1 <= len(offer.photos) <= most_photos:
        raise DonationFieldError("photos", f"1 to {most_photos} photos")
    for name, value in (("visitor", offer.visitor), ("key", offer.key)):
        if not isinstance(value, str) or len(value) > LONGEST_VISITOR:
            raise DonationFieldError(name, f"at most {LONGEST_VISITOR} letters")
    licence = _one_of("licence", offer.licence, get_args(Licence))
    return Agreed(
        licence=licence,
        credit=_credit(offer.credit) if licence == "CC-BY-4.0" else "",
        description=checked_description(offer.description),
    )


def checked_description(content: object) -> Description:
    """Return what is said about the rain.

    Raises:
        DonationFieldError: there are other fields, or other words.
    """
    if not isinstance(content, Mapping) or not set(content) <= set(_WORDS):
        raise DonationFieldError("description", "amount, time and place")
    words: dict[str, Any] = {k: _one_of(k, v, _WORDS[k]) for k, v in content.items()}
    return Description(**words)


def plain_text(text: str) -> str:
    """Return a text in one line that no table takes for a formula.

    Without control and formatting characters, which can turn the reading direction around.
    """
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(
        " " if letter.isspace() else letter
        for letter in composed
        if letter.isspace() or unicodedata.category(letter)[0] != "C"
    )
    return " ".join(kept.split()).lstrip(_FORMULA + " ")


def _credit(value: object) -> str:
    if not isinstance(value, str) or len(value) > 4 * LONGEST_CREDIT:
        raise DonationFieldError("credit", _CREDIT_TAKES)
    text = plain_text(value)
    if not 1 <= len(text) <= LONGEST_CREDIT:
        raise DonationFieldError("credit", _CREDIT_TAKES)
    return text


def _one_of(field_name: str, value: object, words: tuple[Word, ...]) -> Word:
    """Return the word that a value is; `True == 1` and their like do not count."""
    for word in words:
        if type(value) is type(word) and value == word:
            return word
    listed = ", ".join(str(word) or "nothing" for word in words)
    raise DonationFieldError(field_name, f"one of {listed}")
