"""What is shown of two codes: components, distributions, loss terms."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from ssidkd.core.code_statistics import (
    Shares,
    channel_distribution,
    component_limits,
    divergence_terms,
    principal_components,
)
from ssidkd.core.picture import Pixels
from ssidkd.core.signed_map import signed_picture
from ssidkd.core.weights import Role
from ssidkd.services.explaining.codes import CodePair
from ssidkd.services.explaining.losses import SHOWN_FORMS, FormName, LossValues, loss_values
from ssidkd.ui.context import PageContext
from ssidkd.ui.maps import pictures
from ssidkd.ui.maps.pictures import MapPicture
from ssidkd.ui.plots.code_bars import code_bars

FloatMap = NDArray[np.float32]


class CodeView:
    """Turns codes into HTML and figures in the page's language."""

    def __init__(self, context: PageContext) -> None:
        self._shelf = context.services.shelf
        self._page = context.words.maps
        self._words = context.words.maps.code
        self._common = context.words.common

    def text(self, pair: CodePair, role: Role) -> str:
        """Return what this part is about."""
        channels = len(pair.photo_codes[role].code)
        sentence = self._words.text.format(channels=channels, size=self._size(pair))
        return pictures.heading(self._words.heading, [sentence])

    def components(self, pair: CodePair, role: Role) -> str:
        """Return both pictures with the components of their codes, on one scale."""
        codes = [pair.photo_codes[role].code, pair.synthetic_codes[role].code]
        found = principal_components(codes)
        limits = component_limits(found).astype(np.float32)
        shares = f"{found.shares.sum():.0%}"
        words = self._words
        text = words.components_text.format(shares=shares)
        rows = "".join(
            pictures.grid(
                self._row(name, pixels, values / limits[:, None, None], found.shares), "code"
            )
            for name, pixels, values in zip(
                (words.photo, words.synthetic),
                (pair.photo, pair.synthetic),
                found.maps,
                strict=True,
            )
        )
        return pictures.heading(words.components, [text], level=3) + rows

    def distributions(self, pair: CodePair, role: Role) -> tuple[go.Figure, str]:
        """Return the figure of both distributions, and the sentence below it."""
        words = self._words
        photo = channel_distribution(pair.photo_codes[role].code)
        synthetic = channel_distribution(pair.synthetic_codes[role].code)
        terms = divergence_terms(photo, synthetic)
        figure = code_bars(
            photo,
            synthetic,
            terms,
            (words.photo, words.synthetic),
            hover=words.hover,
            x_title=words.plot_x,
            y_title=words.plot_y,
            run=f"code of {role}",
        )
        caption = words.caption.format(
            divergence=f"{terms.sum():.5f}", even=f"{1 / len(photo):.4f}"
        )
        heads = [words.plot_x, words.photo, words.synthetic, "KL"]
        rows = [
            (str(channel + 1), f"{photo[channel]:.4f}", f"{synthetic[channel]:.4f}", f"{term:+.5f}")
            for channel, term in enumerate(terms)
        ]
        listed = pictures.folded(self._page.values, pictures.table(heads, rows))
        return figure, pictures.paragraph(caption) + listed

    def losses(self, pair: CodePair) -> str:
        """Return the terms of stage two in both forms as tables."""
        words = self._words
        text = words.losses_text.format(size=self._size(pair))
        tables = "".join(self._form(pair, form) for form in SHOWN_FORMS)
        return pictures.heading(words.losses, [text], level=3) + (
            f'<div class="maps-forms">{tables}</div>'
        )

    def _form(self, pair: CodePair, form: FormName) -> str:
        words = self._words
        values = loss_values(pair, form)
        heads = [words.term, *(self._common.pictures[name] for name in values)]
        columns = [self._cells(each) for each in values.values()]
        names = (
            words.divergence,
            words.divergence_from_teacher,
            words.dark_channel,
            words.total_variation,
        )
        rows = [(name, *cells) for name, *cells in zip(names, *columns, strict=True)]
        return pictures.table(heads, rows, words.forms[form])

    def _cells(self, values: LossValues) -> tuple[str, ...]:
        divergences = (
            self._words.none if value is None else f"{value:.6f}"
            for value in (values.divergence, values.divergence_from_teacher)
        )
        terms = (values.dark_channel, values.total_variation)
        return *divergences, *(f"{term:.4f}" if term < 100 else f"{term:.0f}" for term in terms)

    def _row(
        self, name: str, pixels: Pixels, values: FloatMap, shares: Shares
    ) -> Iterator[MapPicture]:
        """Yield a picture, its components as colours, and each alone."""
        words = self._words
        yield MapPicture(
            name=name,
            path=self._put(pixels, "picture"),
            alt=words.picture_alt.format(picture=name),
            link=self._page.open_picture,
        )
        if len(values) == 3:
            yield MapPicture(
                name=words.colours,
                path=self._put(as_colours(values), "components"),
                alt=f"{words.colours}: {name}",
                link=self._page.open_picture,
            )
        for index, each in enumerate(values):
            yield self._component(name, index + 1, each, shares[index])

    def _component(self, name: str, index: int, values: FloatMap, share: float) -> MapPicture:
        words = self._words
        return MapPicture(
            name=words.component.format(n=index),
            path=self._put(signed_picture(values, 1.0), f"component-{index}"),
            alt=words.component_alt.format(n=index, picture=name),
            caption=words.component_share.format(share=f"{share:.1%}"),
            link=self._page.open_picture,
        )

    def _put(self, pixels: Pixels, name: str) -> Path:
        return pictures.shelved(self._shelf, pixels, f"code-{name}")

    def _size(self, pair: CodePair) -> str:
        height, width = pair.photo.shape[:2]
        return self._common.picture_size(width, height)


def as_colours(values: FloatMap) -> Pixels:
    """Return three maps (3, h, w) of [-1, 1] as red, green and blue (h, w, 3); 0 is grey."""
    levels = np.rint(np.clip(values, -1, 1) * 127.5 + 127.5).astype(np.uint8)
    return np.ascontiguousarray(levels.transpose(1, 2, 0))
