"""Where donated photos are, in words: one photo, a donation, the way to the Hub."""

from collections import Counter
from collections.abc import Sequence

from ssidkd.services.collection.hub.status import SyncStatus
from ssidkd.services.collection.records import PhotoRecord, Tombstone
from ssidkd.services.collection.starting import Collecting
from ssidkd.ui.donate.pieces import moment
from ssidkd.ui.words import Words

Photo = PhotoRecord | Tombstone
_ONLY_HERE = ("stored", "reviewed", "queued")
_SHOWN_DIGITS = 8
"""Of a revision."""


def state_of(photo: Photo) -> str:
    """Return the state of a photo, also of one that was taken back."""
    return "withdrawn" if isinstance(photo, Tombstone) else photo.state


def photo_sentence(photo: Photo, words: Words) -> str:
    """Say where one photo is."""
    said = words.donate.receipt
    parts = [said.state[state_of(photo)]]
    if photo.revision:
        parts.append(_revision(photo.revision, words))
    if isinstance(photo, PhotoRecord) and photo.state == "refused" and photo.reason:
        parts.append(said.reason.format(reason=photo.reason))
    return " · ".join(parts)


def donation_sentence(photos: Sequence[Photo], words: Words) -> str:
    """Say where the photos of a donation are, with their numbers."""
    counts, said = Counter(map(state_of, photos)), words.donate.receipt
    revisions = {one.revision for one in photos if state_of(one) == "committed"}
    parts = []
    for state, template in said.states.items():
        if counts[state]:
            parts.append(template.format(n=counts[state]))
        if state == "committed":
            parts += [_revision(one, words) for one in sorted(revisions)]
    return " · ".join(parts)


def _revision(revision: str, words: Words) -> str:
    return words.donate.receipt.revision.format(revision=revision[:_SHOWN_DIGITS])


def here_sentences(photos: Sequence[Photo], collecting: Collecting, words: Words) -> list[str]:
    """Say how safe the photos are that are not on the Hub; nothing where there are none."""
    said = words.donate.receipt
    if not any(state_of(one) in _ONLY_HERE for one in photos):
        return []
    here = said.safe_here if collecting.disk_lasts else said.passing
    return [here] if _status(collecting) is None else [here, said.until_hub]


def sync_sentences(collecting: Collecting, words: Words) -> list[str]:
    """Say how sending to the Hub goes."""
    said, status = words.donate.receipt, _status(collecting)
    if status is None:
        return [said.sync_off]
    sentences = []
    if status.failing_since is not None:
        sentences.append(said.sync_failing.format(when=moment(status.failing_since)))
    sentences.append(
        said.sync_waiting.format(n=status.backlog) if status.backlog else said.sync_done
    )
    if status.to_remove:
        sentences.append(said.sync_removals.format(n=status.to_remove))
    last = status.last_success
    sentences.append(said.sync_never if last is None else said.sync_last.format(when=moment(last)))
    return sentences


def hub_sentences(taken_back: Sequence[Tombstone], words: Words) -> list[str]:
    """Say what follows on the Hub once photos have been taken back."""
    said = words.donate.withdraw
    published = [one for one in taken_back if one.published]
    removed = [one for one in published if one.revision]
    sentences = []
    if not published:
        return [said.never_there]
    if len(removed) < len(published):
        sentences.append(said.follows.format(n=len(published) - len(removed)))
    if removed:
        sentences.append(said.followed.format(n=len(removed)))
    return [*sentences, said.elsewhere]


def _status(collecting: Collecting) -> SyncStatus | None:
    """Return how sending to the Hub goes; None where nothing is ever sent."""
    status = collecting.sync.status() if collecting.sync else None
    return None if status is None or status.state == "off" else status
