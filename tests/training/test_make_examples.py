import numpy as np
import pytest

from ssidkd.core.assets import assets_folder
from ssidkd.core.derainer import Derainer
from ssidkd.core.examples import input_file, read_manifest, read_results, result_file
from ssidkd.core.intake import read_picture
from ssidkd.core.weights.bundled import BUNDLED, bundled_weights
from training.make_examples import (
    GUARD_SIDE,
    VARIANT,
    make_clean,
    make_guards,
    make_inputs,
    score_example,
)

LARGEST = 4_000_000
LARGEST_CLEAN = 700_000
DIFFERENT_PIXELS = 0.001
"""Share of values that may differ by one step: processors round sums differently."""

ASSETS = assets_folder()
FOLDER = ASSETS / "examples"
needs_weights = pytest.mark.skipif(
    ("student", VARIANT) not in BUNDLED, reason="no weights are bundled yet"
)


@needs_weights
@pytest.mark.parametrize("role", ["teacher", "student"])
def test_bundled_results_were_made_by_the_pinned_weights(role):
    assert read_results(FOLDER).weights[role] == BUNDLED[role, VARIANT].sha256


@needs_weights
@pytest.mark.parametrize("role", ["teacher", "student"])
def test_a_bundled_result_is_what_the_weights_make_of_its_example(role):
    name = read_manifest(FOLDER)[0].name
    loaded = bundled_weights(ASSETS, role, VARIANT)
    derainer = Derainer(
        loaded.network,
        channel_order=loaded.card.channel_order,
        device="cpu",
        precision="float32",
    )
    rainy = read_picture(input_file(FOLDER, name)).pixels
    derained = derainer.derain(rainy).derained
    stored = read_picture(result_file(FOLDER, name, role)).pixels
    difference = np.abs(derained.astype(int) - stored)
    assert difference.max() <= 1
    assert (difference > 0).mean() < DIFFERENT_PIXELS
    score, expected = score_example(stored), read_results(FOLDER).scores[name][role]
    assert score.niqe == pytest.approx(expected.niqe, abs=1e-3)
    assert score.dark_mean == pytest.approx(expected.dark_mean, abs=1e-4)


@needs_weights
def test_all_examples_together_are_small():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= LARGEST


def test_the_clean_photos_are_small_and_of_examples_that_no_training_sees():
    clean = ASSETS / "clean"
    assert sum(path.stat().st_size for path in clean.iterdir()) <= LARGEST_CLEAN
    examples = {credit.photo for credit in read_manifest(FOLDER)}
    assert {credit.photo for credit in read_manifest(clean)} <= examples


def test_every_kind_of_picture_is_made_from_the_photos_the_manifests_name(shared_data, tmp_path):
    photos = shared_data / "data" / "photos"
    makes = {"examples": make_inputs, "guard": make_guards, "clean": make_clean}
    for kind, make in makes.items():
        folder = tmp_path / kind
        folder.mkdir()
        (folder / "manifest.csv").write_bytes((ASSETS / kind / "manifest.csv").read_bytes())
        make(photos, folder)
        for credit in read_manifest(folder):
            height, width, _ = read_picture(input_file(folder, credit.name)).pixels.shape
            assert (height, width) == (GUARD_SIDE, GUARD_SIDE) or kind != "guard"
            assert min(height, width) >= GUARD_SIDE
