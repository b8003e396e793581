import json
from dataclasses import replace

import numpy as np
import pytest
import torch

from ssidkd.core.derainer import Derainer
from ssidkd.core.intake import read_picture
from ssidkd.core.metrics import niqe
from ssidkd.core.picture import save_png
from ssidkd.core.weights import load_weights
from ssidkd.learning.finetune import measuring, session
from ssidkd.learning.finetune.beginning import training_config
from ssidkd.learning.finetune.checkpoint import load_progress, saved_step
from ssidkd.learning.finetune.events import current_events, read_all_events
from ssidkd.learning.finetune.outcome import read_outcome
from ssidkd.learning.finetune.pictures import SHOWN_SIDE, at_most
from ssidkd.learning.ours import FINETUNE
from tests.job_folders import digest, photo, write_tiny_weights

CPU = torch.device("cpu")


def told(folder, kind):
    return [event for event in read_all_events(folder.events) if event["event"] == kind]


def test_a_job_ends_with_weights_that_load_and_say_where_they_are_from(make_job, work):
    folder = make_job()
    outcome = work(folder)
    assert (outcome.state, outcome.step, outcome.has_result) == ("done", 6, True)
    assert outcome == read_outcome(folder)
    card = load_weights(folder.result).card
    assert (card.role, card.steps) == ("student", outcome.verdict.best_step)
    assert "3 photos" in card.data
    assert digest(folder.start)[:12] in card.recipe


def test_every_step_is_told_with_its_terms_and_speed(make_job, work):
    folder = make_job()
    work(folder)
    steps = told(folder, "step")
    assert [event["step"] for event in steps] == [1, 2, 3, 4, 5, 6]
    for event in steps:
        assert event["loss"] == pytest.approx(sum(event["terms"].values()))
        assert event["crops_per_second"] > 0
    assert steps[0]["terms"].keys() == {"anchor", "dark_channel", "total_variation"}
    assert [event["step"] for event in told(folder, "measured")] == [0, 2, 4, 6]
    assert told(folder, "ended")[0]["state"] == "done"


def test_the_preview_of_step_0_is_what_the_starting_student_makes(make_job, work):
    folder = make_job(probe="photo-001.png", steps=1)
    work(folder)
    student = Derainer(load_weights(folder.start).network, device="cpu")
    probe = at_most(read_picture(folder.photos / "photo-001.png").pixels, SHOWN_SIDE)
    shown = read_picture(folder.preview(0)).pixels
    assert np.array_equal(shown, student.derain(probe).derained)
    assert not np.array_equal(read_picture(folder.preview(1)).pixels, student.derain(probe).rain)


def test_the_probe_is_shown_between_measurements_too(make_job, work):
    folder = make_job(steps=4, measure_every=4, preview_every=1)
    work(folder)
    shown = told(folder, "preview")
    assert [event["step"] for event in shown] == [0, 1, 2, 3, 4]
    assert [event["step"] for event in told(folder, "measured")] == [0, 4]
    for event in shown:
        pixels = read_picture(folder.previews / event["preview"]).pixels
        assert event["niqe"] == niqe(pixels).value
        assert event["dark"] == measuring.darkness(pixels)


def test_one_photo_and_three_steps_are_enough(make_job, work):
    folder = make_job(photos=1, steps=3)
    outcome = work(folder)
    assert (outcome.state, outcome.reason) == ("done", "complete")
    assert outcome.verdict.reasons == ("nothing_held_out",)
    assert not outcome.verdict.recommended
    load_weights(folder.result)


def test_a_third_of_the_photos_is_never_learnt_from(make_job, work):
    folder = make_job(photos=6, steps=1)
    work(folder)
    began = told(folder, "started")[0]
    assert len(began["held_out"]) == 2
    assert sorted(began["learnt"] + began["held_out"]) == sorted(folder.read_config().photos)
    assert began["learnt"][0] == "photo-000.png"


