"""Which network derains on the command line, and where."""

import argparse
import os
from pathlib import Path

from ssidkd.commands.errors import CommandError, UsageError
from ssidkd.core.assets import AssetsMissingError, assets_folder
from ssidkd.core.derainer import Derainer
from ssidkd.core.derainer.devices import choose_device
from ssidkd.core.weights import LoadedWeights, load_weights
from ssidkd.core.weights.bundled import BUNDLED, bundled_weights
from ssidkd.services.quick_policy import quick_policy
from ssidkd.services.settings import Settings


def build_derainer(arguments: argparse.Namespace) -> Derainer:
    """Return the derainer that the arguments of `derain` ask for.

    What they leave open is taken from the settings.

    Raises:
        CommandError: there are no such weights, device, precision or tile.
    """
    if arguments.weights and (arguments.model or arguments.variant):
        raise UsageError("--weights says which network it is; leave out --model and --variant.")
    try:
        settings = Settings.from_environment(os.environ)
        device = arguments.device or settings.device
        variant = arguments.variant or settings.variant
        weights = (
            load_weights(arguments.weights)
            if arguments.weights
            else _bundled(arguments.model or "student", variant, device, settings.assets_dir)
        )
        return Derainer(
            weights.network,
            channel_order=weights.card.channel_order,
            device=device,
            precision=arguments.precision or settings.precision,
            tile=arguments.tile,
        )
    except (ValueError, AssetsMissingError) as error:  # each says in a sentence what is wrong
        raise CommandError(str(error)) from error


def _bundled(role: str, variant: str, device: str, assets: Path | None) -> LoadedWeights:
    if variant == "auto":
        variant = quick_policy(choose_device(device).type, variant, BUNDLED).variant
    return bundled_weights(assets or assets_folder(), role, variant)
