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


LOST = ["GpuRefusedError", SENTENCES["lease_lost"]]


@pytest.fixture(scope="module")
def leases(tmp_path_factory):
    """The folder in which the stand-in notes what it was asked for."""
    return tmp_path_factory.mktemp("leases")


@pytest.fixture(scope="module")
def told(root, leases):
    """What `lent_networks` tells."""
    paths = os.pathsep.join((str(root), str(root / "tests" / "zero_gpu" / "stand_in")))
    own = {"PYTHONPATH": paths, "SPACES_STAND_IN": str(leases)}
    command = [sys.executable, "-m", "tests.zero_gpu.lent_networks"]
    environment = {**os.environ, **own}
    output = subprocess.check_output(command, env=environment, cwd=root, timeout=PATIENCE)
    return json.loads(output)


def test_a_lease_gives_what_the_network_gives_here(told):
    assert told["teacher"] == told["again"] == told["teacher here"]
    assert told["student"] == told["sent late"] == told["student here"]
    assert told["teacher"] != told["student"]


def test_what_is_kept_in_a_global_of_a_lease_is_lost(told):
    assert told["in a global"] == LOST


def test_a_network_that_is_placed_late_is_not_in_a_process_of_before(told):
    assert told["placed late"] == LOST


def test_a_lease_is_asked_for_in_the_name_of_the_visitor(told, leases):
    lines = (leases / "asked.jsonl").read_text().splitlines()
    visitors = [json.loads(line)["visitor"] for line in lines]
    assert told["page"] == told["teacher"]
    assert visitors == [None] * (len(lines) - 1) + ["a visitor's token"]  # a thread has no page


def test_a_lease_does_not_wait_for_threads_that_its_fork_has_lost(told):
    assert told["fork"] == 0


def test_a_small_picture_without_a_lease_is_done_by_the_processor(told):
    assert told["notices"] == [SENTENCES["lease_lost"], ON_PROCESSOR]


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
