import pytest

from training.options import parse_options
from training.train import run_config

DATA = ["--clean", "photos", "--run", "run"]


def refused(capsys, *arguments):
    with pytest.raises(SystemExit) as error:
        parse_options(arguments)
    assert error.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["unknown-recipe", *DATA], "invalid choice"),
        (["ours-lite", "--run", "run"], "nothing to train on"),
        (["ours-lite", "--clean", "photos"], "--run"),
        (["ours-lite-student", *DATA], "--real"),
        (["ours-lite", *DATA, "--steps", "0"], "above 0"),
        (["ours-lite", *DATA, "--max-minutes", "-1"], "above 0"),
        (["ours-lite", *DATA, "--workers", "-1"], "not be below 0"),
        (["ours-lite", *DATA, "--steps", "9", "--max-minutes", "9"], "not allowed with"),
    ],
)
def test_wrong_usage_says_what_is_missing(capsys, arguments, sentence):
    assert sentence in refused(capsys, *arguments)


def test_folders_of_every_kind_are_taken():
    options = parse_options(
        ["ours-lite", "--clean", "a", "b", "--pairs", "c", "--layers", "d", "e", "--run", "r"]
    )
    folders = [options.clean, options.pairs, options.layers, options.real]
    assert [[str(folder) for folder in kind] for kind in folders] == [
        ["a", "b"],
        ["c"],
        ["d", "e"],
        [],
    ]


def test_without_options_the_recipe_is_taken_as_it_is():
    from training.recipes import RECIPES

    assert run_config(parse_options(["paper-base", *DATA])) == RECIPES["paper-base"]


def test_options_take_the_place_of_the_recipe_s_numbers():
    changes = ["--steps", "5", "--batch-size", "6", "--seed", "0", "--precision", "float32"]
    config = run_config(parse_options(["ours-lite", *DATA, *changes]))
    assert (config.steps, config.batch_size, config.seed, config.bf16) == (5, 6, 0, False)
    assert {batch_size for _, _, batch_size in config.crop_growth} == {6}
    assert run_config(parse_options(["paper-base", *DATA, "--precision", "bf16"])).bf16
