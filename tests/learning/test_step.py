from dataclasses import replace

import pytest
import torch

from ssidkd.core.network.derain_net import DerainOutput
from ssidkd.learning import losses
from ssidkd.learning.batches import Batch, BatchRequest
from ssidkd.learning.config import RealWeights, SupervisedWeights
from ssidkd.learning.state import fresh_state, new_network
from ssidkd.learning.step import (
    loss_terms,
    optimizer_step,
    supervised_terms,
    teacher_terms,
    to_float,
)

CPU = torch.device("cpu")
FORMS = {
    "paper": RealWeights(form="paper", kl=1e-3, dark_channel=1e-6, total_variation=1e-6),
    "released": RealWeights(form="released", kl=1e-3, dark_channel=1e-6, total_variation=1e-6),
    "mean": RealWeights(form="mean", kl=1.0, dark_channel=0.1, total_variation=0.1),
}
WITH_TEACHER = replace(FORMS["mean"], anchor=0.5, consistency=0.5)


def output(value, pictures=2):
    picture = torch.full((pictures, 3, 8, 8), value)
    return DerainOutput(derained=picture, rain=picture / 2, code=torch.zeros(pictures, 4, 2, 2))


@pytest.fixture
def awake(config):
    """A run whose network starts with random weights, so that its code and rain are not zero."""
    return replace(config, zero_tail=False)


def total(terms):
    return float(sum(term.detach() for term in terms.values()))


def test_crops_become_floats_in_channels_last_memory():
    crops = torch.full((2, 3, 4, 4), 51, dtype=torch.uint8)
    converted = to_float(crops, CPU)
    torch.testing.assert_close(converted, torch.full((2, 3, 4, 4), 0.2))
    assert converted.is_contiguous(memory_format=torch.channels_last)


def test_supervised_terms_carry_their_weights_and_zero_leaves_out():
    derained, clean = torch.full((1, 3, 16, 16), 0.5), torch.zeros(1, 3, 16, 16)
    terms = supervised_terms(
        derained, clean, SupervisedWeights(l1=20.0, charbonnier=0.0, negative_ssim=2.0)
    )
    assert terms.keys() == {"l1", "negative_ssim"}
    assert terms["l1"] == 10
    torch.testing.assert_close(terms["negative_ssim"], 2 * (1 - losses.ssim(derained, clean)))


def test_the_teacher_s_terms_look_at_their_half():
    student, teacher = output(0.8, pictures=3), output(0.4, pictures=3)
    terms = teacher_terms(student, teacher, 2, RealWeights(anchor=0.5, consistency=2.0))
    torch.testing.assert_close(terms["anchor"], torch.tensor(0.5 * 0.2))
    torch.testing.assert_close(terms["consistency"], torch.tensor(2 * 0.4))


def test_a_rain_gain_takes_more_than_the_teacher_s_rain_off_the_target():
    student, teacher = output(0.8), output(0.7)
    rain = torch.full_like(teacher.rain, 0.2)
    teacher = teacher._replace(rain=rain)
    terms = teacher_terms(student, teacher, 0, RealWeights(consistency=1.0, rain_gain=2.0))
    torch.testing.assert_close(terms["consistency"], torch.tensor(0.3))  # 0.8 - (0.7 - 0.2)


def test_likeness_to_the_target_is_1_minus_ssim_and_0_where_both_are_equal():
    noise = torch.rand(3, 3, 16, 16, generator=torch.Generator().manual_seed(1))
    student = DerainOutput(derained=noise, rain=noise, code=torch.zeros(3, 4, 2, 2))
    same = teacher_terms(student, student, 1, RealWeights(consistency_ssim=2.0))
    torch.testing.assert_close(same["consistency_ssim"], torch.tensor(0.0), atol=1e-6, rtol=0)
    other = student._replace(derained=noise.flip(-1))
    terms = teacher_terms(student, other, 1, RealWeights(consistency_ssim=2.0))
    expected = 2 * (1 - losses.ssim(noise[1:], noise[1:].flip(-1)))
    torch.testing.assert_close(terms["consistency_ssim"], expected)
    assert expected > 0.5


def test_the_anchor_needs_the_teacher_on_synthetic_crops_only(awake, make_maker, start):
    config = replace(awake, stage=2, real=RealWeights(anchor=1.0), share_weights=False)
    batch = make_maker(config)[BatchRequest(number=0, crop=32, batch_size=2)]
    state, seen = start(config), []

    def teacher(crops):
        output = state.network(crops)
        assert not output.rain.requires_grad
        seen.append(len(crops))
        return output

    terms = loss_terms(state.network, teacher, batch, config, CPU)
    assert seen == [2]
    assert terms["anchor"] == 0
    for real in (RealWeights(consistency=1.0), RealWeights(consistency_ssim=1.0)):
        loss_terms(state.network, teacher, batch, replace(config, real=real), CPU)
    assert seen == [2, 4, 4]


