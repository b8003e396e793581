"""What donors have acknowledged, and what a new start finds of it."""

from dataclasses import asdict, dataclass, field

import numpy as np
from PIL import Image

from ssidkd.services.collection.photo_file import identity_of
from tests.services.collection.naive_collection import NaiveCollection
from tests.services.collection.store_parts import open_collection


@dataclass
class Told:
    """What donors have acknowledged."""

    codes: dict = field(default_factory=dict)
    withdrawing: set = field(default_factory=set)
    withdrawn: set = field(default_factory=set)
    accepted: set = field(default_factory=set)

    @classmethod
    def read(cls, path):
        told = cls()
        for line in path.read_text().splitlines() if path.exists() else ():
            kind, *words = line.split()
            if kind == "D":
                told.codes[words[0]] = words[1:]
            else:
                {"w": told.withdrawing, "W": told.withdrawn, "A": told.accepted}[kind].update(words)
        return told

    @property
    def kept(self):
        given = {identity for photos in self.codes.values() for identity in photos}
        return given - self.withdrawing - self.withdrawn


@dataclass
class Findings:
    """Counts over all kills; everything but the first three has to be zero."""

    kills: int = 0
    acknowledged: int = 0
    withdrawn: int = 0
    lost: int = 0
    corrupt: int = 0
    half: int = 0
    came_back: int = 0
    leftovers: int = 0
    forgotten_decisions: int = 0

    def add(self, other):
        for name, value in asdict(other).items():
            setattr(self, name, getattr(self, name) + value)


def open_writer(root, kind):
    return NaiveCollection(root) if kind == "naive" else open_collection(root)


def look(root, acks_path, kind="store"):
    """Open a collection again and compare it with what was acknowledged."""
    told = Told.read(acks_path)
    collection = open_writer(root, kind)
    records = {record.identity: record for record in collection.photos(limit=1 << 30)}
    codes_fail = sum(not knows(collection, code) for code in told.codes)
    collection.close()
    whole, corrupt = set(), 0
    for path in (root / "photos").rglob("*.png"):
        if is_whole(path):
            whole.add(path.stem)
        else:
            corrupt += 1
    return Findings(
        acknowledged=len(told.kept),
        withdrawn=len(told.withdrawn),
        lost=len(told.kept - (whole & set(records))) + codes_fail,
        corrupt=corrupt,
        half=len(set(records) - whole),
        came_back=len(told.withdrawn & (set(records) | whole)),
        leftovers=len(leftovers(root, set(records))),
        forgotten_decisions=sum(
            records[identity].state != "reviewed" for identity in told.accepted & told.kept
        ),
    )


def knows(collection, code):
    try:
        collection.receipt(code)
    except Exception:  # noqa: BLE001 - whatever it is, the donor has lost the photos
        return False
    return True


def is_whole(path):
    try:
        with Image.open(path) as image:
            return identity_of(np.asarray(image)) == path.stem
    except (OSError, SyntaxError):
        return False


def leftovers(root, kept):
    """Return files that belong to nothing."""
    return [
        path
        for path in root.rglob("*")
        if path.name.endswith(".part")
        or (path.parent.parent.parent == root and path.is_file() and path.stem not in kept)
    ]
