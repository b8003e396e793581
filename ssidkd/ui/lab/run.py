"""What a visitor of the rain lab has before them, kept so that it can be stopped."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from ssidkd.core.picture import Pixels
from ssidkd.core.rain import RainyPicture
from ssidkd.services.comparing import Pane, PaneName
from ssidkd.services.comparison import Comparison
from ssidkd.services.deraining import ROLES
from ssidkd.services.lab_link import LabState


@dataclass(frozen=True, kw_only=True, eq=False)
class CleanPhoto:
    """The photo on which rain is put."""

    name: str
    """Of a bundled photo, or `OWN`."""
    pixels: Pixels
    title: str
    description: str
    """For those who cannot see it."""
    notices: tuple[str, ...] = ()
    """What there is to say about it, such as its author."""


@dataclass(kw_only=True, eq=False)
class LabRun:
    """One rain on one photo, and what the networks make of it."""

    photo: CleanPhoto
    state: LabState
    pair: RainyPicture
    panes: dict[PaneName, Pane]
    """What is ready: truth and input at once, the results as they come."""
    older: Mapping[PaneName, Pane] = field(default_factory=dict)
    """Results of the rain before, on the same photo."""
    notices: tuple[str, ...] = ()
    stop: threading.Event = field(default_factory=threading.Event)
    is_replaced: bool = False
    is_begun: bool = False

    def replace(self) -> None:
        """Stop, because another rain falls; nothing of this one is shown any more."""
        self.is_replaced = True
        self.stop.set()

    def results(self) -> Mapping[PaneName, Pane]:
        """Return the newest result of every role there is, of this rain or of an older one."""
        ready: dict[PaneName, Pane] = {n: pane for n, pane in self.panes.items() if n in ROLES}
        return {**self.older, **ready}

    @property
    def is_complete(self) -> bool:
        """Whether both results are there."""
        return all(role in self.panes for role in ROLES)

    def comparison(self) -> Comparison:
        """Return all pictures as a comparison for the other tabs, with their truth."""
        order: tuple[PaneName, ...] = ("input", *ROLES, "truth")
        return Comparison(panes={name: self.panes[name] for name in order}, title=self.photo.title)


@dataclass(kw_only=True, eq=False)
class SweepRun:
    """One sweep of one control."""

    photo: CleanPhoto
    state: LabState
    control: str
    stop: threading.Event = field(default_factory=threading.Event)
    is_replaced: bool = False
    is_begun: bool = False

    def replace(self) -> None:
        """Stop, because another sweep was asked for."""
        self.is_replaced = True
        self.stop.set()
