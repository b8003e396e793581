"""A real collection with photos in it, and the owner's page around it."""

from pathlib import Path

import numpy as np

from ssidkd.services.collection.offer import Offer, OfferedPhoto
from ssidkd.services.collection.starting import Collecting
from ssidkd.services.collection.terms import TERMS_VERSION
from ssidkd.services.owner import TokenDoor
from ssidkd.ui.owner.application import owner_routes
from ssidkd.ui.owner.desk import Desk
from ssidkd.ui.owner.doors import CookieDoor
from ssidkd.ui.owner.pages import Pages
from tests.services.collection.store_parts import open_collection

TOKEN = "a-token-for-tests-only"
CALL = {"X-Owner-Call": "en", "Sec-Fetch-Site": "same-origin"}
"""Headers of a call by our own script."""
KINDS = (
    {"amount": "heavy", "time": "day", "place": "street"},
    {"amount": "light", "time": "night"},
    {},
)


def rainy(seed, height=120, width=180):
    """Return a picture of large soft patches with bright streaks (height, width, 3) uint8."""
    rng = np.random.default_rng(seed)
    cells = rng.integers(30, 220, (6, 9, 3)).astype(np.uint8)
    pixels = np.kron(cells, np.ones((height // 6, width // 9, 1), np.uint8))
    for column in rng.integers(0, width, 25):
        top = int(rng.integers(0, height - 20))
        pixels[top : top + 20, column] = 235
    return pixels


def give(collection, *pictures, visitor="a visitor", **changes):
    """Donate pictures; returns the answer."""
    fields = {
        "photos": [OfferedPhoto(name=f"{n}.jpg", pixels=p) for n, p in enumerate(pictures)],
        "consent": True,
        "terms": TERMS_VERSION,
        "licence": "CC0-1.0",
        "visitor": visitor,
    }
    return collection.donate(Offer(**{**fields, **changes}))


def fill(collection, donations=3, photos=2):
    """Donate some photos of every kind; returns their identities in the order they came."""
    answers = [
        give(
            collection,
            *(rainy(10 * number + n) for n in range(photos)),
            visitor=f"visitor {number}",
            description=KINDS[number % len(KINDS)],
            **({"licence": "CC-BY-4.0", "credit": "A. Uthor"} if number % 3 == 1 else {}),
        )
        for number in range(donations)
    ]
    return [photo.identity for answer in answers for photo in answer.photos]


def give_alike(collection, seed=500):
    """Donate a photo, and the same half as large; returns both identities, the larger first."""
    large = rainy(seed, 240, 360)
    small = large[::2, ::2]
    answers = [give(collection, one, visitor=f"alike {n}") for n, one in enumerate((large, small))]
    return [answer.photos[0].identity for answer in answers]


def make_desk(collection, assets, door=None, **more):
    """Return the desk of an owner's page without a Hub."""
    collecting = Collecting(
        collection=collection, **{"sync": None, "disk_lasts": True, "jobs": None, **more}
    )
    door = door or CookieDoor(TokenDoor(TOKEN))
    return Desk(collecting=collecting, door=door, pages=Pages(Path(assets) / "owner"))


def make_routes(collection, assets, **more):
    """Return the routes that Gradio's application gets."""
    return owner_routes(make_desk(collection, assets, **more), Path(assets) / "owner")


__all__ = [
    "CALL",
    "TOKEN",
    "fill",
    "give",
    "give_alike",
    "make_desk",
    "make_routes",
    "open_collection",
    "rainy",
]
