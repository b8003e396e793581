"""Train a teacher or a student: `python -m training.train RECIPE --clean DIR --run DIR`."""

import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch

from ssidkd.learning.batches import BatchMaker
from ssidkd.learning.config import TrainingConfig
from ssidkd.learning.loop import StepEvent, TrainingDiverged, train
from ssidkd.learning.processes import Processes
from ssidkd.learning.schedule import Budget
from ssidkd.learning.state import TrainingState
from ssidkd.learning.step import Network
from training.data import batch_maker
from training.events import EventLog
from training.launch import LaunchError, joined_processes, prepare_torch
from training.options import TrainOptions, parse_options
from training.recipes import RECIPES
from training.records import Records
from training.run_folder import RunFolder, begin_or_resume, frozen_teacher
from training.saving import Saver, weights_card
from training.stopping import StopSignals
from training.trackers import MissingTrackerError, open_tracker

log = logging.getLogger(__name__)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns:
        the exit code: 0 the run is complete, 1 it failed and says why, 2 wrong usage, 130 or 143
        Ctrl-C or SIGTERM stopped it and it was saved.
    """
    options = parse_options(argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    try:
        with joined_processes(options.device) as (processes, device), StopSignals() as stop:
            logging.getLogger().setLevel(logging.WARNING if processes.rank else logging.INFO)
            prepare_torch(device, options.threads)
            _run(options, processes, device, stop)
    except (LaunchError, MissingTrackerError, TrainingDiverged, ValueError) as error:
        log.error("%s", error)
        return 1
    return 0 if stop.received is None else 128 + stop.received


def run_config(options: TrainOptions) -> TrainingConfig:
    """Return the recipe with what the command line puts in its place."""
    config = RECIPES[options.recipe]
    changes: dict[str, Any] = {"steps": options.steps, "seed": options.seed}
    if options.batch_size is not None:
        grown = ((at, crop, options.batch_size) for at, crop, _ in config.crop_growth)
        changes |= {"batch_size": options.batch_size, "crop_growth": tuple(grown)}
    if options.precision != "recipe":
        changes["bf16"] = options.precision == "bf16"
    return replace(config, **{name: value for name, value in changes.items() if value is not None})


@dataclass(frozen=True, kw_only=True)
class _Session:
    """What one call of the program trains, and with what."""

    config: TrainingConfig
    state: TrainingState
    maker: BatchMaker
    teacher: Network | None
    budget: Budget
    device: torch.device
    processes: Processes


def _run(
    options: TrainOptions, processes: Processes, device: torch.device, stop: StopSignals
) -> None:
    config = run_config(options)
    folder = RunFolder(options.run)
    folder.root.mkdir(parents=True, exist_ok=True)
    state = begin_or_resume(folder, config, options.from_weights, device)
    session = _Session(
        config=config,
        state=state,
        maker=batch_maker(config, options, processes),
        teacher=frozen_teacher(folder, config, options.from_weights, device),
        budget=Budget(steps=config.steps, minutes=options.max_minutes),
        device=device,
        processes=processes,
    )
    if processes.rank == 0:
        _train_recorded(session, options, folder, stop)
    else:
        _train(session, options, lambda _event: None, stop)


def _train(
    session: _Session,
    options: TrainOptions,
    report: Callable[[StepEvent], None],
    stop: StopSignals,
) -> None:
    compiled = torch.compile(session.state.network) if options.compile else None
    train(
        session.config,
        session.state,
        session.maker,
        device=session.device,
        budget=session.budget,
        report=report,
        should_stop=stop.asked,
        network=compiled,
        teacher=session.teacher,
        workers=options.workers,
        processes=session.processes,
    )


def _train_recorded(
    session: _Session, options: TrainOptions, folder: RunFolder, stop: StopSignals
) -> None:
    """Train, and keep and show what comes of it; the first of several processes does this."""
    state, config = session.state, session.config
    card = weights_card(options, config)
    saver = Saver(folder, state, config, card, minutes=options.save_minutes)
    tracker = open_tracker(options.log, folder.root)
    with Records(EventLog(folder.events, after=state.step), tracker, saver) as records:
        records.begin(options.recipe, session.device, session.processes.count, state)
        try:
            _train(session, options, records.step, stop)
        except TrainingDiverged:
            records.finish("diverged", state, folder.summary)
            raise
        saver.save()
        over = session.budget.is_over(state.step, state.elapsed_seconds)
        records.finish("done" if over else "stopped", state, folder.summary)


if __name__ == "__main__":
    sys.exit(main())
