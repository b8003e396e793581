from dataclasses import replace

import numpy as np
import pytest
import torch

from ssidkd.core.network.config import VARIANTS, NetworkConfig
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.learning.batches import BatchMaker
from ssidkd.learning.config import RealWeights, SupervisedWeights
from ssidkd.learning.loop import train
from ssidkd.learning.pairs import PairSource
from ssidkd.learning.schedule import Budget
from ssidkd.learning.state import fresh_state, new_network
from training.recipes import RECIPES

CPU = torch.device("cpu")
NETWORKS = (
    "no-connections",
    "skips",
    "addition",
    "one-scale",
    "two-scales",
    "mffb-only",
    "pffb-only",
)


@pytest.fixture(scope="module")
def pictures():
    return np.random.default_rng(0).integers(0, 256, (2, 40, 40, 3), np.uint8)


def shrunk(config):
    """The same run with a tiny network, crop and batch."""
    network = config.network
    tiny = replace(network, channels=(2, 2, 2), units=(1, 1, 1))
    return replace(config, network=tiny, steps=1, batch_size=1, crop=32, crop_growth=())


@pytest.mark.parametrize("name", RECIPES)
def test_every_recipe_builds_and_takes_one_step(name, pictures):
    with torch.device("meta"):
        DerainNet(RECIPES[name].network)
    config = shrunk(RECIPES[name])
    state = fresh_state(config, new_network(config), CPU)
    teacher = None if config.share_weights else new_network(config)
    real = pictures if config.stage == 2 else []
    events = []
    train(
        config,
        state,
        BatchMaker(PairSource(photos=list(pictures)), list(real), seed=0, augment=config.augment),
        device=CPU,
        budget=Budget(steps=1),
        report=events.append,
        should_stop=lambda: False,
        teacher=teacher,
    )
    assert [event.skipped for event in events] == [0]
    expected = {name for name, weight in vars(config.supervised).items() if weight}
    if config.stage == 2:
        terms = vars(config.real).items()
        expected |= {name for name, value in terms if name not in {"form", "rain_gain"} and value}
    assert events[0].terms.keys() == expected


def test_every_family_has_both_variants_and_both_stages():
    for family in ("paper", "released", "ours"):
        for variant, network in VARIANTS.items():
            teacher, student = (
                RECIPES[f"{family}-{variant}"],
                RECIPES[f"{family}-{variant}-student"],
            )
            assert (teacher.stage, student.stage) == (1, 2)
            assert teacher.network == student.network == network


def test_the_paper_s_numbers_are_the_paper_s():
    teacher, student = RECIPES["paper-base"], RECIPES["paper-base-student"]
    assert teacher.steps == 520 * 1800 / teacher.batch_size
    assert (teacher.batch_size, teacher.crop, teacher.learning_rate) == (12, 120, 0.005)
    assert (teacher.optimizer, teacher.schedule, teacher.decay) == ("adam", "milestones", 0.1)
    assert [milestone * 520 for milestone in teacher.milestones] == pytest.approx([312, 416])
    assert teacher.supervised == SupervisedWeights(l1=0, negative_ssim=1)
    assert student.steps == 10 * 1800 / student.batch_size
    assert (student.batch_size, student.crop, student.learning_rate) == (2, 128, 1e-4)
    assert student.supervised == teacher.supervised
    assert student.real == RealWeights(
        form="paper", kl=1e-6, dark_channel=1e-6, total_variation=1e-6
    )
    assert student.share_weights


def test_the_released_code_s_numbers_are_the_code_s():
    teacher, student = RECIPES["released-base"], RECIPES["released-base-student"]
    assert (teacher.steps, teacher.learning_rate) == (78_000, 5e-4)
    assert (teacher.milestones, teacher.decay, teacher.augment) == ((0.6,), 0.5, False)
    assert student.supervised == SupervisedWeights(l1=20, negative_ssim=0)
    assert student.real == RealWeights(
        form="released", kl=1e-6, dark_channel=1e-6, total_variation=1e-6
    )


@pytest.mark.parametrize("family", ["paper", "ours"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_figure_10_leaves_terms_out_and_nothing_else(family, variant):
    whole = RECIPES[f"{family}-{variant}-student"]
    alone, with_dark_channel = (
        RECIPES[f"{family}-{variant}-student-{word}"] for word in ("tv", "tv-dc")
    )
    assert with_dark_channel == replace(whole, real=replace(whole.real, kl=0.0))
    assert alone == replace(whole, real=replace(whole.real, kl=0.0, dark_channel=0.0))
    assert min(whole.real.kl, whole.real.dark_channel, whole.real.total_variation) > 0


def test_an_ingredient_of_ours_is_one_field_of_the_run_or_of_its_mixture():
    whole, student = RECIPES["ours-lite"], RECIPES["ours-lite-student"]
    changed = {
        word: fields_that_differ(whole, RECIPES[f"ours-lite-{word}"])
        for word in ("l1-alone", "ssim-alone", "drawn-rain", "taken-rain", "no-clean-input",
                     "fixed-crop", "no-average")
    }  # fmt: skip
    assert changed == {
        "l1-alone": {"supervised"},
        "ssim-alone": {"supervised"},
        "drawn-rain": {"mixture"},
        "taken-rain": {"mixture"},
        "no-clean-input": {"mixture"},
        "fixed-crop": {"crop_growth"},
        "no-average": {"ema_decay"},
    }
    adamw = RECIPES["ours-lite-adamw"]
    assert fields_that_differ(whole, adamw) == {"optimizer", "learning_rate"}
    assert fields_that_differ(student, RECIPES["ours-lite-student-supervised"]) == {"real"}
    assert RECIPES["ours-lite-student-supervised"].real.anchor == student.real.anchor
    shared = RECIPES["ours-lite-student-shared"]
    assert fields_that_differ(student, shared) == {"real", "share_weights"}
    assert not shared.real.anchor
    gain = RECIPES["ours-lite-student-gain"].real
    assert fields_that_differ(student.real, gain) == {"total_variation", "consistency", "rain_gain"}


def fields_that_differ(one, other):
    return {name for name, value in vars(one).items() if value != vars(other)[name]}


@pytest.mark.parametrize("family", ["paper", "ours"])
def test_tables_vii_to_ix_change_the_network_and_nothing_else(family):
    whole, student = RECIPES[f"{family}-base"], RECIPES[f"{family}-base-student"]
    networks = {}
    for word in NETWORKS:
        ablated = RECIPES[f"{family}-base-{word}"]
        networks[word] = ablated.network
        assert ablated == replace(whole, network=ablated.network)
        assert RECIPES[f"{family}-base-{word}-student"] == replace(student, network=ablated.network)
    assert networks == {
        "no-connections": NetworkConfig(connections="none"),
        "skips": NetworkConfig(connections="skip"),
        "addition": NetworkConfig(connections="add"),
        "one-scale": NetworkConfig(scales=1),
        "two-scales": NetworkConfig(scales=2),
        "mffb-only": NetworkConfig(blocks=("mffb",)),
        "pffb-only": NetworkConfig(blocks=("pffb",)),
    }
