"""A collection as one writes it first: the row, then the file in place. Tests must see it fail."""

import sqlite3

from PIL import Image

from ssidkd.services.collection.offer import DonationAnswer, PhotoAnswer
from ssidkd.services.collection.photo_file import kept_photo


class NaiveRow:
    """What the tests read of a record."""

    def __init__(self, identity):
        self.identity, self.state = identity, "reviewed"


class NaiveCollection:
    """The part of `Collection` that the donors use."""

    def __init__(self, root):
        (root / "photos" / "all").mkdir(parents=True, exist_ok=True)
        self.root = root
        self.rows = sqlite3.connect(
            root / "naive.sqlite", isolation_level=None, check_same_thread=False, timeout=10
        )
        self.rows.execute("CREATE TABLE IF NOT EXISTS photos (identity TEXT, code TEXT)")

    def donate(self, offer):
        identities = []
        code = str(id(offer))
        for offered in offer.photos:
            kept = kept_photo(offered.pixels)
            self.rows.execute("INSERT INTO photos VALUES (?, ?)", (kept.identity, code))
            Image.fromarray(kept.pixels).save(self.root / "photos/all" / f"{kept.identity}.png")
            identities.append(kept.identity)
        photos = [PhotoAnswer(name="", outcome="received", identity=i) for i in identities]
        return DonationAnswer(code=code, donation=code, photos=tuple(photos))

    def accept(self, identities, reviewer):
        """Accepted from the beginning."""

    def withdraw(self, code, identities):
        for identity in identities:
            self.rows.execute("DELETE FROM photos WHERE identity = ?", (identity,))
            (self.root / "photos/all" / f"{identity}.png").unlink()

    def receipt(self, code):
        return self.rows.execute("SELECT 1 FROM photos WHERE code = ?", (code,)).fetchone()

    def photos(self, limit):
        return [NaiveRow(i) for (i,) in self.rows.execute("SELECT identity FROM photos")]

    def close(self):
        self.rows.close()