@pytest.mark.parametrize("at", [1, 4])
def test_going_on_from_a_checkpoint_gives_the_weights_of_an_uninterrupted_run(make_job, work, at):
    whole, parted = make_job("whole"), make_job("parted")
    work(whole)
    assert work(parted, interrupted_at=at) is None
    assert not parted.outcome.exists()
    assert saved_step(parted.checkpoint) == at
    assert work(parted).state == "done"
    assert digest(parted.result) == digest(whole.result)
    final = [folder.checkpoint / "step-000006" for folder in (whole, parted)]
    first, second = (torch.load(path / "state.pt", weights_only=True) for path in final)
    for part in ("network", "ema"):
        assert all(torch.equal(first[part][name], second[part][name]) for name in first[part])
    steps = [e["step"] for e in current_events(read_all_events(parted.events)) if "terms" in e]
    assert steps == [1, 2, 3, 4, 5, 6]


def test_without_the_real_branch_the_student_stays_as_it_was(make_job, work):
    """What is left is the anchor, the student's own rain layer at the start, which it has."""
    folder = make_job(real_branch=False, steps=3, measure_every=3)
    work(folder)
    assert [event["terms"] for event in told(folder, "step")] == [{"anchor": 0.0}] * 3
    first, last = (event["guard_psnr"] for event in told(folder, "measured"))
    assert first == last


def test_only_the_last_layers_learn(make_job, work):
    folder = make_job(steps=2, measure_every=1)
    work(folder)
    before = load_weights(folder.start).network.state_dict()
    saved = folder.checkpoint / "step-000002" / "state.pt"
    after = torch.load(saved, weights_only=True)["network"]
    changed = {name for name in before if not torch.equal(before[name], after[name])}
    assert {name.split(".")[0] for name in changed} == {"tail", "full_network"}
    assert all(name.startswith(FINETUNE.trained) for name in changed)


def test_the_stop_file_ends_the_job_after_its_step_and_keeps_the_best(make_job, work):
    folder = make_job(steps=50)

    def stop():
        folder.stop.touch()
        return False

    outcome = work(folder, interrupted_at=3, then=stop)
    assert (outcome.state, outcome.reason, outcome.has_result) == ("stopped", "stop", True)
    assert outcome.step <= 4
    load_weights(folder.result)


def test_a_job_that_is_to_stop_before_it_begins_learns_nothing(make_job, work):
    folder = make_job()
    folder.stop.touch()
    assert (work(folder).state, told(folder, "step")) == ("stopped", [])
    first, second = load_weights(folder.start).network, load_weights(folder.result).network
    second = second.state_dict()
    assert all(torch.equal(second[name], value) for name, value in first.state_dict().items())


def test_a_time_limit_ends_the_job_and_what_was_learnt_until_then_is_judged(make_job, work):
    folder = make_job(steps=5000, measure_every=1000, minutes=0.01)
    outcome = work(folder)
    assert (outcome.state, outcome.reason, outcome.has_result) == ("done", "time_limit", True)
    assert 0 < outcome.step < 5000
    assert [event["step"] for event in told(folder, "measured")] == [0, outcome.step]


def test_a_job_that_is_to_end_after_a_step_measures_it(make_job, work):
    folder = make_job(steps=9, measure_every=4, last_step=3)
    assert work(folder).state == "stopped"
    assert [event["step"] for event in told(folder, "measured")] == [0, 3]


def test_a_loss_that_is_not_finite_fails_the_job_and_what_was_learnt_stays(
    make_job, work, monkeypatch
):
    folder = make_job()
    real = session.train

    def poisoned(*arguments, report, **options):
        def report_it(event):
            report(replace(event, terms={"l1": float("nan")}) if event.step == 5 else event)

        real(*arguments, report=report_it, **options)

    monkeypatch.setattr(session, "train", poisoned)
    outcome = work(folder)
    assert (outcome.state, outcome.reason, outcome.step) == ("failed", "diverged", 5)
    assert "step 5" in outcome.detail
    assert outcome.has_result
    load_weights(folder.result)
    config = training_config(folder.read_config(), load_weights(folder.start).card)
    assert load_progress(folder.checkpoint, config, CPU).state.step == 4


