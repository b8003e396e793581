"""The lessons with tiny assets and tiny networks."""

import pytest

from ssidkd.services.examples import ExampleService
from ssidkd.services.lessons import LessonService, read_state
from tests.page_services import make_assets, tiny_deraining


@pytest.fixture(scope="session")
def lesson_assets(tmp_path_factory):
    """An assets folder as the page's tests have it."""
    folder = tmp_path_factory.mktemp("lesson-assets")
    make_assets(folder)
    return folder


@pytest.fixture(scope="session")
def lessons(lesson_assets):
    """The lessons."""
    examples = ExampleService(lesson_assets / "examples")
    return LessonService(lesson_assets, examples, tiny_deraining())


@pytest.fixture
def shown(lessons):
    """Shows what a link leads to, as pictures by name and the scene."""

    def shown(query):
        read = read_state(query, lessons.photos.names)
        assert read.refused == ()
        scene = lessons.scene(read.state)
        return {figure.name: figure.pixels for figure in scene.figures}, scene

    return shown
