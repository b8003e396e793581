"""Settings: defaults, what each variable takes, and sentences for what it does not take."""

import dataclasses
import os
import traceback
from pathlib import Path

import pytest

from ssidkd.services.settings import VARIABLES, Settings, SettingsError, settings_table

TWO = os.pathsep.join(("A=/a", "truth=/b"))


def test_nothing_needs_to_be_set():
    settings = Settings.from_environment({})
    assert settings == Settings(
        data_dir=Path("~/.local/share/ssidkd").expanduser(),
        assets_dir=None,
        device="auto",
        precision="auto",
        variant="auto",
        max_passes=1,
        longest_wait=120,
        uploads_gb=4,
        host="127.0.0.1",
        port=None,
        public=False,
        hosts=(),
        proxies=0,
        serve="mounted",
        log="auto",
        examples=None,
        examples_dataset="",
        mcp=False,
        outputs=(),
        detector=None,
        runner="child",
        collection=True,
        collection_dataset="",
        collection_private=True,
        collection_pull_requests=False,
        owners=(),
        owner_token="",
        disk="lasting",
        hub_token="",
    )


def test_an_empty_variable_is_an_unset_one():
    empty = {variable.name: " " for variable in VARIABLES}
    assert Settings.from_environment(empty) == Settings.from_environment({})


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        ("SSIDKD_DATA_DIR", "/data/photos", "data_dir", Path("/data/photos")),
        ("SSIDKD_ASSETS_DIR", "/opt/assets", "assets_dir", Path("/opt/assets")),
        ("SSIDKD_DEVICE", "CUDA:1", "device", "cuda:1"),
        ("SSIDKD_PRECISION", "float32", "precision", "float32"),
        ("SSIDKD_VARIANT", "base", "variant", "base"),
        ("SSIDKD_MAX_PASSES", "2", "max_passes", 2),
        ("SSIDKD_HOST", "0.0.0.0", "host", "0.0.0.0"),
        ("GRADIO_SERVER_NAME", "0.0.0.0", "host", "0.0.0.0"),
        ("SSIDKD_PORT", "8080", "port", 8080),
        ("GRADIO_SERVER_PORT", "7861", "port", 7861),
        ("SSIDKD_PUBLIC", "yes", "public", True),
        ("SSIDKD_HOSTS", "Rain.example, a.hf.space,", "hosts", ("rain.example", "a.hf.space")),
        ("SSIDKD_PROXIES", "2", "proxies", 2),
        ("SSIDKD_SERVE", "Launch", "serve", "launch"),
        ("SSIDKD_LOG", "json", "log", "json"),
        ("SSIDKD_EXAMPLES", "/srv/photos", "examples", Path("/srv/photos")),
        ("SSIDKD_EXAMPLES_DATASET", "me/rain", "examples_dataset", "me/rain"),
        ("SSIDKD_EXAMPLES_DATASET", "me/rain@v1", "examples_dataset", "me/rain@v1"),
        ("SSIDKD_MCP", "on", "mcp", True),
        ("SSIDKD_OUTPUTS", "A b=/out/a", "outputs", (("A b", Path("/out/a")),)),
        ("SSIDKD_OUTPUTS", TWO, "outputs", (("A", Path("/a")), ("truth", Path("/b")))),
        ("SSIDKD_DETECTOR", "/models/yolo.onnx", "detector", Path("/models/yolo.onnx")),
        ("SSIDKD_RUNNER", "Slices", "runner", "slices"),
        ("SSIDKD_COLLECTION", "no", "collection", False),
        ("SSIDKD_COLLECTION_DATASET", "me/rain", "collection_dataset", "me/rain"),
        ("SSIDKD_COLLECTION_PRIVATE", "no", "collection_private", False),
        ("SSIDKD_COLLECTION_PULL_REQUESTS", "yes", "collection_pull_requests", True),
        ("SSIDKD_OWNERS", "me, You-2 ,,me", "owners", ("me", "You-2")),
        ("SSIDKD_OWNER_TOKEN", "x" * 16, "owner_token", "x" * 16),
        ("SSIDKD_DISK", "Passing", "disk", "passing"),
        ("HF_TOKEN", "hf_abc", "hub_token", "hf_abc"),
    ],
)
def test_a_variable_sets_its_field_and_no_other(name, text, field, value):
    expected = dataclasses.replace(Settings.from_environment({}), **{field: value})
    assert Settings.from_environment({name: text}) == expected


def test_a_space_is_public_and_its_disk_is_passing():
    nothing = Settings.from_environment({})
    space = Settings.from_environment({"SPACE_ID": "somebody/ssidkd"})
    own = {"public": True, "proxies": 1, "serve": "launch", "disk": "passing"}
    assert space == dataclasses.replace(nothing, **own)
    kept = Settings.from_environment({"SPACE_ID": "somebody/ssidkd", "SSIDKD_DISK": "lasting"})
    assert kept.disk == "lasting"


