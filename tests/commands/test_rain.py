"""`rain` writes the same rain for the same seed, and never over the clean picture."""

import numpy as np
import pytest

from ssidkd.__main__ import main
from ssidkd.core.intake import read_picture
from ssidkd.core.picture import save_png
from ssidkd.core.rain import PRESETS, RAIN_CONTROLS, RainParameters, add_rain
from ssidkd.core.rain.controls import WHOLE


@pytest.fixture
def clean(tmp_path):
    path = tmp_path / "clean.png"
    save_png(np.full((48, 64, 3), 90, np.uint8), path)
    return path


def rained(clean, name, *options):
    rainy = clean.parent / name
    assert main(["rain", str(clean), "-o", str(rainy), *options]) == 0
    return read_picture(rainy).pixels


def test_the_file_holds_what_the_preset_makes_with_the_seed(clean):
    rainy = rained(clean, "rainy.png", "--preset", "heavy", "--seed", "1")
    expected = add_rain(read_picture(clean).pixels, PRESETS["heavy"], 1).rainy
    np.testing.assert_array_equal(rainy, expected)


def test_the_seed_decides_where_the_streaks_fall(clean):
    first = rained(clean, "a.png", "--seed", "1")
    np.testing.assert_array_equal(first, rained(clean, "below/b.png", "--seed", "1"))
    assert (first != rained(clean, "c.png", "--seed", "2")).any()


def test_every_parameter_of_a_preset_can_be_replaced(clean):
    rain = RainParameters(
        **{name: RAIN_CONTROLS[name].high for name in RAIN_CONTROLS if name not in WHOLE},
        layers=3,
        jpeg_quality=80,
        profile="sharp",
        blending="screen",
    )
    options = [f"--{name.replace('_', '-')}={value}" for name, value in vars(rain).items()]
    rainy = rained(clean, "rainy.png", "--seed", "2", *options)
    expected = add_rain(read_picture(clean).pixels, rain, 2).rainy
    np.testing.assert_array_equal(rainy, expected)


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (["-o", "rainy.png", "--preset", "hail"], 2, "no preset 'hail'. Take drizzle, light"),
        (["-o", "rainy.png", "--seed", "-1"], 2, "seed must be 0 or more"),
        (["-o", "rainy.png", "--veil=0.95"], 2, "veil must be between 0.0 and 0.9"),
        (["-o", "rainy.png", "--amount=nan"], 2, "amount must be between"),
        (["-o", "rainy.png", "--layers=2.5"], 2, "--layers must be a whole number"),
        (["-o", "rainy.jpg"], 2, "must end in .png"),
        (["-o", "clean.png"], 1, "would replace the clean picture"),
    ],
)
def test_what_it_does_not_do_is_said(clean, monkeypatch, capsys, options, code, sentence):
    monkeypatch.chdir(clean.parent)
    assert main(["rain", "clean.png", *options]) == code
    assert sentence in capsys.readouterr().err
    assert [path.name for path in clean.parent.iterdir()] == ["clean.png"]


def test_a_folder_that_cannot_be_made_is_named(clean, capsys):
    assert main(["rain", str(clean), "-o", str(clean / "rainy.png")]) == 1
    assert "rainy.png' cannot be written: " in capsys.readouterr().err
