import numpy as np
import pytest
from PIL import Image

from ssidkd.core.examples import MANIFEST
from ssidkd.services.examples import ExampleService
from ssidkd.services.lessons import STEPS, read_state
from ssidkd.services.lessons.photos import NETWORK_PIXELS, LessonPhotos
from ssidkd.services.lessons.service import SCENES
from tests.page_services import EXAMPLES, textured

COLUMNS = "name,photo,title,description,author,licence,source,changes,preset,seed"


def test_without_clean_photos_the_examples_derained_stand_in(lesson_assets, tmp_path):
    photos = LessonPhotos(tmp_path / "nothing", ExampleService(lesson_assets / "examples"))
    assert photos.names == {"clean": EXAMPLES, "example": EXAMPLES}
    student = photos.example("one", "student")
    np.testing.assert_array_equal(photos.clean("one"), student)
    assert photos.title("clean", "one") == "Example one"


def test_clean_photos_are_taken_where_they_are(lesson_assets, tmp_path):
    (tmp_path / MANIFEST).write_text(
        f"{COLUMNS}\ntower,tower.jpg,A tower,a tower,A. Uthor,CC0-1.0,,,,\n", encoding="utf-8"
    )
    Image.fromarray(textured(300, 400)).save(tmp_path / "tower.jpg")
    photos = LessonPhotos(tmp_path, ExampleService(lesson_assets / "examples"))
    assert photos.names["clean"] == ("tower",)
    assert photos.title("clean", "tower") == "A tower"
    height, width = photos.clean("tower", NETWORK_PIXELS).shape[:2]
    assert height * width <= NETWORK_PIXELS
    assert width / height == pytest.approx(4 / 3, abs=0.02)


def test_a_photo_that_is_shared_cannot_be_changed(lessons):
    with pytest.raises(ValueError, match="read-only"):
        lessons.photos.example("one", "input")[0, 0] = 0


@pytest.mark.parametrize("number", range(1, len(STEPS) + 1))
def test_every_step_shows_the_same_in_any_process(lessons, lesson_assets, number):
    state = read_state(f"lesson={number}", lessons.photos.names).state
    other = LessonPhotos(lesson_assets / "clean", ExampleService(lesson_assets / "examples"))
    first, second = lessons.scene(state), SCENES[state.step.name](state, other)
    assert first.facts == second.facts
    for one, two in zip(first.figures, second.figures, strict=True):
        np.testing.assert_array_equal(one.pixels, two.pixels)