def test_a_student_that_loses_too_much_on_the_guard_set_is_ended_and_not_kept(
    make_job, work, monkeypatch
):
    folder = make_job()
    real = session.measure

    def worse(network, pictures, *, step, **options):
        made = real(network, pictures, step=step, **options)
        drop = 0.31 if step else 0
        changed = replace(made.measurement, guard_psnr=made.measurement.guard_psnr - drop)
        return replace(made, measurement=changed)

    monkeypatch.setattr(session, "measure", worse)
    outcome = work(folder)
    assert (outcome.reason, outcome.step) == ("guard", 2)
    assert outcome.verdict.best_step == 0
    assert not outcome.verdict.recommended


def test_a_photo_that_cannot_be_read_is_named_and_left_out(make_job, work):
    folder = make_job(steps=1)
    (folder.photos / "photo-001.png").write_bytes(b"no picture")
    assert work(folder).state == "done"
    assert list(told(folder, "started")[0]["skipped"]) == ["photo-001.png"]


def test_photos_smaller_than_a_crop_are_taken(make_job, work):
    folder = make_job(photos=1, steps=1, crop=64)
    save_png(photo(0, 33, 40), folder.photos / "photo-000.png")
    assert work(folder).state == "done"


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda job: job.start.write_bytes(b"other"), "weights"),
        (lambda job: job.start.unlink(), "weights"),
        (lambda job: write_tiny_weights(job.start, seed=9), "weights"),
        (lambda job: [path.unlink() for path in job.photos.iterdir()], "photos"),
        (lambda job: job.config.write_text(json.dumps({"steps": 3})), "config"),
    ],
)
def test_what_keeps_a_job_from_beginning_is_said(make_job, work, damage, reason):
    folder = make_job()
    damage(folder)
    outcome = work(folder)
    assert (outcome.state, outcome.reason, outcome.has_result) == ("failed", reason, False)
    assert outcome.detail.endswith(".")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (MemoryError(), "memory"),
        (RuntimeError("DefaultCPUAllocator: can't allocate memory"), "memory"),
        (OSError(28, "No space left on device"), "disk"),
        (ZeroDivisionError(), "error"),
    ],
)
def test_an_error_on_the_way_fails_the_job_with_a_sentence(
    make_job, work, monkeypatch, error, reason
):
    def fail(*_arguments, **_options):
        raise error

    monkeypatch.setattr(session, "train", fail)
    outcome = work(make_job())
    assert (outcome.state, outcome.reason, outcome.has_result) == ("failed", reason, True)
    assert outcome.detail.endswith(".")


def test_a_job_that_has_ended_is_not_done_again(make_job, work):
    folder = make_job(steps=1)
    first, events = work(folder), folder.events.read_bytes()
    assert work(folder) == first
    assert folder.events.read_bytes() == events


def test_a_measurement_gives_way_to_a_stop_between_two_pictures(make_job, job_assets):
    folder = make_job()
    pictures = session.read_pictures(folder, folder.read_config(), job_assets)
    network = load_weights(folder.start).network
    with pytest.raises(measuring.MeasuringStopped):
        measuring.measure(network, pictures, step=0, device=CPU, should_stop=lambda: True)


def test_the_run_is_the_recipe_with_the_job_s_numbers(make_job):
    folder = make_job()
    config = training_config(folder.read_config(), load_weights(folder.start).card)
    assert config.stage == 2
    assert (config.optimizer, config.real) == (FINETUNE.optimizer, FINETUNE.real)
    assert config.trained == FINETUNE.trained != ()
    assert (config.steps, config.crop, config.batch_size) == (6, 32, 1)
