"""What was measured with the bundled weights, as the report hands it to the page."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

MEASURED = "measured.json"
"""Inside assets/results/."""
_DIGITS = 8  # far more than one reads: numbers are rounded once more where they are shown


@dataclass(frozen=True, kw_only=True)
class MeasuredWeights:
    """Weights that were measured."""

    name: str
    """Of their rows."""
    role: str
    variant: str
    recipe: str
    steps: int
    data: str
    """What they were trained on, in words."""
    sha256: str
    parameters: int
    multiply_adds: int
    """For a picture of 128 x 128, as in the paper's Table IV."""


@dataclass(frozen=True, kw_only=True)
class MeasuredRow:
    """Means of one method over one condition; None where no picture has a value."""

    method: str
    """Name of weights; `input` are the rainy pictures themselves."""
    condition: str
    dataset: str
    """Of the paper, of which the condition is (a part of) the test set; empty for none."""
    pictures: int
    psnr_rgb: float | None
    """[dB], over all three channels, pictures of 8 bits."""
    ssim_rgb: float | None
    psnr_y: float | None
    """[dB], of the luminance."""
    ssim_y: float | None
    niqe: float | None
    dark_mean: float | None
    sharpness: float | None
    seconds: float | None
    """For one picture, on the machine that measured."""


@dataclass(frozen=True, kw_only=True)
class MeasuredDifference:
    """Second method minus first, with a paired bootstrap 95 % interval over pictures."""

    condition: str
    first: str
    second: str
    measure: str
    """`niqe` or `psnr_rgb`."""
    mean: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Everything that was measured."""

    weights: tuple[MeasuredWeights, ...] = ()
    rows: tuple[MeasuredRow, ...] = ()
    differences: tuple[MeasuredDifference, ...] = ()


class MeasuredError(ValueError):
    """The file does not hold what was measured."""


def measured_json(measured: Measured) -> str:
    """Return everything as JSON, without digits that mean nothing."""
    rounded = json.loads(json.dumps(asdict(measured)), parse_float=lambda text: _rounded(text))
    return json.dumps(rounded, indent=1, allow_nan=False, ensure_ascii=False) + "\n"


def read_measured(path: Path) -> Measured:
    """Read what `measured_json` wrote; a missing file is one in which nothing was measured.

    Raises:
        MeasuredError: the file holds something else.
    """
    if not path.is_file():
        return Measured()
    try:
        content: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Measured(
            weights=tuple(MeasuredWeights(**row) for row in content["weights"]),
            rows=tuple(MeasuredRow(**row) for row in content["rows"]),
            differences=tuple(MeasuredDifference(**row) for row in content["differences"]),
        )
    except (ValueError, TypeError, KeyError) as error:
        raise MeasuredError(
            f"{path.name} is not what training.report --measured wrote. Write it again."
        ) from error


def _rounded(text: str) -> float:
    return round(float(text), _DIGITS)
