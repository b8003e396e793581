"""What a visitor saves of a job, used as a visitor would use it."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import numpy as np
import pytest
from huggingface_hub import ModelCard

from ssidkd.core.derainer import Derainer
from ssidkd.core.intake import read_picture
from ssidkd.core.picture import save_png
from ssidkd.core.weights import load_weights
from ssidkd.learning.finetune.config import FinetuneConfig
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.services.jobs.results import DamagedResultError
from ssidkd.services.jobs.runner import ChildRunner
from ssidkd.services.jobs.service import JobService
from ssidkd.services.jobs.submission import JobRequest
from ssidkd.services.jobs.take_away import TakeAway
from ssidkd.services.shelf import PictureShelf
from tests.job_folders import digest, photo, write_tiny_weights
from tests.services.jobs.ended_jobs import SHORT, ended_job, judged

PATIENCE = 120


@pytest.fixture
def jobs(tmp_path, runner):
    made = JobService(tmp_path / "jobs", runner)
    yield made
    made.close()


@pytest.fixture
def job(jobs, weights, job_assets):
    return ended_job(jobs._root, weights, job_assets)


@pytest.fixture
def shelf(tmp_path):
    return PictureShelf(tmp_path / "shelf")


@pytest.fixture
def take_away(jobs, shelf):
    return TakeAway(jobs, shelf)


def unpacked(path, folder):
    zipfile.ZipFile(path).extractall(folder)
    return folder


def python(root, *arguments, cwd=None):
    """Run a command of the project in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(root), "OMP_NUM_THREADS": "1"}
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd or root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def done_in_a_child(tmp_path, job_assets, weights, stop_at=None):
    """Have a real child process do a job, stopped by its visitor at a step if one is given."""
    service = JobService(tmp_path / "real", ChildRunner(assets=job_assets, device="cpu"))
    options = SHORT | ({"steps": 8} if stop_at is None else {"steps": 500, "learning_rate": 1e-2})
    job_id = service.submit(
        JobRequest(photos=[photo(n) for n in range(4)], options=options, **weights)
    )
    until = time.monotonic() + PATIENCE
    while not service.status(job_id).state.is_final:
        assert time.monotonic() < until
        if stop_at is not None and service.status(job_id).step >= stop_at:
            service.stop(job_id)
        time.sleep(0.02)
    service.close()
    return service, job_id


def test_the_weights_are_a_copy_that_says_what_it_is(take_away, jobs, job):
    path = take_away.file(job, "weights")
    original = JobFolder(jobs._root / job).result
    assert path.read_bytes() == original.read_bytes()
    assert re.fullmatch(rf"ssidkd-tiny-finetuned-{digest(original)[:6]}\.safetensors", path.name)
    assert jobs._root not in path.parents
    assert job not in str(path)
    card = load_weights(path).card
    assert card.recipe.startswith("quick finetuning of ")
    assert "4 photos of a visitor" in card.data


def test_a_file_is_made_once_while_it_lies_there(take_away, job, shelf):
    first = take_away.file(job, "weights")
    assert take_away.file(job, "weights") == first
    shelf.clear(older_than=-1)
    again = take_away.file(job, "weights")
    assert again != first
    assert again.exists()


def test_nothing_of_a_forgotten_job_lies_on_the_shelf(take_away, job, tmp_path):
    for kind in ("weights", "card", "archive"):
        take_away.file(job, kind)
    take_away.forget(job)
    assert [path for path in (tmp_path / "shelf").rglob("*") if path.is_file()] == []


def test_a_damaged_result_is_not_given_away(take_away, jobs, job):
    JobFolder(jobs._root / job).result.write_bytes(b"damaged")
    for kind in ("weights", "card", "archive"):
        with pytest.raises(DamagedResultError):
            take_away.file(job, kind)


@pytest.mark.parametrize("stop_at", [None, 12], ids=["complete", "stopped"])
def test_the_unpacked_job_makes_the_same_weights_again(
    root, tmp_path, job_assets, weights, stop_at
):
    service, job_id = done_in_a_child(tmp_path, job_assets, weights, stop_at)
    archive = TakeAway(service, PictureShelf(tmp_path / "shelf")).file(job_id, "archive")
    folder = unpacked(archive, tmp_path / "a new place")
    command = re.search(r"python (-m training\.finetune) UNPACKED/job (.+)", how_to(folder))
    module, options = command.group(1).split(), command.group(2).split()
    done = python(root, *module, folder / "job", *options, "--assets", job_assets)
    assert done.returncode == 0, done.stderr
    kept = next((folder / "model").glob("*.safetensors"))
    assert digest(folder / "job" / "result.safetensors") == digest(kept)
    assert load_weights(kept).card.steps > 0, "a result that only repeats its start shows nothing"


