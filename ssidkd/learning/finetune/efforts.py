"""How much a job tries: three sizes of the same recipe, from which a visitor chooses."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from ssidkd.learning.ours import FINETUNE


@dataclass(frozen=True, kw_only=True)
class Effort:
    """Fields of `FinetuneConfig` that go together."""

    effort: str
    """Its name."""
    steps: int
    batch_size: int
    crop: int
    preview_every: int
    measure_every: int
    checkpoint_every: int
    minutes: float
    """Longest time [min]."""

    def options(self) -> dict[str, Any]:
        """Return the fields by name, as `JobRequest.options` takes them."""
        return asdict(self)


def _effort(name: str, *, steps: int, crop: int, measure_every: int, minutes: float) -> Effort:
    return Effort(
        effort=name,
        steps=steps,
        batch_size=FINETUNE.batch_size,
        crop=crop,
        preview_every=20,
        measure_every=measure_every,
        checkpoint_every=10,
        minutes=minutes,
    )


EFFORTS: Mapping[str, Effort] = MappingProxyType(
    {
        one.effort: one
        for one in (
            _effort("quick", steps=FINETUNE.steps, crop=64, measure_every=40, minutes=15),
            _effort("normal", steps=120, crop=64, measure_every=40, minutes=60),
            _effort("thorough", steps=400, crop=96, measure_every=100, minutes=240),
        )
    }
)
"""By name, the shortest first."""
