import pytest

from ssidkd.core.rain import PRESETS, RAIN_CONTROLS, RainParameters, on_controls
from ssidkd.core.rain.controls import CHOICES, turned
from ssidkd.core.rain.parameters import RANGES


def test_every_parameter_can_be_turned():
    assert {*RAIN_CONTROLS, *CHOICES} == {*vars(RainParameters())}


@pytest.mark.parametrize("name", RAIN_CONTROLS)
def test_both_ends_of_a_control_are_rains(name):
    control = RAIN_CONTROLS[name]
    assert RANGES[name][0] <= control.low < control.high <= RANGES[name][1]
    for end in (control.low, control.high):
        assert getattr(turned(RainParameters(), name, end), name) == end


@pytest.mark.parametrize("name", PRESETS)
def test_the_controls_can_show_every_preset_and_the_default(name):
    assert on_controls(PRESETS[name]) == PRESETS[name]
    assert on_controls(RainParameters()) == RainParameters()


def test_a_value_between_two_steps_goes_to_the_nearer_one():
    assert RAIN_CONTROLS["noise"].nearest(0.0126) == 0.015
    assert RAIN_CONTROLS["length"].nearest(1000) == 300
    assert RAIN_CONTROLS["width"].nearest(0.1 + 0.2 + 0.9) == 1.2


def test_a_value_is_written_with_the_digits_its_step_needs():
    assert RAIN_CONTROLS["amount"].text(0.3) == "0.30"
    assert RAIN_CONTROLS["wind"].text(-12.0) == "-12"
    assert RAIN_CONTROLS["noise"].text(0.005) == "0.005"
