"""How much longer visitors wait while a job runs.

`python -m tests.benchmarks.visitors_during_finetuning`; passes no judgement, figures are in
docs/finetuning.md.

Visitors come one after the other, each with the same picture for teacher and student, first on an
idle machine and then while a job runs. Needs the bundled weights.
"""

import argparse
import json
import sys
import tempfile
import time

import numpy as np

from ssidkd.core.allocator import keep_freed_memory
from ssidkd.core.assets import assets_folder
from ssidkd.core.examples import input_file, read_manifest
from ssidkd.core.intake import read_picture
from ssidkd.core.weights.bundled import BUNDLED, bundled_file, bundled_weights
from ssidkd.learning.finetune.efforts import EFFORTS
from ssidkd.services.deraining import ROLES, DerainingService
from ssidkd.services.jobs.starting import start_finetuning
from ssidkd.services.jobs.submission import JobRequest
from ssidkd.services.photos import at_most
from ssidkd.services.settings import Settings


def main():
    options = parser().parse_args()
    keep_freed_memory()
    assets = assets_folder()
    with tempfile.TemporaryDirectory() as data:
        settings = Settings.from_environment({"SSIDKD_DATA_DIR": data, "SSIDKD_DEVICE": "cpu"})
        deraining = DerainingService.from_settings(
            settings, lambda role, variant: bundled_weights(assets, role, variant), BUNDLED
        )
        deraining.warm_up()
        student = bundled_file(assets, "student", "lite")
        finetuning = start_finetuning(
            settings, assets, student, "cpu", is_busy=lambda: deraining.is_busy
        )
        photos = [
            read_picture(input_file(assets / "examples", credit.name)).pixels
            for credit in read_manifest(assets / "examples")
        ]
        picture = at_most(photos[0], options.pixels)
        idle = waits(deraining, picture, options)
        job = finetuning.jobs.submit(
            JobRequest(
                photos=photos,
                start=student,
                options={**EFFORTS["thorough"].options(), "threads": finetuning.threads},
            )
        )
        wait_for_steps(finetuning.jobs, job)
        before = finetuning.jobs.status(job).step
        busy = waits(deraining, picture, options)
        status = finetuning.jobs.status(job)
        finetuning.jobs.stop(job)
        asked = time.monotonic()
        while not finetuning.jobs.status(job).state.is_final:
            time.sleep(0.05)
        report(idle, busy, status.step - before, time.monotonic() - asked)


def waits(deraining, picture, options):
    """Return how long each visitor waited for both results [s]."""
    seconds = []
    for _ in range(options.visitors):
        time.sleep(options.pause)
        began = time.monotonic()
        for role in ROLES:
            deraining.derain(role, picture, lambda _progress: None, lambda: False)
        seconds.append(time.monotonic() - began)
    return seconds


def wait_for_steps(jobs, job):
    while jobs.status(job).step < 2:
        assert not jobs.status(job).state.is_final
        time.sleep(0.2)


def report(idle, busy, steps, stopping):
    found = {
        "visitors": len(idle),
        "idle": {"p50": float(np.median(idle)), "p95": float(np.percentile(idle, 95))},
        "during a job": {"p50": float(np.median(busy)), "p95": float(np.percentile(busy, 95))},
        "p95 during a job / idle": float(np.percentile(busy, 95) / np.percentile(idle, 95)),
        "steps of the job meanwhile": steps,
        "seconds from stop to end": stopping,
    }
    sys.stdout.write(json.dumps(found, indent=1) + "\n")


def parser():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=20)
    parser.add_argument("--pixels", type=int, default=512 * 341)
    parser.add_argument("--pause", type=float, default=4.0, help="before each visitor [s]")
    return parser


if __name__ == "__main__":
    main()
