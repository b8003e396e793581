"""All services of the page, made from the settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ssidkd.core.assets import assets_folder
from ssidkd.core.detection import DetectorError, OnnxDetector
from ssidkd.core.metrics import NiqeResult, load_pristine_model, niqe
from ssidkd.core.picture import Pixels
from ssidkd.core.weights import LoadedWeights, Role
from ssidkd.core.weights.bundled import BUNDLED, Pin, bundled_file, bundled_weights
from ssidkd.services.collection.starting import Collecting, start_collecting
from ssidkd.services.comparing import ComparingService
from ssidkd.services.deraining import DerainingService
from ssidkd.services.examples import ExampleService
from ssidkd.services.finding import FindingService
from ssidkd.services.gallery import Gallery
from ssidkd.services.jobs.finetuned import FinetunedNetworks
from ssidkd.services.jobs.starting import Finetuning, start_finetuning
from ssidkd.services.jobs.take_away import TakeAway
from ssidkd.services.outputs import OutputFolders, OutputsError
from ssidkd.services.owner_examples.service import OwnerExamples
from ssidkd.services.owner_examples.sources import dataset_source, folder_source
from ssidkd.services.owner_examples.store import ExampleStore
from ssidkd.services.settings import Settings, SettingsError
from ssidkd.services.shelf import PictureShelf


@dataclass(frozen=True)
class Services:
    """What the page can ask for."""

    assets: Path
    comparing: ComparingService
    examples: ExampleService
    shelf: PictureShelf
    outputs: OutputFolders | None = None
    """Pictures that other methods made; None where the owner named no folders."""
    finding: FindingService | None = None
    """The owner's detector; None where there is none."""
    own_examples: OwnerExamples | None = None
    """Pictures of the owner's; None where the owner named none."""
    finetuning: Finetuning | None = None
    """Finetuning jobs; None where the data folder cannot be written to."""
    collecting: Collecting | None = None
    """Photos that visitors donate; None where they cannot or may not."""

    def park(self, seconds: float) -> None:
        """Have running jobs save, to be resumed after the next start.

        Args:
            seconds: how long to wait at most [s].
        """
        if self.finetuning is not None:
            self.finetuning.jobs.park(seconds)

    def close(self) -> None:
        """End what must not be cut off, within some seconds; the page answers no more by then."""
        if self.collecting is not None:
            self.collecting.close()

    @cached_property
    def finetuned(self) -> FinetunedNetworks | None:
        """Networks that jobs have brought; None where there is no finetuning."""
        if self.finetuning is None:
            return None
        return FinetunedNetworks(self.finetuning.jobs, self.comparing.deraining)

    @cached_property
    def take_away(self) -> TakeAway | None:
        """Files of jobs to save; None where there is no finetuning."""
        return TakeAway(self.finetuning.jobs, self.shelf) if self.finetuning else None

    @property
    def gallery(self) -> Gallery:
        """The bundled examples and those of the owner's that are ready."""
        return Gallery(self.examples, self.own_examples)


def start_services(
    settings: Settings, pictures: Path, pins: Mapping[tuple[Role, str], Pin] = BUNDLED
) -> Services:
    """Load everything the page needs; the networks are warmed up while the page is served already.

    Args:
        settings: of this machine.
        pictures: folder for the pictures that the page shows.
        pins: the weights files there are.

    Raises:
        AssetsMissingError: the assets folder is not there.
        WeightsError: weights are missing or not what they should be.
        ExamplesError: the examples are missing or incomplete.
        PristineModelError: NIQE's model is missing or was changed.
        SettingsError: this machine has not the device, a folder or the detector that the settings
            ask for, or another copy of the app has the data folder.
    """
    assets = settings.assets_dir or assets_folder()
    model = load_pristine_model(assets / "niqe" / "niqe_pris_params.npz")

    def load(role: Role, variant: str) -> LoadedWeights:
        return bundled_weights(assets, role, variant, pins)

    def score(pixels: Pixels) -> NiqeResult:
        return niqe(pixels, model)

    deraining = DerainingService.from_settings(settings, load, pins)
    deraining.warm_up_in_background()
    examples = ExampleService(assets / "examples")
    comparing = ComparingService(deraining, score)
    shelf = PictureShelf(pictures)
    finetuning = start_finetuning(
        settings,
        assets,
        student=bundled_file(assets, "student", deraining.policy.variant, pins),
        device=deraining.device,
        is_busy=lambda: deraining.is_busy,
    )
    return Services(
        assets=assets,
        comparing=comparing,
        examples=examples,
        shelf=shelf,
        own_examples=_own_examples(settings, comparing, shelf),
        outputs=_outputs(settings, examples),
        finding=_finding(settings),
        finetuning=finetuning,
        collecting=start_collecting(settings, score, finetuning),
    )


def _own_examples(
    settings: Settings, comparing: ComparingService, shelf: PictureShelf
) -> OwnerExamples | None:
    """Start to prepare the owner's pictures, if there are any."""
    sources = []
    if settings.examples is not None:
        sources.append(folder_source(settings.examples))
    if settings.examples_dataset:
        sources.append(dataset_source(settings.examples_dataset))
    if not sources:
        return None
    store = ExampleStore(settings.data_dir / "examples")
    own = OwnerExamples(sources, comparing.deraining, comparing.score, store, shelf)
    own.prepare_in_background()
    return own


def _outputs(settings: Settings, examples: ExampleService) -> OutputFolders | None:
    try:
        return OutputFolders(settings.outputs, examples) if settings.outputs else None
    except OutputsError as error:
        raise SettingsError(str(error)) from error


def _finding(settings: Settings) -> FindingService | None:
    try:
        return FindingService(OnnxDetector(settings.detector)) if settings.detector else None
    except DetectorError as error:
        raise SettingsError(f"SSIDKD_DETECTOR: {error}") from error
