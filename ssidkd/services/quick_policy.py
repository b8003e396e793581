"""What is shown without being asked for, by how fast a machine is."""

from collections.abc import Collection
from dataclasses import dataclass

from ssidkd.core.weights import Role

ROLES: tuple[Role, ...] = ("teacher", "student")
"""In the order they work."""
MEGAPIXEL = 1 << 20


@dataclass(frozen=True)
class QuickPolicy:
    """What is shown without being asked for: a result within seconds on any machine."""

    variant: str
    """Of both networks, a name of `VARIANTS`."""
    pixel_limit: int | None
    """Larger pictures are made smaller first, on slow machines to less than this;
    None works on every picture at full size."""


def quick_policy(device: str, variant: str, bundled: Collection[tuple[str, str]]) -> QuickPolicy:
    """Choose the policy of a machine.

    Args:
        device: where the networks run: `cpu`, `cuda`, `mps`.
        variant: `auto`, or the one asked for.
        bundled: role and variant of every weights file there is.
    """
    on_cpu = device == "cpu"
    if variant == "auto":
        has_base = all((role, "base") in bundled for role in ROLES)
        variant = "base" if has_base and not on_cpu else "lite"
    return QuickPolicy(variant, pixel_limit=MEGAPIXEL if on_cpu else None)
