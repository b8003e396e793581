"""The terms that stage two minimises (paper eq. 8 to 11), measured on one picture."""

from dataclasses import dataclass
from typing import Literal

import torch

from ssidkd.core.picture import Pixels, to_batch
from ssidkd.core.weights import Role
from ssidkd.learning.real_terms import FORMS
from ssidkd.services.deraining import ROLES
from ssidkd.services.explaining.codes import CodePair

FormName = Literal["mean", "paper"]
SHOWN_FORMS: tuple[FormName, ...] = ("mean", "paper")
"""That of this project's student, and the paper's; the released code's KL is the paper's."""


@dataclass(frozen=True, kw_only=True)
class LossValues:
    """Unweighted terms of one form on one picture."""

    divergence: float | None
    """KL of the photo's code from the synthetic picture's, by the same network [nats]; None for
    the input, which has no code."""
    divergence_from_teacher: float | None
    """The same, from the teacher's code of the synthetic picture, which is the pseudo-label that
    this project's student learns from."""
    dark_channel: float
    total_variation: float


def loss_values(pair: CodePair, form: FormName) -> dict[Literal["input"] | Role, LossValues]:
    """Return the terms for the photo itself and for what each network makes of it."""
    values: dict[Literal["input"] | Role, LossValues] = {"input": _values(pair, form, pair.photo)}
    for role in ROLES:
        values[role] = _values(pair, form, pair.photo_codes[role].derained, role)
    return values


def _values(pair: CodePair, form: FormName, pixels: Pixels, role: Role | None = None) -> LossValues:
    written = FORMS[form]
    batch = to_batch(pixels)
    return LossValues(
        divergence=None if role is None else _divergence(pair, form, role, role),
        divergence_from_teacher=None if role is None else _divergence(pair, form, role, "teacher"),
        dark_channel=float(written.dark_channel(batch)),
        total_variation=float(written.variation(batch)),
    )


def _divergence(pair: CodePair, form: FormName, role: Role, taught_by: Role) -> float:
    photo, synthetic = (
        torch.from_numpy(coded.code)[None]
        for coded in (pair.photo_codes[role], pair.synthetic_codes[taught_by])
    )
    return float(FORMS[form].divergence(photo, synthetic))