def how_to(folder):
    return (folder / "HOW-TO.md").read_text()


def test_the_archive_holds_everything_but_what_is_the_server_s_own(take_away, jobs, job, tmp_path):
    folder = unpacked(take_away.file(job, "archive"), tmp_path / "out")
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    photos = {f"job/photos/photo-{n:03d}.png" for n in range(4)}
    assert photos <= names
    assert {
        "HOW-TO.md",
        "events.jsonl",
        "outcome.json",
        "job/config.json",
        "job/start.safetensors",
        "model/README.md",
        "model/config.json",
        "previews/step-000000.png",
    } <= names
    assert not [name for name in names if Path(name).name in ("submission.json", "lock", "stop")]
    assert not [name for name in names if name.endswith((".log", ".part", ".pt"))]
    secrets = [job.encode(), str(tmp_path).encode(), str(jobs._root).encode()]
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [secret for secret in secrets if secret in content], path.name


def test_photos_that_were_taken_back_are_missed_in_the_archive_which_says_so(
    take_away, jobs, job, tmp_path
):
    (JobFolder(jobs._root / job).photos / "photo-002.png").unlink()
    folder = unpacked(take_away.file(job, "archive"), tmp_path / "out")
    left = sorted(path.name for path in (folder / "job" / "photos").iterdir())
    assert left == ["photo-000.png", "photo-001.png", "photo-003.png"]
    assert "not in `job/photos`, so that other\nweights come out: photo-002.png" in how_to(folder)


def test_the_config_of_a_complete_job_is_not_changed(take_away, jobs, job, tmp_path):
    folder = unpacked(take_away.file(job, "archive"), tmp_path / "out")
    config = FinetuneConfig.from_json((folder / "job" / "config.json").read_bytes())
    assert config == JobFolder(jobs._root / job).read_config()


def test_the_card_s_front_matter_names_a_licence_that_the_hub_takes(take_away, job):
    text = take_away.file(job, "card").read_text()
    front = ModelCard(text).data
    assert front.license == "apache-2.0"  # that of the tiny weights it began with
    assert front.pipeline_tag == "image-to-image"


def test_the_card_of_weights_for_research_only_says_so(jobs, tmp_path, job_assets, shelf):
    licence = "non-commercial research only, as BSDS500"
    weights = {"start": write_tiny_weights(tmp_path / "s.safetensors", licence=licence)}
    job_id = ended_job(jobs._root, weights, job_assets)
    text = TakeAway(jobs, shelf).file(job_id, "card").read_text()
    front = ModelCard(text).data
    assert front.license == "other"
    assert front.license_name == "non-commercial-research-only-as-bsds500"
    assert licence in text


def test_the_card_s_numbers_are_those_of_the_verdict(take_away, jobs, job):
    judged(
        jobs._root,
        job,
        recommended=False,
        reasons=("guard_lost",),
        best_step=2,
        guard_psnr_before=30.0,
        guard_psnr_after=29.5,
        held_niqe_change=-0.125,
    )
    text = take_away.file(job, "card").read_text()
    assert "Not recommended: it lost more on the guard set" in text
    for number in ("30.000", "29.500", "-0.1250"):
        assert f"| {number} |" in text


def test_the_card_s_lines_derain_a_picture(take_away, job, root, tmp_path):
    folder = unpacked(take_away.file(job, "archive"), tmp_path / "out") / "model"
    text = (folder / "README.md").read_text()
    rainy = photo(9)
    save_png(rainy, folder / "rainy.jpg")  # told by its content, not by its name
    (folder / "photos").mkdir()
    shutil.copy(folder / "rainy.jpg", folder / "photos" / "rainy.png")
    snippet = re.search(r"```python\n(.+?)```", text, re.DOTALL).group(1)
    done = python(root, "-c", snippet, cwd=folder)
    assert done.returncode == 0, done.stderr
    line = re.search(r"```bash\npython (-m ssidkd derain .+)\n```", text).group(1)
    done = python(root, *line.split(), cwd=folder)
    assert done.returncode == 0, done.stderr
    network = load_weights(next(folder.glob("*.safetensors"))).network
    expected = Derainer(network).derain(rainy).derained
    for path in (folder / "derained.png", folder / "derained" / "rainy.png"):
        found = read_picture(path).pixels.astype(int)
        assert np.abs(found - expected).max() <= 1  # another number of threads may round otherwise


def test_the_config_that_is_given_on_names_no_photo_that_is_not_there(take_away, job, tmp_path):
    folder = unpacked(take_away.file(job, "archive"), tmp_path / "out")
    content = json.loads((folder / "model" / "config.json").read_text())
    assert content["start_sha256"] == digest(folder / "job" / "start.safetensors")