@pytest.mark.parametrize("optimizer", ["adam", "adamw", "muon"])
def test_a_step_of_stage_one_lowers_the_loss_of_its_batch(config, make_maker, start, optimizer):
    config = replace(config, optimizer=optimizer, batch_size=4)
    state = start(config)
    batch = make_maker(config)[BatchRequest(number=2, crop=32, batch_size=4)]
    before = loss_terms(state.network, None, batch, config, CPU)
    optimizer_step(state, before, config, rate=1e-4)
    after = loss_terms(state.network, None, batch, config, CPU)
    assert total(after) < total(before)


@pytest.mark.parametrize("form", FORMS)
def test_a_step_of_stage_two_lowers_the_loss_of_its_batch(awake, make_maker, start, form):
    config = replace(awake, stage=2, real=FORMS[form])
    state = start(config)
    batch = make_maker(config)[BatchRequest(number=2, crop=32, batch_size=2)]
    before = loss_terms(state.network, None, batch, config, CPU)
    assert before.keys() == {"l1", "negative_ssim", "kl", "dark_channel", "total_variation"}
    optimizer_step(state, before, config, rate=1e-4)
    after = loss_terms(state.network, None, batch, config, CPU)
    assert total(after) < total(before)


def test_a_student_with_a_frozen_teacher_learns_and_the_teacher_does_not(awake, make_maker, start):
    config = replace(awake, stage=2, real=WITH_TEACHER, share_weights=False)
    state = start(config)
    teacher = new_network(replace(config, seed=5)).requires_grad_(False)
    frozen = {name: value.clone() for name, value in teacher.state_dict().items()}
    batch = make_maker(config)[BatchRequest(number=2, crop=32, batch_size=2)]
    before = loss_terms(state.network, teacher, batch, config, CPU)
    optimizer_step(state, before, config, rate=1e-4)
    after = loss_terms(state.network, teacher, batch, config, CPU)
    assert {"anchor", "consistency"} < before.keys()
    assert total(after) < total(before)
    assert all(torch.equal(value, frozen[name]) for name, value in teacher.state_dict().items())


def gradients(config, batch, parts):
    state = fresh_state(config, new_network(config), CPU)
    terms = loss_terms(state.network, None, batch, config, CPU, parts=parts)
    sum(terms.values()).backward()
    return [value.grad for value in state.network.parameters() if value.grad is not None]


@pytest.mark.parametrize("form", ["paper", "released"])
def test_the_parts_of_a_batch_have_the_whole_batch_s_gradient_on_average(awake, make_maker, form):
    real = replace(FORMS[form], kl=1.0, dark_channel=1e-3, total_variation=1e-3)
    config = replace(awake, stage=2, real=real)
    batch = make_maker(config)[BatchRequest(number=0, crop=32, batch_size=4)]
    halves = [
        Batch(batch.rainy[part], batch.clean[part], batch.real[part])
        for part in (slice(2), slice(2, 4))
    ]
    whole = gradients(config, batch, parts=1)
    first, second = (gradients(config, half, parts=2) for half in halves)
    for expected, one, other in zip(whole, first, second, strict=True):
        torch.testing.assert_close((one + other) / 2, expected, rtol=1e-3, atol=1e-6)


def test_the_norm_is_told_before_clipping_and_clipping_limits_the_move(config, start, make_maker):
    config = replace(config, clip_norm=1e-3)
    state = start(config)
    state.optimizer = torch.optim.SGD(state.network.parameters(), lr=1.0)
    before = [value.detach().clone() for value in state.network.parameters()]
    batch = make_maker(config)[BatchRequest(number=2, crop=32, batch_size=2)]
    terms = loss_terms(state.network, None, batch, config, CPU)
    values, norm = optimizer_step(state, terms, config, rate=1.0)
    after = state.network.parameters()
    moves = [new.detach() - old for new, old in zip(after, before, strict=True)]
    moved = torch.linalg.vector_norm(torch.cat([move.flatten() for move in moves]))
    assert norm > 0.01
    assert float(moved) == pytest.approx(1e-3, rel=1e-2)
    assert values == {name: pytest.approx(term.item()) for name, term in terms.items()}


def test_bf16_is_used_where_it_is_fast_and_the_loss_stays_in_float32(config, start, make_maker):
    config = replace(config, bf16=True)
    state = start(config)
    batch = make_maker(config)[BatchRequest(number=2, crop=32, batch_size=2)]
    terms = loss_terms(state.network, None, batch, config, CPU)
    assert {term.dtype for term in terms.values()} == {torch.float32}
    exact = loss_terms(state.network, None, batch, replace(config, bf16=False), CPU)
    assert total(terms) == pytest.approx(total(exact), rel=0.05)
