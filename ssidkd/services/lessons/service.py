"""The guided walk as the page asks for it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from ssidkd.core.picture import Pixels
from ssidkd.services.deraining import DerainingService
from ssidkd.services.examples import ExampleService
from ssidkd.services.lessons import measured, rainy
from ssidkd.services.lessons.attempts import Attempts
from ssidkd.services.lessons.photos import LessonPhotos
from ssidkd.services.lessons.scene import Scene
from ssidkd.services.lessons.state import LessonState

CLEAN_FOLDER = "clean"
"""Of the clean photos, inside assets/."""

Show = Callable[[LessonState, LessonPhotos], Scene]
SCENES: Mapping[str, Show] = MappingProxyType(
    {
        "sum": rainy.sum_scene,
        "pairs": rainy.pairs_scene,
        "real": rainy.real_scene,
        "dark": measured.dark_scene,
        "distillation": measured.distillation_scene,
        "niqe": measured.niqe_scene,
        "failures": rainy.failures_scene,
        "own": measured.own_scene,
    }
)
"""What shows each step, by its name."""


class LessonService:
    """Shows the steps; all that is remembered are pictures that anyone would get.

    Args:
        assets: the assets folder; its clean photos may be missing.
        examples: the bundled examples.
        deraining: both networks.
    """

    def __init__(self, assets: Path, examples: ExampleService, deraining: DerainingService) -> None:
        self.photos = LessonPhotos(assets / CLEAN_FOLDER, examples)
        self.attempts = Attempts(deraining)

    def scene(self, state: LessonState) -> Scene:
        """Return what a state shows; without the networks' results where they have to work."""
        return SCENES[state.step.name](state, self.photos)

    def judged(self, state: LessonState, results: Mapping[str, Pixels]) -> Scene:
        """Return what a state shows when the networks have done its task."""
        with_rain = state.values.get("scene") == "rain"
        return rainy.judged(self.scene(state), dict(results), with_rain)
