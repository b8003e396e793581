"""The block grid over a picture: a colour and, under the pointer, a number for each block."""

from collections.abc import Sequence
from html import escape

import numpy as np
from numpy.typing import NDArray

from ssidkd.core.picture import Pixels

Values = NDArray[np.float64]


def block_overlay(
    values: Values, colours: Pixels, size: tuple[int, int], side: int, *, block: str, flat: str
) -> str:
    """Return an SVG that lies over a picture.

    Args:
        values: (rows, columns) of the blocks from the top left; NaN for a flat block.
        colours: (rows, columns, 3) uint8, one for each block.
        size: width and height of the picture [px].
        side: of a block [px].
        block: template of a block's tooltip with the places `{row}`, `{column}` and `{value}`.
        flat: of a flat block's, with the places `{row}` and `{column}`.
    """
    cells = []
    for (row, column), value in np.ndenumerate(values):
        place = {"row": row + 1, "column": column + 1}
        measured = bool(np.isfinite(value))
        title = block.format(value=f"{value:.2f}", **place) if measured else flat.format(**place)
        fill = "#{:02x}{:02x}{:02x}".format(*colours[row, column].tolist())
        look = f'fill="{fill}"' if measured else 'class="flat"'
        cells.append(
            f'<rect x="{column * side}" y="{row * side}" width="{side}" height="{side}" {look}>'
            f"<title>{escape(title)}</title></rect>"
        )
    width, height = size
    return (
        f'<svg class="maps-blocks" viewBox="0 0 {width} {height}" preserveAspectRatio="none" '
        f'aria-hidden="true">{"".join(cells)}</svg>'
    )


def shared_ends(maps: Sequence[Values]) -> tuple[float, float]:
    """Return the smallest and the largest value of several maps; (0, 1) if there is none."""
    values = [found[np.isfinite(found)] for found in maps]
    together = np.concatenate(values) if values else np.empty(0)
    if not together.size:
        return 0.0, 1.0
    return float(together.min()), float(together.max())