@pytest.mark.parametrize(
    ("environ", "json"),
    [
        ({}, False),
        ({"SSIDKD_PUBLIC": "yes"}, True),
        ({"SPACE_ID": "a/b"}, True),
        ({"SSIDKD_PUBLIC": "yes", "SSIDKD_LOG": "text"}, False),
        ({"SSIDKD_LOG": "json"}, True),
    ],
)
def test_the_log_is_for_machines_where_strangers_come_or_it_is_asked_for(environ, json):
    assert Settings.from_environment(environ).logs_json is json


def test_a_space_answers_to_its_own_name():
    environ = {"SPACE_ID": "a/b", "SPACE_HOST": "a-b.hf.space"}
    assert Settings.from_environment(environ).hosts == ("a-b.hf.space",)
    ours = {**environ, "SSIDKD_HOSTS": "rain.example"}
    assert Settings.from_environment(ours).hosts == ("rain.example",)


def test_our_variable_goes_before_the_hosts():
    environ = {"SPACE_ID": "a/b", "SSIDKD_PUBLIC": "no", "GRADIO_SERVER_PORT": "1"}
    settings = Settings.from_environment({**environ, "SSIDKD_PORT": "2"})
    assert (settings.public, settings.port) == (False, 2)


@pytest.mark.parametrize(
    ("wish", "runner"), [("", "slices"), ("auto", "slices"), ("child", "child")]
)
def test_jobs_run_in_slices_where_the_gpu_is_only_lent(wish, runner):
    environ = {"SPACES_ZERO_GPU": "true", "SSIDKD_RUNNER": wish}
    assert Settings.from_environment(environ).runner == runner


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("SSIDKD_RUNNER", "thread"),
        ("SSIDKD_DEVICE", "gpu"),
        ("SSIDKD_DEVICE", "cuda:x"),
        ("SSIDKD_PRECISION", "fp16"),
        ("SSIDKD_VARIANT", "large"),
        ("SSIDKD_MAX_PASSES", "0"),
        ("SSIDKD_MAX_PASSES", "two"),
        ("SSIDKD_PORT", "65536"),
        ("SSIDKD_PUBLIC", "maybe"),
        ("SSIDKD_HOSTS", "https://rain.example"),
        ("SSIDKD_HOSTS", "rain.example:80"),
        ("SSIDKD_PROXIES", "-1"),
        ("SSIDKD_PROXIES", "10"),
        ("SSIDKD_OUTPUTS", "/out/without/name"),
        ("SSIDKD_OUTPUTS", "A="),
        ("SSIDKD_EXAMPLES_DATASET", "no slash"),
        ("SSIDKD_EXAMPLES_DATASET", "a/b/c"),
        ("SSIDKD_DATA_DIR", "~nobody-of-this-name/data"),
        ("SSIDKD_COLLECTION", "perhaps"),
        ("SSIDKD_COLLECTION_DATASET", "rain"),
        ("SSIDKD_COLLECTION_DATASET", "me/rain@v1"),
        ("SSIDKD_COLLECTION_DATASET", "../rain"),
        ("SSIDKD_COLLECTION_PRIVATE", "2"),
        ("SSIDKD_COLLECTION_PULL_REQUESTS", "-"),
        ("SSIDKD_OWNERS", "me; you"),
        ("SSIDKD_DISK", "ssd"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_with_what_can(name, text):
    takes = next(variable.takes for variable in VARIABLES if variable.name == name)
    with pytest.raises(SettingsError) as refusal:
        Settings.from_environment({name: text})
    assert str(refusal.value) == f"{name} is {text!r}, but it takes {takes}."


@pytest.mark.parametrize("word", ["fifteen-letters", "words with spaces in it", "é" * 20])
def test_a_word_that_can_be_guessed_is_refused_and_not_repeated(word):
    with pytest.raises(SettingsError, match="at least 16 characters") as refusal:
        Settings.from_environment({"SSIDKD_OWNER_TOKEN": word})
    told = "".join(traceback.format_exception(refusal.value))
    assert word not in told
    assert "SSIDKD_OWNER_TOKEN" in told


def test_secrets_are_not_shown_with_the_settings():
    secrets = {"SSIDKD_OWNER_TOKEN": "canary-of-the-owner", "HF_TOKEN": "hf_canary_of_the_hub"}
    settings = Settings.from_environment(secrets)
    assert (settings.owner_token, settings.hub_token) == tuple(secrets.values())
    assert "canary" not in f"{settings!r} {settings}"


def test_a_misspelt_variable_is_refused_with_the_right_one():
    with pytest.raises(SettingsError, match=r"no setting SSIDKD_DEVCE\. Did you mean SSIDKD_DEV"):
        Settings.from_environment({"SSIDKD_DEVCE": "cpu"})


def test_every_field_has_one_variable_and_a_row_of_the_table():
    fields = [field.name for field in dataclasses.fields(Settings)]
    assert [variable.field for variable in VARIABLES] == fields
    assert [row[0] for row in settings_table()] == [variable.name for variable in VARIABLES]
    assert all(all(row) for row in settings_table())


def test_what_the_tests_are_told_is_no_setting():
    assert Settings.from_environment({"SSIDKD_TEST_THREATS": "full"}) == Settings.from_environment(
        {}
    )
