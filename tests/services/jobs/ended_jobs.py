"""Jobs that have ended, done for real by tiny networks, and verdicts to order."""

from dataclasses import replace

import torch

from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.outcome import read_outcome
from ssidkd.learning.finetune.work import run_job
from ssidkd.services.jobs.submission import JobRequest, admit_job, prepare_job
from tests.job_folders import photo

SHORT = {"steps": 4, "batch_size": 1, "crop": 32, "measure_every": 2, "checkpoint_every": 1}


def ended_job(root, weights, assets, photos=4, **options):
    """Do a job in the folder of jobs, and return its id."""
    request = JobRequest(
        photos=[photo(number) for number in range(photos)], options=SHORT | options, **weights
    )
    job_id = admit_job(root, prepare_job(root, request))
    run_job(JobFolder(root / job_id), assets=assets, device=torch.device("cpu"))
    return job_id


def judged(root, job_id, **changes):
    """Give an ended job another verdict, such as `recommended=True, reasons=()`."""
    folder = JobFolder(root / job_id)
    outcome = read_outcome(folder)
    replace(outcome, verdict=replace(outcome.verdict, **changes)).save(folder)


def without_verdict(root, job_id):
    """Make an ended job one that was never measured."""
    folder = JobFolder(root / job_id)
    replace(read_outcome(folder), verdict=None, state="stopped", reason="stop").save(folder)
