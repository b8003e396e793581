import hashlib

import pytest

from ssidkd.core.weights import WeightsError, save_weights
from ssidkd.core.weights.bundled import BUNDLED, FOLDER, Pin, bundled_weights
from ssidkd.core.weights.errors import WeightsHashError, WeightsMissingError


@pytest.fixture
def pins(tmp_path, tiny_network, card):
    digest = save_weights(tiny_network, card, tmp_path / FOLDER / "tiny.safetensors")
    return {("student", "tiny"): Pin("tiny.safetensors", digest)}


def test_pinned_file_is_loaded(tmp_path, pins, card):
    loaded = bundled_weights(tmp_path, "student", "tiny", pins)
    assert loaded.card == card
    assert loaded.sha256 == pins["student", "tiny"].sha256


def test_file_that_is_not_the_pinned_one_is_never_loaded(tmp_path, pins, tiny_network, card):
    save_weights(tiny_network, card, tmp_path / FOLDER / "tiny.safetensors", "float16")
    with pytest.raises(WeightsHashError):
        bundled_weights(tmp_path, "student", "tiny", pins)


def test_missing_file_is_said(tmp_path, pins):
    (tmp_path / FOLDER / "tiny.safetensors").unlink()
    with pytest.raises(WeightsMissingError, match=r"tiny\.safetensors"):
        bundled_weights(tmp_path, "student", "tiny", pins)


@pytest.mark.parametrize(("role", "variant"), [("teacher", "tiny"), ("student", "huge")])
def test_words_without_weights_are_refused(tmp_path, pins, role, variant):
    with pytest.raises(WeightsMissingError, match=variant):
        bundled_weights(tmp_path, role, variant, pins)


def test_table_and_folder_agree(assets):
    files = {path.name for path in (assets / FOLDER).glob("*.safetensors")}
    assert files == {pin.file for pin in BUNDLED.values()}


@pytest.mark.parametrize(("role", "variant"), list(BUNDLED))
def test_every_bundled_file_is_the_pinned_one_and_says_what_it_is(assets, role, variant):
    pin = BUNDLED[role, variant]
    content = (assets / FOLDER / pin.file).read_bytes()
    assert hashlib.sha256(content).hexdigest() == pin.sha256
    card = bundled_weights(assets, role, variant).card
    assert (card.role, card.variant) == (role, variant)
    assert card.data
    assert card.recipe
    assert card.steps > 0


def test_missing_weights_are_weights_errors():
    assert issubclass(WeightsMissingError, WeightsError)
