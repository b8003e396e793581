"""Words of the tab "Maps": what dark channel, rain layer, codes and NIQE say of a picture."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class MapsWords:
    """What the tab says."""

    tab: str
    """Name of the tab."""


ENGLISH = MapsWords(tab="Maps")
CHINESE = MapsWords(tab="图解")
