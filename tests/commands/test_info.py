import json

from ssidkd.__main__ import main


def test_json_gives_parameters_and_multiply_adds_of_each_variant(capsys):
    assert main(["info", "--json"]) == 0
    costs = json.loads(capsys.readouterr().out)
    assert set(costs) == {"base", "lite"}
    assert costs["base"]["parameters"] == 4_433_779
    assert round(costs["base"]["multiply_adds_per_pixel"] / 1e6, 2) == 3.93
    assert round(costs["base"]["multiply_adds_128x128"] / 1e9, 2) == 64.31
    assert round(costs["lite"]["multiply_adds_per_pixel"] / 1e6, 2) == 1.08


def test_without_json_it_is_said_in_words(capsys):
    assert main(["info"]) == 0
    said = capsys.readouterr().out
    assert "4,433,779" in said
    assert "3.93 million per pixel" in said
