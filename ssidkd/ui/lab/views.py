"""What the rain lab shows of a run, as HTML: pictures with their scores, and what is left of rain.

All pictures belong to one group of the viewer, so that they are seen with one zoom.
"""

from html import escape

import numpy as np

from ssidkd.core.metrics.full_reference import IDENTICAL_PSNR
from ssidkd.core.rain_layer import difference
from ssidkd.core.signed_map import signed_picture, signed_scale
from ssidkd.services.comparing import Pane, PaneName
from ssidkd.services.deraining import ROLES
from ssidkd.services.shelf import PictureShelf
from ssidkd.ui.lab.run import LabRun
from ssidkd.ui.viewer import ShownPicture, compare_pane
from ssidkd.ui.words import Words

GROUP = "lab"
SHOWN: tuple[PaneName, ...] = ("truth", "input", *ROLES)
LEFT: tuple[PaneName, ...] = ("input", *ROLES)
"""Pictures of which what is left of the rain is shown."""
DASH = "–"  # noqa: RUF001


class LabViews:
    """Writes the pictures of runs and tells where they are.

    Args:
        shelf: where pictures are written.
        words: of the page.
    """

    def __init__(self, shelf: PictureShelf, words: Words) -> None:
        self._shelf = shelf
        self._words = words

    def pane(self, run: LabRun | None, name: PaneName) -> str:
        """Return one picture of a run with its scores; a place for it while there is none."""
        pane = None if run is None else {**run.results(), **run.panes}.get(name)
        older = run is not None and pane is not None and name not in run.panes
        words = self._words.lab
        working = run is not None and name not in run.panes and not run.stop.is_set()
        shown = None if run is None or pane is None else self._shown(run, pane)
        html = compare_pane(
            GROUP,
            name,
            self._words.common.pictures[name],
            shown,
            self._words.viewer,
            original=name == "input",
            working=working,
        )
        tag = f'<p class="lab-older">{escape(words.older)}</p>' if older else ""
        css = "pane lab-pane older" if older else "pane lab-pane"
        return (
            f'<section class="{css}" id="lab-pane-{name}"><div class="pane-head">'
            f'<h2><span class="dot {name}"></span>{escape(self._words.common.pictures[name])}'
            f"<small>{escape(words.hints[name])}</small></h2></div>"
            f"{html}{tag}{self._facts(run, pane)}</section>"
        )

    def left(self, run: LabRun | None, name: PaneName, factor: float) -> str:
        """Return a picture minus the truth, amplified; a place for it while there is none."""
        words = self._words.lab
        pane = None if run is None else {**run.results(), **run.panes}.get(name)
        shown = None
        if run is not None and pane is not None:
            values = difference(pane.pixels, run.pair.clean)
            path = self._shelf.put(
                signed_picture(values, 1 / factor), f"lab-left-{name}-times-{factor:g}"
            )
            mean = f"{255 * float(np.abs(values).mean()):.1f}"
            height, width = values.shape
            alt = words.left_alt.format(
                name=words.left_names[name], factor=f"{factor:g}", mean=mean
            )
            shown = ShownPicture(path=path, alt=alt, width=width, height=height)
        label = words.left_names[name]
        html = compare_pane(GROUP, f"left-{name}", label, shown, self._words.viewer)
        older = run is not None and pane is not None and name not in run.panes
        css = "pane lab-left older" if older else "pane lab-left"
        return (
            f'<section class="{css}" id="lab-left-{name}"><h3>{escape(label)}</h3>{html}</section>'
        )

    def legend(self, factor: float) -> str:
        """Return the colour scale of what is left, in steps of 255."""
        words = self._words.lab
        limit = 255 / factor
        low, high = f"−{limit:.0f}", f"+{limit:.0f}"  # noqa: RUF001 - a minus sign
        colours = ", ".join(anchor.colour for anchor in signed_scale(limit))
        name = escape(words.scale.format(low=low, high=high))
        bar = f'<b style="background:linear-gradient(90deg, {colours})"></b>'
        return (
            f'<div class="lab-scale"><span class="scale" role="img" aria-label="{name}">'
            f"<i>{low}</i>{bar}<i>{high}</i></span>"
            f"<p><span>{escape(words.too_dark)}</span><span>{escape(words.too_bright)}</span></p>"
            "</div>"
        )

    def notes(self) -> str:
        """Return what the numbers say; folded at first."""
        words = self._words.lab
        said = "".join(f"<p>{escape(note)}</p>" for note in words.notes)
        return (
            f'<details class="legend lab-notes"><summary>{escape(words.notes_label)}</summary>'
            f"<div>{said}</div></details>"
        )

    def rain_name(self, run: LabRun) -> str:
        """Name the rain of a run."""
        preset = run.state.preset
        return self._words.lab.rain.own if preset is None else self._words.lab.rain.presets[preset]

    def _shown(self, run: LabRun, pane: Pane) -> ShownPicture:
        height, width = pane.pixels.shape[:2]
        alt = self._words.lab.alts[pane.name].format(
            what=run.photo.description, rain=self.rain_name(run)
        )
        path = self._shelf.put(pane.pixels, f"lab-{file_stem(run, pane.name)}")
        return ShownPicture(path=path, alt=alt, width=width, height=height)

    def _facts(self, run: LabRun | None, pane: Pane | None) -> str:
        words = self._words.lab
        rows = [
            (words.psnr, *self._psnr(run, pane)),
            (words.ssim, DASH, ""),
            (words.niqe, DASH, ""),
        ]
        if pane is not None:
            ssim = words.identical if pane.ssim is None else f"{pane.ssim:.3f}"
            niqe = words.niqe_none if pane.niqe is None else f"{pane.niqe:.2f}"
            rows[1:] = [(words.ssim, ssim, ""), (words.niqe, niqe, "")]
        listed = "".join(
            f"<div><dt>{escape(name)}</dt><dd>{escape(value)}{extra}</dd></div>"
            for name, value, extra in rows
        )
        reason = pane.niqe_reason if pane is not None else None
        said = f"<p>{escape(self._words.refusals.say(reason))}</p>" if reason else ""
        return f'<div class="lab-facts"><dl>{listed}</dl>{said}</div>'

    def _psnr(self, run: LabRun | None, pane: Pane | None) -> tuple[str, str]:
        """Return the PSNR and, for a network, what it gains over the rainy picture as HTML."""
        words = self._words.lab
        if run is None or pane is None:
            return DASH, ""
        if pane.psnr is None or pane.psnr == IDENTICAL_PSNR:
            return words.identical, ""
        rainy = run.panes["input"].psnr
        if pane.name not in run.panes or pane.name == "input" or rainy is None:
            return f"{pane.psnr:.2f}", ""
        gain = pane.psnr - rainy
        sign = "+" if gain >= 0 else "−"  # noqa: RUF001 - a minus sign
        css = "gain" if gain >= 0 else "gain loss"
        said = escape(words.gain.format(gain=f"{sign}{abs(gain):.2f}"))
        return f"{pane.psnr:.2f}", f' <small class="{css}">{said}</small>'


def file_stem(run: LabRun, name: str) -> str:
    """Name a file of a run: what it is and of which photo."""
    what = "rainy" if name == "input" else name
    return f"{what}-{run.photo.name or 'own'}"
