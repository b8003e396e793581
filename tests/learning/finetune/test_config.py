import json

import pytest

from ssidkd.learning.finetune.config import MOST_PHOTOS, FinetuneConfig, JobConfigError

GOOD = {"photos": ["a.png", "b.png"], "start_sha256": "0" * 64}


def test_a_config_survives_its_file():
    config = FinetuneConfig.from_fields(GOOD | {"steps": 3, "probe": "b.png", "minutes": 2})
    assert FinetuneConfig.from_json(config.to_json()) == config


def test_the_probe_is_the_first_photo_unless_it_is_named():
    assert FinetuneConfig.from_fields(GOOD).probe_name == "a.png"
    assert FinetuneConfig.from_fields(GOOD | {"probe": "b.png"}).probe_name == "b.png"


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("steps", [0, -1, 5001, 10**9, "60", 60.0, None, True, float("nan")]),
        ("learning_rate", [0, -1e-4, 1e30, float("nan"), float("inf"), "1e-4", True, None]),
        ("batch_size", [0, -2, 17, 2.5]),
        ("crop", [31, 257, "64"]),
        ("minutes", [0, -5, float("inf"), 10**6]),
        ("measure_every", [0, 1001]),
        ("checkpoint_every", [0, 1001]),
        ("threads", [0, 65]),
        ("seed", [-1, 2**31, 0.5]),
        ("real_branch", [0, 1, "no", None]),
        ("effort", ["", "../quick", "Quick", 7]),
        ("probe", ["c.png", "../a.png", 3]),
        ("start_sha256", ["", "x" * 64, "A" * 64, "0" * 63, "../../x", None]),
        (
            "photos",
            [
                [],
                "a.png",
                None,
                ["a.png", "a.png"],
                ["../a.png"],
                ["a/b.png"],
                ["a.jpg"],
                ["a.png\n"],
                [3],
                [f"{number}.png" for number in range(MOST_PHOTOS + 1)],
            ],
        ),
    ],
)
def test_what_a_field_does_not_take_is_refused_by_its_name(field, values):
    for value in values:
        with pytest.raises(JobConfigError) as refusal:
            FinetuneConfig.from_fields(GOOD | {field: value})
        assert refusal.value.field == field
        assert str(refusal.value).startswith(f"{field} takes ")
        assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("field", ["steps", "learning_rate", "crop", "minutes"])
def test_the_ends_of_a_range_are_taken(field):
    ends = {"steps": (1, 5000), "learning_rate": (1e-7, 1e-2), "crop": (32, 256)}
    for value in ends.get(field, (0.01, 720)):
        assert getattr(FinetuneConfig.from_fields(GOOD | {field: value}), field) == value


@pytest.mark.parametrize("field", GOOD)
def test_a_missing_field_is_named(field):
    with pytest.raises(JobConfigError, match=field):
        FinetuneConfig.from_fields({name: GOOD[name] for name in GOOD if name != field})


def test_an_unknown_field_is_named():
    with pytest.raises(JobConfigError, match="no such field"):
        FinetuneConfig.from_fields(GOOD | {"step": 3})


@pytest.mark.parametrize("text", ["", "[]", "3", "{", "[" * 100_000, b"\xff\xfe", json.dumps("x")])
def test_what_is_no_json_object_is_refused(text):
    with pytest.raises(JobConfigError, match="config takes a JSON object"):
        FinetuneConfig.from_json(text)
