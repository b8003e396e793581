"""All services of the page, made from the settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ssidkd.core.assets import assets_folder
from ssidkd.core.metrics import NiqeResult, load_pristine_model, niqe
from ssidkd.core.picture import Pixels
from ssidkd.core.weights import LoadedWeights, Role
from ssidkd.core.weights.bundled import BUNDLED, Pin, bundled_weights
from ssidkd.services.comparing import ComparingService
from ssidkd.services.deraining import DerainingService
from ssidkd.services.examples import ExampleService
from ssidkd.services.settings import Settings
from ssidkd.services.shelf import PictureShelf


@dataclass(frozen=True)
class Services:
    """What the page can ask for."""

    assets: Path
    comparing: ComparingService
    examples: ExampleService
    shelf: PictureShelf


def start_services(
    settings: Settings, pictures: Path, pins: Mapping[tuple[Role, str], Pin] = BUNDLED
) -> Services:
    """Load everything the page needs, so that the first visitor does not wait for it.

    Args:
        settings: of this machine.
        pictures: folder for the pictures that the page shows.
        pins: the weights files there are.

    Raises:
        AssetsMissingError: the assets folder is not there.
        WeightsError: weights are missing or not what they should be.
        ExamplesError: the examples are missing or incomplete.
        PristineModelError: NIQE's model is missing or was changed.
        SettingsError: this machine has not the device that the settings ask for.
    """
    assets = settings.assets_dir or assets_folder()
    model = load_pristine_model(assets / "niqe" / "niqe_pris_params.npz")

    def load(role: Role, variant: str) -> LoadedWeights:
        return bundled_weights(assets, role, variant, pins)

    def score(pixels: Pixels) -> NiqeResult:
        return niqe(pixels, model)

    deraining = DerainingService.from_settings(settings, load, pins)
    deraining.warm_up()
    return Services(
        assets=assets,
        comparing=ComparingService(deraining, score),
        examples=ExampleService(assets / "examples"),
        shelf=PictureShelf(pictures),
    )
