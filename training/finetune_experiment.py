"""Does a short finetuning help? Ten sets of six photos, each against a run without the real branch.

Every set is a job as the page makes it: it learns from four photos and is scored on the two it
holds out. The control is the same job with the terms on real photos switched off. Jobs that are
done are not run again, so the command may be stopped and started.
"""

import argparse
import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import numpy as np

from ssidkd.core.assets import assets_folder
from ssidkd.core.intake import read_picture
from ssidkd.core.picture import Pixels
from ssidkd.core.weights.bundled import bundled_file
from ssidkd.learning.finetune.efforts import EFFORTS
from ssidkd.learning.finetune.events import current_events, read_all_events
from ssidkd.learning.finetune.folder import JobFolder
from ssidkd.learning.finetune.making import make_job
from ssidkd.learning.finetune.measuring import mean_change, measurement_from
from ssidkd.learning.finetune.outcome import read_outcome
from ssidkd.learning.photos import TrainingDataError, list_pictures
from training.held_out import REAL_EVALUATION_COUNT, split_real_photos

PHOTOS_OF_A_SET = 6
_SECONDS = "seconds"

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one job has come to. Changes are after minus before; below 0 is better for NIQE."""

    number: int
    """Of the set."""
    real_branch: bool
    seconds: float
    """From the start of the process to its end [s]."""
    held_niqe: float
    """Change of the mean NIQE of the photos held out, at the last step."""
    held_dark: float
    """Change of the mean of their dark channels, 0 to 1."""
    guard_psnr: float
    """Change on the guard set [dB]."""
    kept_niqe: float
    """Change of the mean NIQE of the photos held out with the weights that the job keeps."""
    recommended: bool
    """What the job's own verdict says."""


def draw_sets(photos: Sequence[Path], count: int, seed: int = 0) -> list[list[Path]]:
    """Draw sets of six different photos each; a photo may be in several sets."""
    if len(photos) < PHOTOS_OF_A_SET:
        raise TrainingDataError(f"A set needs {PHOTOS_OF_A_SET} photos.")
    drawn = []
    for number in range(count):
        rng = np.random.default_rng((seed, number))
        chosen = rng.choice(len(photos), PHOTOS_OF_A_SET, replace=False)
        drawn.append([photos[index] for index in sorted(chosen)])
    return drawn


def run_set(number: int, photos: Sequence[Path], options: argparse.Namespace, *, real: bool) -> Run:
    """Run the job of a set, or read what it has come to."""
    name = f"{options.variant}-{options.effort}-{number:02d}-{'real' if real else 'control'}"
    folder = JobFolder(options.folder / name)
    if not folder.config.exists():
        _make(folder, [read_picture(path).pixels for path in photos], options, real=real)
    if read_outcome(folder) is None:
        _work(folder, options)
    return summary_of(folder, number, real=real)


def summary_of(folder: JobFolder, number: int, *, real: bool) -> Run:
    """Return what a job that has ended has come to.

    Raises:
        TrainingDataError: it failed.
    """
    outcome = read_outcome(folder)
    if outcome is None or outcome.verdict is None or outcome.verdict.held_niqe_change is None:
        raise TrainingDataError(f"The job {folder.root.name} has no verdict.")
    told = current_events(read_all_events(folder.events))
    measured = [
        measurement_from({k: v for k, v in event.items() if k not in ("event", "best_step")})
        for event in told
        if event["event"] == "measured"
    ]
    first, last = measured[0], measured[-1]
    return Run(
        number=number,
        real_branch=real,
        seconds=sum(json.loads(line) for line in (folder.root / _SECONDS).read_text().split()),
        held_niqe=mean_change(first.held_niqe, last.held_niqe) or 0.0,
        held_dark=mean_change(first.held_dark, last.held_dark) or 0.0,
        guard_psnr=last.guard_psnr - first.guard_psnr,
        kept_niqe=outcome.verdict.held_niqe_change,
        recommended=outcome.verdict.recommended,
    )


def table(runs: Sequence[Run]) -> str:
    """Return the runs as a Markdown table with medians below."""
    lines = [
        "| set | branch | seconds | NIQE held out | NIQE kept | guard [dB] | dark channel | "
        "recommended |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [_row(str(run.number), [run]) for run in runs]
    for real in (True, False):
        same = [run for run in runs if run.real_branch is real]
        lines += [_row(f"median of {len(same)}", same)] if same else []
    return "\n".join(lines) + "\n"


def _row(name: str, runs: Sequence[Run]) -> str:
    def middle(field: str) -> float:
        return median(getattr(run, field) for run in runs)

    recommended = sum(run.recommended for run in runs)
    said = f"{recommended} of {len(runs)}" if len(runs) > 1 else ("yes" if recommended else "no")
    branch = "real" if runs[0].real_branch else "control"
    return (
        f"| {name} | {branch} | {middle('seconds'):.0f} | {middle('held_niqe'):+.3f} | "
        f"{middle('kept_niqe'):+.3f} | {middle('guard_psnr'):+.2f} | {middle('held_dark'):+.4f} | "
        f"{said} |"
    )


def _make(
    folder: JobFolder, photos: Sequence[Pixels], options: argparse.Namespace, *, real: bool
) -> None:
    assets = assets_folder()
    fields = EFFORTS[options.effort].options()
    make_job(
        folder,
        photos,
        start=bundled_file(assets, "student", options.variant),
        options={**fields, "real_branch": real, "threads": options.threads},
    )


def _work(folder: JobFolder, options: argparse.Namespace) -> None:
    """Do a job's work in a process of its own, as the page does, and note how long it took."""
    command = [sys.executable, "-m", "training.finetune", str(folder.root)]
    began = time.monotonic()
    environment = {**os.environ, "OMP_NUM_THREADS": str(options.threads)}
    subprocess.run([*command, "--device", options.device], env=environment, check=False)
    with (folder.root / _SECONDS).open("a", encoding="utf-8") as file:
        file.write(f"{time.monotonic() - began:.1f}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    options = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    try:
        photos = list_pictures(options.photos)
        if options.hold_out_last:
            photos = split_real_photos(photos, options.hold_out_last)[1]
        runs = []
        for number, chosen in enumerate(draw_sets(photos, options.sets)):
            for real in (True, False) if options.control else (True,):
                runs.append(run_set(number, chosen, options, real=real))
                log.info("%s", _row(str(number), runs[-1:]))
    except (TrainingDataError, OSError) as error:
        log.error("%s", error)
        return 1
    sys.stdout.write(table(runs))
    if options.json:
        options.json.write_text(json.dumps([asdict(run) for run in runs], indent=1) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m training.finetune_experiment", description=__doc__
    )
    add = parser.add_argument
    add("photos", type=Path, help="folder of real rainy photos")
    add("--folder", type=Path, required=True, help="folder for the jobs")
    add("--hold-out-last", type=int, default=REAL_EVALUATION_COUNT, metavar="N",
        help="use the N photos whose names sort last; 0 uses all")  # fmt: skip
    add("--sets", type=int, default=10, help="how many sets of six photos")
    add("--effort", choices=sorted(EFFORTS), default="quick")
    add("--variant", default="lite", help="of the bundled weights")
    add("--no-control", dest="control", action="store_false", help="leave the control out")
    add("--threads", type=int, default=2, help="threads of each job")
    add("--device", default="cpu", help="auto, cpu, cuda or mps")
    add("--json", type=Path, help="file for the numbers")
    return parser


if __name__ == "__main__":
    sys.exit(main())
