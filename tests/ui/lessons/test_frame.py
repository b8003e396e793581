import re
from html.parser import HTMLParser

import pytest

from ssidkd.services.examples import ExampleService
from ssidkd.services.lessons import STEPS, LessonService, read_state
from ssidkd.services.shelf import PictureShelf
from ssidkd.ui.lessons.answers import LessonAnswers
from ssidkd.ui.lessons.frame import frame
from ssidkd.ui.lessons.pictures import facts, figures
from ssidkd.ui.words.lessons import CHINESE, ENGLISH
from tests.page_services import make_assets, tiny_deraining

BOTH = pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh"])


class Elements(HTMLParser):
    """Collects the elements of a page and checks that they are nested."""

    VOID = ("input", "img", "br")

    def __init__(self, text):
        super().__init__()
        self.found, self.open = [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def all(self, tag, **attributes):
        wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
        return [
            given for name, given in self.found if name == tag and wanted.items() <= given.items()
        ]


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    folder = tmp_path_factory.mktemp("assets")
    make_assets(folder)
    return LessonService(folder, ExampleService(folder / "examples"), tiny_deraining())


@pytest.fixture
def answers(service, tmp_path):
    return LessonAnswers(service, PictureShelf(tmp_path), ENGLISH)


@BOTH
def test_every_step_is_a_section_with_a_title_controls_and_one_question(words, service):
    page = Elements(frame(words, service))
    assert len(page.all("section", **{"class": "lesson"})) == len(STEPS)
    for number, step in enumerate(STEPS, start=1):
        assert page.all("h3", id=f"lesson-{number}")
        assert len(page.all("input", type="radio", name=f"lesson-{number}-answer")) == step.answers
        assert page.all("select", id=f"lesson-{number}-photo")
        for control in step.controls:
            assert page.all("label", **{"for": f"lesson-{number}-{control.name}"})
    identities = [given["id"] for _, given in page.found if "id" in given]
    assert len(identities) == len(set(identities))


@BOTH
def test_all_that_can_be_turned_has_a_name_and_all_formulas_can_be_heard(words, service):
    page = Elements(frame(words, service))
    for given in page.all("input", type="range"):
        assert page.all("label", **{"for": given["id"]})
        assert given["aria-valuetext"]
    spoken = [given for given in page.all("span", role="img") if given["aria-label"]]
    assert len(spoken) >= 2 * len(STEPS)  # in the walk and in the summary


@BOTH
def test_nothing_is_asked_from_outside(words, service):
    assert not re.search(r"(https?:)?//[a-z]", frame(words, service))


@pytest.mark.parametrize("number", range(1, len(STEPS) + 1))
@BOTH
def test_every_step_shows_its_pictures_with_words(words, service, tmp_path, number):
    state = read_state(f"lesson={number}", service.photos.names).state
    scene = service.scene(state)
    page = Elements(figures(scene, PictureShelf(tmp_path), words, "a <tower>"))
    pictures = page.all("img")
    assert len(pictures) == len(scene.figures)
    assert all("a <tower>" in given["alt"] for given in pictures)
    assert "{" not in facts(scene, state, words)


def test_an_answer_tells_the_state_it_shows(answers):
    seen = answers.show("?lesson=4&window=9&scene=mist&answer=2&present=1", "")
    assert seen["lesson"] == 4
    assert seen["values"]["window"] == 9
    assert seen["values"]["scene"] == "mist"
    assert (seen["answer"], seen["mode"], seen["said"]) == (2, "present", "")
    assert answers.show(seen["query"], "")["figures"] == seen["figures"]


def test_what_a_link_cannot_mean_is_said(answers):
    seen = answers.show("lesson=4&window=10&scene=<b>", "")
    assert "window" in seen["said"]
    assert "scene" in seen["said"]
    assert "<b>" not in seen["said"]


def test_the_networks_start_only_where_they_are_asked_to(answers):
    assert answers.show("lesson=7", "")["attempt"] is None
    assert answers.show("lesson=1", "1")["attempt"] is None
    assert answers.show("lesson=7", "1")["attempt"]


def test_a_script_that_sends_anything_else_gets_the_first_step(answers):
    show, look, stop = answers.functions()
    for nonsense in (None, "x", [1, 2], {"a": 1}, ["one"]):
        assert show(nonsense)["lesson"] == 1
        assert look(nonsense)["over"]
        assert stop(nonsense) == {}
