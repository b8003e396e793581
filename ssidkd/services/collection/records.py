"""What is known of a donated photo, of a donation, and of what was taken back."""

from dataclasses import dataclass, field
from typing import Literal

State = Literal["stored", "reviewed", "queued", "committed", "refused", "withdrawn"]
"""stored: durable on this disk, nobody has looked at it; reviewed: the owner accepted it; queued:
it is part of what is being sent to the Hub; committed: the Hub has it, in `PhotoRecord.revision`;
refused: by the owner or by the Hub; withdrawn: its donor took it back."""

Licence = Literal["CC0-1.0", "CC-BY-4.0"]
Amount = Literal["", "light", "heavy"]
DayTime = Literal["", "day", "night"]
Place = Literal["", "street", "building", "nature", "water", "vehicle", "other"]


@dataclass(frozen=True, kw_only=True)
class Description:
    """What the donor says about the rain; an empty word where nothing was said."""

    amount: Amount = ""
    time: DayTime = ""
    place: Place = ""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What was measured on the pixels as they are kept."""

    width: int
    """[px]."""
    height: int
    """[px]."""
    niqe: float | None
    """Lower looks more natural; None where the picture has too little texture for it."""
    dark_channel: float
    """Mean of the dark channel, 0 to 1; rain and haze raise it."""
    sharpness: float
    """Variance of the Laplacian of the luminance of the thumbnail [grey levels squared]; low where
    the photo is blurred."""
    brightness: float
    """Mean luminance, 0 to 1."""


@dataclass(frozen=True, kw_only=True)
class PhotoRecord:
    """One photo of the collection. Its sidecar file and its row hold the same record."""

    identity: str
    """SHA-256 of shape and pixels, 64 hex digits: the name of its file here and on the Hub."""
    donation: str
    """Of the donation it came with, see `Donation.identity`."""
    donor: str
    """Keyed hash of who gave it; the same for all donations of one browser."""
    received: float
    """When it became durable here [s since 1970]."""
    licence: Licence
    credit: str = ""
    """Name to be given with CC-BY-4.0; empty with CC0-1.0."""
    description: Description = field(default_factory=Description)
    facts: Facts
    look: str
    """Perceptual hash, 16 hex digits."""
    alike: str = ""
    """Identity of an earlier photo that shows nearly the same; empty if there is none."""
    state: State = "stored"
    reason: str = ""
    """Why it was refused, as the owner or the Hub said it."""
    reviewer: str = ""
    """Name of the owner who decided."""
    reviewed: float | None = None
    """When the owner decided [s since 1970]."""
    revision: str = ""
    """Commit of the dataset that has it; empty before."""
    pull_request: int | None = None
    """Number of the pull request it waits in."""
    sent: bool = False
    """Whether it has ever been on its way to the Hub, which may have it since, whatever it said."""
    change: int = 0
    """Counts the changes of this record; of a row and a sidecar that differ, the higher holds."""


@dataclass(frozen=True, kw_only=True)
class Donation:
    """Photos that were given together, under one consent."""

    identity: str
    donor: str
    code: str
    """SHA-256 of the deletion code; the code itself is told to the donor alone."""
    received: float
    """[s since 1970]."""
    terms: str
    """Version of the text that was agreed to."""
    licence: Licence
    credit: str
    photos: tuple[str, ...]
    """Identities of the photos that were kept."""
    request: str = ""
    """Keyed hash of the request's key, so that the same request is not carried out twice."""


@dataclass(frozen=True, kw_only=True)
class Tombstone:
    """What stays of a photo that was taken back: its name, so that copies of it can go too."""

    identity: str
    donation: str
    withdrawn: float
    """[s since 1970]."""
    published: bool
    """Whether the Hub may have had it, so that a commit has to remove it there."""
    revision: str = ""
    """Commit that removed it; empty while that is still to be done, or where nothing is."""
