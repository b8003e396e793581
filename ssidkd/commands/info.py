"""`python -m ssidkd info`: what each network costs."""

import argparse
import json
import sys
from typing import Any

from ssidkd.commands.types import Subparsers


def add_parser(subparsers: Subparsers) -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "info",
        help="print parameters and multiply-adds of each network",
        description="Multiply-adds are those of the convolutions, counted from the network.",
    )
    parser.add_argument("--json", action="store_true", help="print an object by variant")


def run(arguments: argparse.Namespace) -> int:
    """Print one block for each variant."""
    from ssidkd.core.network.config import VARIANTS
    from ssidkd.core.network.cost import PAPER_SIDE, network_cost

    costs: dict[str, dict[str, Any]] = {}
    for name, config in VARIANTS.items():
        cost = network_cost(config)
        costs[name] = {
            "parameters": cost.parameters,
            "multiply_adds_per_pixel": cost.multiply_adds_per_pixel,
            f"multiply_adds_{PAPER_SIDE}x{PAPER_SIDE}": cost.multiply_adds,
            "channels": config.channels,
            "units": config.units,
        }
    if arguments.json:
        sys.stdout.write(json.dumps(costs, indent=2) + "\n")
    else:
        sys.stdout.writelines(_in_words(name, cost) for name, cost in costs.items())
    return 0


def _in_words(name: str, cost: dict[str, Any]) -> str:
    millions = cost["multiply_adds_per_pixel"] / 1e6
    return (
        f"{name}\n"
        f"  parameters     {cost['parameters']:,}\n"
        f"  multiply-adds  {millions:.2f} million per pixel\n"
    )
