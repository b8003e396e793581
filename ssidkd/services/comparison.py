"""A finished comparison: what a visitor has before them, and what the other tabs explain."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ssidkd.core.picture import Pixels
from ssidkd.services.comparing import Pane, PaneName


@dataclass(frozen=True, kw_only=True, eq=False)  # Gradio hashes states to see what changed
class Comparison:
    """Pictures of one photo, all of one size."""

    panes: Mapping[PaneName, Pane] = field(default_factory=dict)
    """What is ready so far, by name; always with the input."""
    title: str = ""
    """What the photo shows, in words; empty for a visitor's own."""
    full_size: tuple[int, int] | None = None
    """Width and height of the photo, of which the panes may be smaller copies [px]; None where
    they are not."""

    def __deepcopy__(self, _memo: dict[int, object]) -> "Comparison":
        """Return the same: nothing of it changes, and each visitor begins with a copy."""
        return self

    @property
    def rainy(self) -> Pixels:
        """The input, (H, W, 3) uint8."""
        return self.panes["input"].pixels

    def with_panes(self, *panes: Pane) -> "Comparison":
        """Return a comparison of the same photo with more panes, or others of the same name."""
        return replace(self, panes={**self.panes, **{pane.name: pane for pane in panes}})

    def pixels(self, name: PaneName) -> Pixels | None:
        """Return one of the pictures, None while there is none."""
        pane = self.panes.get(name)
        return None if pane is None else pane.pixels
