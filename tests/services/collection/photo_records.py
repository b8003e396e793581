"""Records of photos as the collection keeps them, made up."""

from ssidkd.services.collection.records import Facts, PhotoRecord

FACTS = Facts(width=64, height=48, niqe=4.5, dark_channel=0.2, sharpness=90.0, brightness=0.4)


def record(number, donor="donor", **changes):
    """Return a record; photos with a higher number came later."""
    content = {
        "identity": f"{number:064x}",
        "donation": f"donation of {donor}",
        "donor": donor,
        "received": 1_000_000.0 + number,
        "licence": "CC0-1.0",
        "facts": FACTS,
        "look": "0" * 16,
        "state": "reviewed",
    }
    return PhotoRecord(**content | changes)
