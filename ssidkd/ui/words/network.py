"""Words of the tab "Network": the network one can look into."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class NetworkWords:
    """What the tab says."""

    tab: str
    """Name of the tab."""


ENGLISH = NetworkWords(tab="Network")
CHINESE = NetworkWords(tab="网络")
