"""What the tab "Network" says of the chosen part, and its feature maps, as HTML."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from ssidkd.core.network.cost import PAPER_SIDE
from ssidkd.core.network.parts import Layer, NetworkPart
from ssidkd.core.weights import Role
from ssidkd.services.comparison import Comparison
from ssidkd.services.network_view import SHEET_COLUMNS, MapScale, PartMaps, map_ranges
from ssidkd.ui.viewer import address
from ssidkd.ui.words import Words
from ssidkd.ui.words.network import NetworkWords


def part_panel(parts: Sequence[NetworkPart], chosen: str, words: NetworkWords) -> str:
    """Return what there is to say about a part of a network with these parts."""
    part = next(part for part in parts if part.name == chosen)
    parameters = sum(one.parameters for one in parts)
    multiply_adds = sum(one.multiply_adds for one in parts)
    facts = [
        (words.works_at, words.sizes[part.scale]),
        (words.channels, str(part.channels)),
        (words.parameters, _share(f"{part.parameters:,}", part.parameters / parameters, words)),
        (
            words.multiply_adds,
            _share(_millions(part.multiply_adds), part.multiply_adds / multiply_adds, words),
        ),
        (words.figure, words.figures[part.kind]),
    ]
    if part.kind == "chain":
        facts.insert(2, (words.applied, words.times.format(n=part.applications)))
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(what)}</dd>" for name, what in facts)
    counted = words.counted.format(
        side=PAPER_SIDE,
        parameters=f"{parameters / 1e6:.2f}",
        multiply_adds=f"{multiply_adds / 1e9:.2f}",
    )
    title = words.parts[chosen]
    return (
        f'<section class="part-panel" data-part="{escape(chosen)}"><h3>{escape(title.title)}</h3>'
        f"<p>{escape(title.does)}</p><dl>{rows}</dl>"
        f"<details><summary>{escape(words.layers_open)}</summary>{_layers(part.layers, words)}"
        f'</details><p class="counted">{escape(counted)}</p></section>'
    )


def _share(number: str, share: float, words: NetworkWords) -> str:
    return f"{number} ({words.of_all.format(share=f'{100 * share:.1f} %')})"


def _millions(count: int) -> str:
    return f"{count / 1e9:.2f} G" if count >= 1e9 else f"{count / 1e6:.1f} M"


def _layers(layers: Sequence[Layer], words: NetworkWords) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in words.layer_heads)
    rows = "".join(
        f'<tr><th scope="row">{escape(words.layers[layer.group])}</th>'
        f"<td>{escape(_form(layer, words))}</td><td>{layer.parameters:,}</td>"
        f"<td>{_millions(layer.multiply_adds)}</td></tr>"
        for layer in layers
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(words.layers_open)}">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _form(layer: Layer, words: NetworkWords) -> str:
    fewest, most = layer.inputs
    inputs = str(fewest) if fewest == most else f"{fewest}-{most}"
    return words.layer_form.format(
        count=layer.count, kernel=layer.kernel, inputs=inputs, outputs=layer.outputs
    )


def maps_grid(maps: PartMaps, state: int, scale: MapScale, sheet: Path, words: NetworkWords) -> str:
    """Return all maps of a state, cut from one picture.

    Args:
        maps: what is shown.
        state: number of the state, from 0.
        scale: of the brightness.
        sheet: file of the picture that `map_sheet` drew.
        words: of the tab.
    """
    height, width = maps.values.shape[-2:]
    columns = min(SHEET_COLUMNS, len(maps.order))
    rows = -(-len(maps.order) // SHEET_COLUMNS)
    ranges = map_ranges(maps, state, scale)
    # In every tile: as a variable, the address would be looked for beside the style sheet.
    picture = f"background-image:url('{escape(address(sheet))}')"
    figures = []
    for place, (channel, (low, high)) in enumerate(zip(maps.order, ranges, strict=True)):
        name = escape(words.channel.format(channel=channel, low=f"{low:.2f}", high=f"{high:.2f}"))
        at = (
            f"{_position(place % SHEET_COLUMNS, columns)}% "
            f"{_position(place // SHEET_COLUMNS, rows)}%"
        )
        figures.append(
            f'<i role="img" aria-label="{name}" title="{name}" '
            f'style="{picture};background-position:{at}"></i>'
        )
    style = f"--shape:{width / height:.4f};--sheet-size:{100 * columns}% {100 * rows}%"
    words_of_state = ""
    if maps.applications:
        after = words.after.format(n=state, of=maps.applications)
        words_of_state = f"<p>{escape(words.enters if state == 0 else after)}</p>"
    save = (
        f'<a class="save" href="{escape(address(sheet))}" download="{escape(sheet.name)}">'
        f"{escape(words.save)}</a>"
    )
    return (
        f'<div class="map-head">{words_of_state}{save}</div>'
        f'<div class="map-grid" style="{style}" data-state="{state}">{"".join(figures)}</div>'
    )


def _position(index: int, count: int) -> str:
    """Return where a background stands so that the tile of an index fills its box [%]."""
    return f"{100 * index / max(count - 1, 1):.3f}"


def progress(share: float, words: NetworkWords) -> str:
    """Return the line that says how far the network is."""
    return (
        f'<div class="status" role="status"><p>{escape(words.working)}</p>'
        f'<progress max="1" value="{share:.3f}" aria-label="{escape(words.working)}"></progress>'
        "</div>"
    )


def said(maps: PartMaps, shown: Comparison, role: Role, variant: str, words: Words) -> str:
    """Return what the maps are, and of what."""
    own = words.network
    title = shown.title
    sentence = own.shown.format(
        count=len(maps.order),
        map=words.common.picture_size(*maps.map_size),
        part=own.parts[maps.part].title,
        role=words.common.pictures[role],
        variant=variant,
        photo=own.photo.format(title=title) if title else own.own_photo,
        size=words.common.picture_size(*maps.photo_size),
    )
    order = f" {own.order}" if maps.applications else ""
    return f'<div class="network-status" role="status"><p>{escape(sentence + order)}</p></div>'


def problem(sentence: str) -> str:
    """Return what keeps the maps from being shown."""
    return f'<div class="status problem" role="alert"><p>{escape(sentence)}</p></div>'


def introduction(heading: str, sentences: str) -> str:
    """Return the head of a section."""
    return f'<div class="network-intro"><h2>{escape(heading)}</h2><p>{escape(sentences)}</p></div>'
