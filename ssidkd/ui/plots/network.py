"""The network as a drawing: lines in SVG, and on them a real button for every part.

Parts have places on a grid: steps along the way of the picture, and depths across it. A wide screen
gets the steps from left to right, a narrow one from top to bottom; the style sheet shows one of the
two drawings and takes the other away.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import Literal

from ssidkd.core.network.parts import PICTURE, RAIN, Flow, NetworkPart
from ssidkd.ui.words.network import NetworkWords

Way = Literal["wide", "tall"]
Point = tuple[float, float]

_PLACES: Mapping[str, Point] = MappingProxyType(
    {
        PICTURE: (0, 3.35),
        "head_quarter": (1, 0),
        "quarter_chain": (6, 0),
        "head_half": (1, 1.35),
        "half_network.encoder": (4, 1.35),
        "half_network.to_quarter": (5, 1.72),
        "half_network.code": (6, 2.1),
        "half_network.to_half": (7, 1.72),
        "half_network.decoder": (8, 1.35),
        "head_full": (1, 3.35),
        "full_network.encoder": (2, 3.35),
        "full_network.to_half": (3, 3.75),
        "full_network.encoder_half": (4, 4.15),
        "full_network.to_quarter": (5, 4.55),
        "full_network.code": (6, 4.95),
        "full_network.back_to_half": (7, 4.55),
        "full_network.decoder_half": (8, 4.15),
        "full_network.back_to_full": (9, 3.75),
        "full_network.decoder": (10, 3.35),
        "tail": (11, 3.35),
        RAIN: (12, 3.35),
    }
)
"""(step, depth) of every part, the picture and the rain layer."""
_STEPS, _DEPTHS = 12, 4.95
_MARGIN = (0.55, 0.62)  # around the outermost places, in steps and depths
_LANES = ((2.72, 5.5), (0.68, 2.72), (-0.62, 0.68))
"""Depths that the full-, half- and quarter-scale network take."""
_UNIT = {"wide": (100.0, 100.0), "tall": (72.0, 86.0)}
"""Length of a step and of a depth in the drawing."""


@dataclass(frozen=True)
class _Paper:
    """Turns places on the grid into points of a drawing."""

    way: Way

    @property
    def size(self) -> Point:
        return self._turned(_STEPS + 2 * _MARGIN[0], _DEPTHS + 2 * _MARGIN[1])

    def at(self, place: Point) -> Point:
        return self._turned(place[0] + _MARGIN[0], place[1] + _MARGIN[1])

    def percent(self, place: Point) -> str:
        (x, y), (width, height) = self.at(place), self.size
        return f"left:{100 * x / width:.2f}%;top:{100 * y / height:.2f}%"

    def _turned(self, step: float, depth: float) -> Point:
        along, across = _UNIT[self.way]
        if self.way == "wide":
            return step * along, depth * across
        return depth * across, step * along


def network_drawing(
    parts: Sequence[NetworkPart], flows: Sequence[Flow], chosen: str, words: NetworkWords
) -> str:
    """Return the drawing.

    Args:
        parts: of the network, from `network_parts`.
        flows: between them.
        chosen: name of the part whose button is pressed.
        words: of the tab.
    """
    drawings = "".join(_drawing(way, parts, flows, chosen, words) for way in ("wide", "tall"))
    return f'<div class="network-drawing">{drawings}{_legend(words)}</div>'


def _drawing(
    way: Way,
    parts: Sequence[NetworkPart],
    flows: Sequence[Flow],
    chosen: str,
    words: NetworkWords,
) -> str:
    paper = _Paper(way)
    width, height = paper.size
    lines = "".join(_line(paper, flow) for flow in sorted(flows, key=lambda flow: flow.kind))
    buttons = "".join(_button(paper, part, part.name == chosen, words) for part in _read(parts))
    ends = "".join(
        f'<span class="end" style="{paper.percent(_PLACES[name])}">{escape(text)}</span>'
        for name, text in ((PICTURE, words.picture), (RAIN, words.rain))
    )
    return (
        f'<div class="{way}" role="group" aria-label="{escape(words.drawing)}" '
        f'style="aspect-ratio:{width:.0f}/{height:.0f}">'
        f'<svg viewBox="0 0 {width:.0f} {height:.0f}" aria-hidden="true">{_marker(way)}'
        f"{_lanes(paper)}{lines}</svg>{_lane_names(paper, parts, words)}{ends}{buttons}</div>"
    )


def _read(parts: Sequence[NetworkPart]) -> list[NetworkPart]:
    """Return the parts in the order one reads them: from the coarsest network to the tail."""
    return sorted(parts, key=lambda part: (_lane(part.name), _PLACES[part.name]))


def _lane(name: str) -> int:
    depth = _PLACES[name][1]
    return next(len(_LANES) - n for n, (top, end) in enumerate(_LANES) if top <= depth < end)


def _button(paper: _Paper, part: NetworkPart, pressed: bool, words: NetworkWords) -> str:
    name = (words.chain_name if part.kind == "chain" else words.part_name).format(
        title=words.parts[part.name].title, channels=part.channels, times=part.applications
    )
    inside = ""
    if part.kind == "chain":
        times = words.button_times.format(n=part.applications)
        inside = f"<b>{escape(part.letter)}</b><small>{escape(times)}</small>"
    return (
        f'<button type="button" class="part {part.kind} scale-{part.scale}" '
        f'data-part="{escape(part.name)}" aria-pressed="{str(pressed).lower()}" '
        f'aria-label="{escape(name)}" title="{escape(name)}" '
        f'style="{paper.percent(_PLACES[part.name])}">{inside}</button>'
    )


def _line(paper: _Paper, flow: Flow) -> str:
    """Draw a flow: straight where it can be, around a corner to the tail, as an arc past others."""
    start, end = _PLACES[flow.source], _PLACES[flow.target]
    x, y = paper.at(start)
    if flow.kind == "states" and start[1] == end[1]:  # from an encoder past all to its decoder
        bow_x, bow_y = paper.at(((start[0] + end[0]) / 2, start[1] - 0.95))
        to_x, to_y = paper.at((end[0], end[1] - 0.3))
        x, y = paper.at((start[0], start[1] - 0.3))
        path = f"M{x:.0f} {y:.0f}Q{bow_x:.0f} {bow_y:.0f} {to_x:.0f} {to_y:.0f}"
    else:
        points = [start, *_corner(start, end), _before(start, end)]
        path = "M" + "L".join(
            f"{one:.0f} {other:.0f}" for one, other in (paper.at(point) for point in points)
        )
    return (
        f'<path class="flow {flow.kind}" d="{path}" data-from="{escape(flow.source)}" '
        f'data-to="{escape(flow.target)}" marker-end="url(#arrow-{flow.kind}-{paper.way})"/>'
    )


def _corner(start: Point, end: Point) -> Iterator[Point]:
    """Yield the corner of a line between the picture, or the tail, and another network."""
    if start == _PLACES[PICTURE] and start[1] != end[1]:
        yield (start[0], end[1])
    elif end == _PLACES["tail"] and start[1] != end[1]:
        yield (end[0], start[1])


def _before(start: Point, end: Point) -> Point:
    """Return the point at which an arrow ends: short of the button it points to."""
    corner = next(_corner(start, end), start)
    along, across = end[0] - corner[0], end[1] - corner[1]
    length = max((along**2 + across**2) ** 0.5, 1e-9)
    short = 0.3 if end != _PLACES["tail"] or along else 0.34
    return (end[0] - short * along / length, end[1] - short * across / length)


def _marker(way: Way) -> str:
    return "".join(
        f'<marker id="arrow-{kind}-{way}" class="{kind}" viewBox="0 0 8 8" refX="7" refY="4" '
        'markerWidth="5.5" markerHeight="5.5" orient="auto"><path d="M0 0.5 8 4 0 7.5z"/></marker>'
        for kind in ("features", "states")
    )


def _lanes(paper: _Paper) -> str:
    rects = []
    for top, end in _LANES:
        x, y = paper.at((0.55, top + 0.07))
        to_x, to_y = paper.at((11.45, end - 0.07))
        rects.append(
            f'<rect class="lane" x="{x:.0f}" y="{y:.0f}" width="{to_x - x:.0f}" '
            f'height="{to_y - y:.0f}" rx="14"/>'
        )
    return "".join(rects)


def _lane_names(paper: _Paper, parts: Sequence[NetworkPart], words: NetworkWords) -> str:
    there = {_lane(part.name) for part in parts}
    return "".join(
        f'<span class="lane-name" style="{paper.percent(_name_place(paper, end, head))}">'
        f"{escape(name)}</span>"
        for number, (name, (_top, end), head) in enumerate(
            zip(words.lanes, _LANES, ("head_full", "head_half", "head_quarter"), strict=True)
        )
        if len(_LANES) - number in there
    )


def _name_place(paper: _Paper, lane_end: float, head: str) -> Point:
    """Return where a network's name leaves its parts alone: in a corner, or before its head."""
    return (0.72, lane_end - 0.28) if paper.way == "wide" else (0.5, _PLACES[head][1])


def _legend(words: NetworkWords) -> str:
    sizes = "".join(
        f'<li><i class="scale-{number}"></i>{escape(name)}</li>'
        for number, name in enumerate(words.sizes)
    )
    lines = "".join(
        f'<li><i class="line {kind}"></i>{escape(text)}</li>'
        for kind, text in (("features", words.legend_features), ("states", words.legend_states))
    )
    return f'<ul class="network-legend">{sizes}{lines}</ul>'
