import shlex
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssidkd.__main__ import main
from ssidkd.core.intake import read_picture
from ssidkd.core.picture import save_png
from ssidkd.core.rain import PRESETS, RAIN_CONTROLS, RainParameters, add_rain, on_controls
from ssidkd.core.rain.controls import turned
from ssidkd.services.lab_link import OWN, LabState, lab_command, lab_query, read_lab_query
from tests.page_services import textured

PHOTOS = ("tower", "meadow")


@given(
    st.sampled_from(PHOTOS),
    st.sampled_from([*PRESETS]),
    st.sampled_from([*RAIN_CONTROLS]),
    st.floats(0, 1),
    st.integers(0, 999_999),
)
def test_a_link_rebuilds_the_state(photo, preset, name, share, seed):
    control = RAIN_CONTROLS[name]
    rain = turned(PRESETS[preset], name, control.low + share * (control.high - control.low))
    state = LabState(photo=photo, rain=rain, seed=seed)
    read = read_lab_query(lab_query(state), PHOTOS)
    assert read.state == state
    assert read.replaced == ()


@given(st.dictionaries(st.sampled_from(["photo", "amount", "seed", "profile"]), st.text()))
def test_whatever_a_link_says_there_is_a_photo_and_a_rain(query):
    read = read_lab_query({"tab": "lab", **query}, PHOTOS)
    assert read.state.photo in PHOTOS
    assert on_controls(read.state.rain) == read.state.rain
    assert set(read.replaced) <= set(query)


def test_what_cannot_be_is_replaced_and_named():
    query = {"tab": "lab", "photo": "../tower", "amount": "9", "seed": "x", "length": "120"}
    read = read_lab_query(query, PHOTOS)
    assert set(read.replaced) == {"photo", "amount", "seed"}
    assert read.state == LabState(photo="tower", rain=RainParameters(length=120), seed=1)


@pytest.mark.parametrize("query", [{}, {"tab": "maps", "amount": "0.3"}, {"lesson": "3"}])
def test_other_links_do_not_lead_to_the_lab(query):
    assert read_lab_query(query, PHOTOS) is None


def test_a_link_that_says_nothing_of_rain_gives_the_usual_one():
    assert read_lab_query({"tab": "lab"}, PHOTOS).state == LabState(photo="tower")
    assert LabState(photo="tower").preset == "moderate"


def test_a_link_carries_no_photo_of_the_visitor_s_own():
    assert "photo" not in lab_query(LabState(photo=OWN))
    assert read_lab_query({"tab": "lab"}, ()).state.photo == OWN


def test_a_rain_knows_which_preset_it_is():
    assert LabState(photo=OWN, rain=PRESETS["night"]).preset == "night"
    assert LabState(photo=OWN, rain=replace(PRESETS["night"], veil=0.3)).preset is None


@pytest.mark.parametrize(
    "rain",
    [
        PRESETS["heavy"],
        replace(PRESETS["long_thin"], wind=-7, layers=4, jpeg_quality=80, profile="sharp"),
        RainParameters(),
    ],
)
def test_the_command_line_makes_the_same_picture(tmp_path, monkeypatch, rain):
    monkeypatch.chdir(tmp_path)
    clean = textured(48, 64)
    save_png(clean, tmp_path / "clean photo.png")
    state = LabState(photo=OWN, rain=rain, seed=7)
    words = shlex.split(lab_command(state, "clean photo.png", "rainy.png"))
    assert words[:3] == ["python", "-m", "ssidkd"]
    assert main(words[3:]) == 0
    rainy = read_picture(tmp_path / "rainy.png").pixels
    assert (rainy == add_rain(clean, rain, 7).rainy).all()
