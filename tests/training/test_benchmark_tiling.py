import pytest

from ssidkd.core.derainer.schedule import DEFAULT_OVERLAP
from ssidkd.core.network.config import NetworkConfig
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.weights import WeightsCard, load_weights, save_weights
from ssidkd.core.weights.bundled import BUNDLED, bundled_weights
from training import benchmark_tiling
from training.benchmark_tiling import SIZES, rainy_photo, tiling_error


@pytest.fixture
def weights(tmp_path):
    config = NetworkConfig(channels=(2, 2, 2), units=(1, 1, 1), blocks=("mffb",))
    card = WeightsCard(
        role="teacher", variant="tiny", config=config, recipe="", data="", steps=0, commit=""
    )
    path = tmp_path / "tiny.safetensors"
    save_weights(DerainNet(config), card, path)
    return path


def test_one_tile_differs_in_nothing(weights):
    error = tiling_error(load_weights(weights), rainy_photo(96, 128), tile=128, overlap=64)
    assert (error.largest, error.mean, error.tiles) == (0, 0, 1)


def test_every_size_and_overlap_gets_a_line(weights, capsys, monkeypatch):
    monkeypatch.setattr(benchmark_tiling, "SIZES", ((160, 200),))
    assert benchmark_tiling.main([str(weights), "--tile", "128", "--overlap", "32", "64"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("160 x 200, 4 tiles, overlap 32: largest error 0.")
    assert "overlap 64" in second


@pytest.mark.slow
@pytest.mark.skipif(("student", "lite") not in BUNDLED, reason="no lite student is bundled")
@pytest.mark.parametrize(("height", "width"), SIZES)
def test_tiles_with_the_bundled_weights_stay_within_two_steps(assets, height, width):
    weights = bundled_weights(assets, "student", "lite")
    pixels = rainy_photo(height, width)
    error = tiling_error(weights, pixels, tile=512, overlap=DEFAULT_OVERLAP, precision="auto")
    assert error.tiles > 1
    assert error.largest <= 2
