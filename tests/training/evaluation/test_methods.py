"""Networks and folders of pictures give what they should, for the right picture."""

import numpy as np
import pytest

from ssidkd.core.derainer import Derainer
from ssidkd.core.network.cost import network_cost
from ssidkd.core.picture import save_png
from ssidkd.core.weights import load_weights
from ssidkd.learning.photos import read_pixels
from training.evaluation.conditions import EvaluationError, pair_conditions
from training.evaluation.methods import MadeElsewhere, NetworkMethod, RainyInput


@pytest.fixture
def conditions(pairs_folder):
    return pair_conditions(pairs_folder)


def test_the_input_is_the_rainy_picture_itself(conditions):
    picture = conditions[0].pictures[0]
    pixels = read_pixels(picture.rainy)
    assert RainyInput().covers(conditions[0])
    assert RainyInput().derain(conditions[0], picture, pixels).pixels is pixels


def test_a_network_gives_what_its_derainer_gives(conditions, make_weights):
    weights = load_weights(make_weights())
    derainer = Derainer(weights.network, device="cpu", precision="float32")
    method = NetworkMethod("mine", weights, derainer)
    picture = conditions[0].pictures[0]
    pixels = read_pixels(picture.rainy)
    result = method.derain(conditions[0], picture, pixels)
    assert np.array_equal(result.pixels, derainer.derain(pixels).derained)
    assert result.seconds > 0
    facts = method.facts
    assert (facts.name, facts.role, facts.recipe, facts.steps) == ("mine", "student", "ours", 1234)
    assert (facts.device, facts.precision, facts.sha256) == ("cpu", "float32", weights.sha256)
    cost = network_cost(weights.card.config, side=128)
    assert (facts.parameters, facts.multiply_adds) == (cost.parameters, cost.multiply_adds)


def test_pictures_made_elsewhere_are_found_by_condition_and_name(conditions, tmp_path):
    heavy = conditions[0]
    (tmp_path / "PReNet" / heavy.name).mkdir(parents=True)
    for number, picture in enumerate(heavy.pictures):
        made = np.full((96, 200, 3), number, np.uint8)
        save_png(made, tmp_path / "PReNet" / heavy.name / f"{picture.name}.jpg")
    method = MadeElsewhere("PReNet", tmp_path / "PReNet", only_condition=False)
    assert [method.covers(condition) for condition in conditions] == [True, False, False]
    rainy = read_pixels(heavy.pictures[1].rainy)
    assert method.derain(heavy, heavy.pictures[1], rainy).pixels[0, 0, 0] == 1


@pytest.fixture
def made(tmp_path):
    folder = tmp_path / "made"
    folder.mkdir()
    return folder


def test_a_flat_folder_does_for_one_condition(conditions, made):
    for picture in conditions[0].pictures:
        save_png(np.zeros((96, 200, 3), np.uint8), made / f"{picture.name}.png")
    assert MadeElsewhere("x", made, only_condition=True).covers(conditions[0])
    assert not MadeElsewhere("x", made, only_condition=False).covers(conditions[0])


def test_a_missing_picture_and_another_size_are_named(conditions, made):
    save_png(np.zeros((95, 200, 3), np.uint8), made / "p-0.png")
    method = MadeElsewhere("x", made, only_condition=True)
    with pytest.raises(EvaluationError, match="x has no picture of val/rain_heavy for p-1"):
        method.covers(conditions[0])
    rainy = read_pixels(conditions[0].pictures[0].rainy)
    with pytest.raises(EvaluationError, match="200 x 95 pixels, but the rainy picture is 200 x 96"):
        method.derain(conditions[0], conditions[0].pictures[0], rainy)


def test_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(EvaluationError, match="no folder"):
        MadeElsewhere("x", tmp_path / "gone", only_condition=True)
