"""Put a trained result among the bundled weights: `python -m training.bundle RESULT ...`.

The file is written to assets/weights/ in half precision, and the line for the table of pins in
`ssidkd/core/weights/bundled.py` is shown. Examples have to be made again afterwards
(`python -m training.make_examples`), since they carry the weights' SHA-256.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ssidkd.core.assets import assets_folder
from ssidkd.core.weights.bundled import FOLDER
from ssidkd.core.weights.errors import WeightsError
from ssidkd.core.weights.files import load_weights, save_weights


def bundle(result: Path, data: str, licence: str, assets: Path) -> str:
    """Write the bundled file and return its line for the table of pins.

    Args:
        result: weights a run has left.
        data: what they were trained on, in words; kept in the file.
        licence: under which the weights may be used, which follows from the data.
        assets: the assets/ folder.

    Raises:
        WeightsError: the result cannot be loaded.
    """
    loaded = load_weights(result)
    card = replace(loaded.card, data=data, licence=licence)
    name = f"{card.variant}-{card.role}.safetensors"
    folder = assets / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    sha256 = save_weights(loaded.network, card, folder / name, "float16")
    return f'("{card.role}", "{card.variant}"): Pin("{name}", "{sha256}"),'


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.bundle", description=__doc__)
    parser.add_argument("result", type=Path, help="weights a run has left: RUN/result.safetensors")
    parser.add_argument("--data", required=True, help="what they were trained on, in words")
    parser.add_argument("--licence", required=True, help="under which the weights may be used")
    arguments = parser.parse_args(argv)
    try:
        line = bundle(arguments.result, arguments.data, arguments.licence, assets_folder())
    except WeightsError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{line}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
