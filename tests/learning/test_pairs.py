import numpy as np
import pytest

from ssidkd.core.picture import save_png
from ssidkd.core.rain.sampling import RainMixture
from ssidkd.learning.pairs import (
    PairSource,
    load_layers,
    load_pairs,
    rain_layer_of,
    taken_layer,
)
from ssidkd.learning.photos import TrainingDataError

CLEAN = np.random.default_rng(0).integers(0, 120, (40, 50, 3), np.uint8)
LAYER = np.random.default_rng(1).integers(0, 100, (40, 50), np.uint8)
RAINY = CLEAN + LAYER[..., None]
ONLY = dict.fromkeys(("none", "soft", "sharp", "taken", "wild"), 0.0)


def rng(seed=0):
    return np.random.default_rng(seed)


@pytest.fixture
def folders(tmp_path):
    """The same pair in both layouts."""
    two, one = tmp_path / "two", tmp_path / "one"
    for folder in (two / "rain", two / "norain", one):
        folder.mkdir(parents=True)
    save_png(RAINY, two / "rain" / "1.png")
    save_png(CLEAN, two / "norain" / "1.png")
    save_png(np.hstack([CLEAN, RAINY]), one / "1.png")
    return two, one


def test_both_layouts_give_the_same_pair(folders):
    pairs = load_pairs(folders)
    assert len(pairs) == 2
    for rainy, clean in pairs:
        np.testing.assert_array_equal(rainy, RAINY)
        np.testing.assert_array_equal(clean, CLEAN)


def test_the_layer_is_what_was_added_even_where_one_channel_is_clipped(folders):
    layer = load_layers(folders[:1])[0]
    np.testing.assert_allclose(layer, LAYER / 255, rtol=1e-6)
    bright = np.array([[[250, 10, 20]]], np.uint8)
    rainy = np.array([[[255, 110, 120]]], np.uint8)
    assert rain_layer_of((rainy, bright))[0, 0] == pytest.approx(100 / 255)


def test_files_to_leave_out_are_left_out(folders):
    save_png(CLEAN, folders[0] / "rain" / "unseen.png")
    assert len(load_pairs(folders[:1], {"unseen.png"})) == 1


def test_what_is_wrong_with_a_pair_is_said(folders):
    two, one = folders
    save_png(CLEAN[:, :-1], one / "2.png")
    with pytest.raises(TrainingDataError, match="width is odd"):
        load_pairs([one])
    save_png(CLEAN[:-1], two / "norain" / "1.png")
    with pytest.raises(TrainingDataError, match="differ in size"):
        load_pairs([two])
    (two / "norain" / "1.png").unlink()
    with pytest.raises(TrainingDataError, match="no clean partner"):
        load_pairs([two])


def test_nothing_to_train_on_is_refused():
    with pytest.raises(TrainingDataError, match="clean photos or rainy"):
        PairSource()


def test_crops_of_fixed_pairs_stay_together_mirrored_or_not():
    source = PairSource(pairs=[(RAINY, CLEAN)])
    for seed in range(10):
        rainy, clean = source.crop(32, rng(seed), augment=True)
        layer = rainy.astype(int) - clean
        assert (layer == layer[..., :1]).all()
        assert layer.min() >= 0


def test_a_pair_smaller_than_the_crop_is_refused():
    with pytest.raises(TrainingDataError, match="smaller than a 64 px crop"):
        PairSource(pairs=[(RAINY, CLEAN)]).crop(64, rng(), augment=False)


@pytest.mark.parametrize(("share", "expected"), [(0.0, 0), (0.25, 50), (1.0, 200)])
def test_fixed_pairs_have_their_share_beside_photos(share, expected):
    white = np.full((40, 40, 3), 255, np.uint8)
    source = PairSource(photos=[white], pairs=[(RAINY, CLEAN)], pair_share=share)
    crops = [source.crop(32, rng(seed), augment=False)[1] for seed in range(200)]
    fixed = sum(int(crop.mean()) < 200 for crop in crops)
    assert abs(fixed - expected) <= 20


def test_a_rain_free_pair_is_the_same_picture_twice():
    source = PairSource(photos=[CLEAN], mixture=RainMixture(**(ONLY | {"none": 1.0})))
    rainy, clean = source.crop(32, rng(), augment=False)
    np.testing.assert_array_equal(rainy, clean)


@pytest.mark.parametrize("kind", ["soft", "sharp", "taken", "wild"])
def test_every_kind_of_rain_changes_the_picture(kind):
    mixture = RainMixture(**(ONLY | {kind: 1.0}))
    source = PairSource(photos=[CLEAN], layers=[LAYER / np.float32(255)], mixture=mixture)
    differences = [
        np.abs(np.subtract(*source.crop(32, rng(seed), augment=True), dtype=int)).mean()
        for seed in range(10)
    ]
    assert max(differences) > 2


def test_without_layers_taken_rain_is_drawn():
    source = PairSource(photos=[CLEAN], mixture=RainMixture(**(ONLY | {"taken": 1.0})))
    crops = [source.crop(32, rng(seed), augment=False) for seed in range(5)]
    assert any((rainy != clean).any() for rainy, clean in crops)


def test_a_taken_layer_fits_the_crop_and_follows_from_the_generator():
    layers = [LAYER / np.float32(255)]
    for side in (32, 64):
        piece = taken_layer(layers, side, rng(3))
        assert piece.shape == (side, side)
        assert piece.dtype == np.float32
        np.testing.assert_array_equal(piece, taken_layer(layers, side, rng(3)))


def test_the_training_pairs_have_grey_rain(shared_data):
    rainy, clean = load_pairs([shared_data / "data" / "pairs" / "rain200h"])[0]
    made = np.clip(clean + 255 * rain_layer_of((rainy, clean))[..., None], 0, 255)
    assert np.abs(made - rainy).mean() < 2
