"""Go only a part of the way from a teacher to its student: `python -m training.blend ...`.

Every weight becomes teacher + share (student - teacher). What a short stage two gains on real
photos grows about evenly with the share, what it costs on synthetic pairs with the share squared,
so a part of the way may keep most of the gain at little cost.

Source: Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch

from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.weights.errors import WeightsError
from ssidkd.core.weights.files import load_weights, save_weights


def blend(teacher: Path, student: Path, share: float, output: Path) -> str:
    """Write a student that lies between two sets of weights.

    Args:
        teacher: weights the student began with.
        student: weights of the same shape.
        share: of the way from teacher to student, 0 to 1.
        output: file to write, in float32.

    Returns:
        the file's SHA-256.

    Raises:
        WeightsError: a file cannot be loaded, or the two have different shapes.
    """
    start, end = load_weights(teacher), load_weights(student)
    if start.card.config != end.card.config:
        raise WeightsError(f"{teacher.name} and {student.name} hold networks of different shapes.")
    network = DerainNet(end.card.config)
    after = end.network.state_dict()
    network.load_state_dict(
        {
            name: torch.lerp(before, after[name], share)
            for name, before in start.network.state_dict().items()
        }
    )
    card = replace(end.card, recipe=f"{end.card.recipe}, {share:.0%} of the way from its teacher")
    return save_weights(network, card, output)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.blend", description=__doc__)
    parser.add_argument("teacher", type=Path, help="weights the student began with")
    parser.add_argument("student", type=Path, help="weights that stage two has left")
    parser.add_argument("--share", type=float, required=True, help="of the way, 0 to 1")
    parser.add_argument("-o", "--output", type=Path, required=True, help="file to write")
    arguments = parser.parse_args(argv)
    if not 0 <= arguments.share <= 1:
        parser.error("the share must be from 0 to 1")
    try:
        sha256 = blend(arguments.teacher, arguments.student, arguments.share, arguments.output)
    except WeightsError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{sha256}  {arguments.output.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
