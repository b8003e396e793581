"""Deraining where the GPU is lent: what a lease gives is what it yields, and nothing else."""

import json
import os
import re
import subprocess
import sys

import pytest

from ssidkd.services.settings import Settings, SettingsError
from ssidkd.services.zero_gpu.duration import (
    FIRST_SECONDS_PER_MEGAPIXEL,
    FIXED_SECONDS,
    LONGEST,
    SHORTEST,
    LeaseLength,
)
from ssidkd.services.zero_gpu.host import claim_gpu
from ssidkd.services.zero_gpu.refusal import ON_PROCESSOR, SENTENCES, SMALLER, refusal_of
from ssidkd.ui.words import CHINESE, ENGLISH

PATIENCE = 600
MEGAPIXEL = 1_000_000


@pytest.fixture
def app(root, tmp_path):
    """Return a function that runs `lent_networks` and returns what it tells."""

    def run(mode, patience=PATIENCE):
        paths = os.pathsep.join((str(root), str(root / "tests" / "zero_gpu" / "stand_in")))
        own = {"PYTHONPATH": paths, "SPACES_STAND_IN": str(tmp_path)}
        command = [sys.executable, "-m", "tests.zero_gpu.lent_networks", mode]
        environment = {**os.environ, **own}
        output = subprocess.check_output(command, env=environment, cwd=root, timeout=patience)
        return json.loads(output)

    return run


def test_a_lease_gives_what_the_network_gives_here(app, tmp_path):
    told = app("ours")
    assert told["teacher"] == told["again"] == told["teacher here"]
    assert told["student"] == told["late"] == told["student here"]
    assert told["teacher"] != told["student"]
    assert told["notices"] == [SENTENCES["lease_lost"], ON_PROCESSOR]
    asked = [json.loads(line) for line in (tmp_path / "asked.jsonl").read_text().splitlines()]
    assert told["page"] == told["teacher"]
    assert [one["visitor"] for one in asked] == [None] * 5 + ["a visitor's token"]


def test_what_is_kept_in_a_global_of_a_lease_is_lost(app):
    assert app("global")["teacher"] == ["GpuRefusedError", SENTENCES["lease_lost"]]


def test_a_network_that_is_placed_late_is_not_in_a_process_of_before(app):
    told = app("late")
    assert told["teacher"] == told["teacher here"]
    assert told["late"] == ["GpuRefusedError", SENTENCES["lease_lost"]]


class HostError(Exception):
    """As the host's: only title and text say what it is."""

    def __init__(self, title, message=""):
        super().__init__(message)
        self.title = title


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("ZeroGPU quota exceeded", "used up"),
        ("ZeroGPU queue timeout", "No GPU became free"),
        ("ZeroGPU illegal duration", "for as long as this picture"),
        ("ZeroGPU pending credits exceeded", "Too many of your GPU tasks"),
        ("ZeroGPU client error", "refused"),
        ("ZeroGPU worker error", "taken away"),
        ("something new", "taken away"),
    ],
)
def test_every_error_of_the_host_has_a_sentence(title, words):
    error = refusal_of(HostError(title, "You have exceeded /tmp/x"))
    assert words in error.because
    assert str(error) == f"{error.because} {SMALLER}"
    assert "/tmp" not in str(error)


@pytest.mark.parametrize("sentence", [*SENTENCES.values(), ON_PROCESSOR])
def test_every_sentence_is_said_in_chinese_too(sentence):
    assert ENGLISH.refusals.say(sentence) == sentence
    both = (sentence, f"{sentence} {SMALLER}")[: 1 + (sentence != ON_PROCESSOR)]
    for english in both:
        chinese = CHINESE.refusals.say(english).replace("Hugging Face", "")
        assert not re.search("[a-z]", chinese)
    assert len({CHINESE.refusals.say(english) for english in both}) == len(both)


def test_a_lease_is_asked_for_by_pixels_and_learns_from_what_pictures_took():
    length = LeaseLength()
    assert length.seconds(0) == SHORTEST
    first = length.seconds(12 * MEGAPIXEL)
    assert first == FIXED_SECONDS + 12 * FIRST_SECONDS_PER_MEGAPIXEL
    length.learn(2 * MEGAPIXEL, seconds=0.5)  # a quarter of a second for each
    assert length.seconds(12 * MEGAPIXEL) == FIXED_SECONDS + 2 * 12 * 0.25
    length.learn(1000, seconds=5)  # says nothing about large ones
    length.learn(2 * MEGAPIXEL, seconds=0.1)
    assert length.seconds(12 * MEGAPIXEL) == FIXED_SECONDS + 2 * 12 * 0.25  # the slowest counts
    assert length.seconds(10_000 * MEGAPIXEL) == LONGEST


@pytest.mark.parametrize(
    ("package", "variables", "words"),
    [
        (False, {}, "is not installed"),
        (True, {"SSIDKD_RUNNER": "child"}, "Leave it at auto"),
        (True, {"SSIDKD_SERVE": "mounted"}, "Set it to launch"),
    ],
)
def test_what_cannot_run_on_such_a_host_is_said_in_a_sentence(
    root, monkeypatch, package, variables, words
):
    if package:
        monkeypatch.syspath_prepend(str(root / "tests" / "zero_gpu" / "stand_in"))
    environ = {"SPACES_ZERO_GPU": "true", "SSIDKD_SERVE": "launch", **variables}
    with pytest.raises(SettingsError, match=words):
        claim_gpu(Settings.from_environment(environ), environ)
    assert "spaces" not in sys.modules


def test_without_a_lent_gpu_nothing_is_claimed():
    for environ in ({}, {"SPACES_ZERO_GPU": "true", "SSIDKD_DEVICE": "cpu"}):
        assert not Settings.from_environment(environ).lent_gpu
    claim_gpu(Settings.from_environment({}), {})
    assert "spaces" not in sys.modules
