from dataclasses import replace

import pytest

from ssidkd.core.network.config import VARIANTS
from ssidkd.core.weights.card import ARCHITECTURE, card_from_metadata
from ssidkd.core.weights.errors import MissingMetadataError, WeightsError, WrongArchitectureError


def test_card_survives_the_metadata(card):
    metadata = card.to_metadata()
    assert all(type(value) is str for value in metadata.values())
    assert card_from_metadata(metadata) == card


@pytest.mark.parametrize(
    "field", ["config", "steps", "role", "variant", "recipe", "data", "commit", "channel_order"]
)
def test_missing_field_is_named(card, field):
    metadata = card.to_metadata()
    del metadata[field]
    with pytest.raises(MissingMetadataError, match=field):
        card_from_metadata(metadata)


def test_metadata_of_another_program_is_no_card():
    with pytest.raises(MissingMetadataError):
        card_from_metadata({"format": "pt"})


@pytest.mark.parametrize("steps", ["", "-1", "many", "1e3"])
def test_steps_must_be_a_whole_number(card, steps):
    with pytest.raises(MissingMetadataError):
        card_from_metadata({**card.to_metadata(), "steps": steps})


@pytest.mark.parametrize(
    "config",
    [
        "",
        "[]",
        "null",
        '"text"',
        "{",
        '{"depth": 3}',
        '{"channels": 3}',
        '{"channels": ["a", "b", "c"]}',
        '{"channels": [16, 32, 1e9]}',
        '{"channels": [16, 32, 100000]}',
        '{"units": [1000000, 1, 1]}',
        '{"channels": [1.5, 2, 3]}',
        '{"blocks": ["pffb", "mffb", ' + ", ".join(['"pffb"'] * 100) + "]}",
        '{"blocks": [["pffb"]]}',
        "[" * 100_000,
    ],
    ids=lambda text: text[:40],
)
def test_config_that_no_network_of_this_project_has_is_refused(card, config):
    with pytest.raises(WrongArchitectureError):
        card_from_metadata({**card.to_metadata(), "config": config})


def test_other_architecture_is_refused(card):
    assert card.to_metadata()["architecture"] == ARCHITECTURE
    with pytest.raises(WrongArchitectureError, match="Restormer"):
        card_from_metadata({**card.to_metadata(), "architecture": "Restormer"})


def test_variant_must_have_the_shape_of_its_name(card):
    assert replace(card, variant="lite", config=VARIANTS["lite"]).variant == "lite"
    with pytest.raises(WrongArchitectureError, match="lite"):
        replace(card, variant="lite", config=VARIANTS["base"])


@pytest.mark.parametrize("changes", [{"role": "pupil"}, {"channel_order": "gbr"}], ids=str)
def test_unknown_words_are_refused(card, changes):
    with pytest.raises(WeightsError):
        replace(card, **changes)
