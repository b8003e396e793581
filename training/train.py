"""Train a teacher or a student: `python -m training.train RECIPE --clean DIR --run DIR`."""

import argparse
import json
import logging
import signal
import subprocess
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

import torch
from tqdm import tqdm

from ssidkd.core.assets import assets_folder
from ssidkd.core.network.config import VARIANTS
from ssidkd.core.weights.card import WeightsCard
from ssidkd.core.weights.files import load_weights, save_weights
from ssidkd.learning.batches import BatchMaker
from ssidkd.learning.config import TrainingConfig
from ssidkd.learning.loop import StepEvent, train
from ssidkd.learning.pairs import PairSource, load_pair_folder, rain_layer_of
from ssidkd.learning.photos import list_pictures, load_photos
from ssidkd.learning.schedule import Budget
from ssidkd.learning.state import (
    TrainingState,
    fresh_state,
    load_checkpoint,
    new_network,
    result_network,
    save_checkpoint,
)
from training.held_out import held_out_photos, split_real_photos
from training.recipes import RECIPES

CHECKPOINT_SECONDS = 180
log = logging.getLogger(__name__)


def main(argv: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    arguments = _parser().parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    config = RECIPES[arguments.recipe]
    if arguments.steps:
        config = replace(config, steps=arguments.steps)
    arguments.run.mkdir(parents=True, exist_ok=True)
    device = torch.device(arguments.device)
    checkpoint = arguments.run / "checkpoint.pt"
    state = _starting_state(config, checkpoint, arguments.from_weights, device)
    teacher = None
    if config.stage == 2 and not config.share_weights:
        teacher = load_weights(arguments.from_weights).network.to(device).requires_grad_(False)
    maker = _batch_maker(config, arguments)
    budget = Budget(steps=config.steps, minutes=arguments.max_minutes)
    stopping = _stop_on_signal()
    with _Recorder(arguments.run, state, config, budget) as record:
        train(
            config, state, maker, device=device, budget=budget, report=record,
            should_stop=lambda: bool(stopping), teacher=teacher, workers=arguments.workers,
        )  # fmt: skip
    save_checkpoint(state, config, checkpoint)
    save_weights(result_network(state), _card(arguments, config, state), arguments.run / "result.safetensors")
    log.info("%d steps, %.0f s, %d skipped", state.step, state.elapsed_seconds, state.skipped)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.train", description=__doc__)
    parser.add_argument("recipe", choices=sorted(RECIPES))
    parser.add_argument("--clean", type=Path, nargs="*", default=[], help="folders of clean photos")
    parser.add_argument("--layers", type=Path, nargs="*", default=[], help="paired folders whose rain layers are put on the clean photos")
    parser.add_argument("--pairs", type=Path, nargs="*", default=[], help="paired folders")
    parser.add_argument("--real", type=Path, nargs="*", default=[], help="real rainy photos")
    parser.add_argument("--run", type=Path, required=True, help="folder for checkpoint, events and result")
    parser.add_argument("--from-weights", type=Path, help="start from these weights")
    parser.add_argument("--steps", type=int)
    parser.add_argument("--max-minutes", type=float)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--workers", type=int, default=0)
    return parser


def _starting_state(
    config: TrainingConfig, checkpoint: Path, weights: Path | None, device: torch.device
) -> TrainingState:
    if checkpoint.is_file():
        return load_checkpoint(checkpoint, config, device)
    network = load_weights(weights).network if weights else new_network(config)
    return fresh_state(config, network, device)


def _batch_maker(config: TrainingConfig, arguments: argparse.Namespace) -> BatchMaker:
    exclude = held_out_photos(assets_folder())
    photos = [p for folder in arguments.clean for p in load_photos(list_pictures(folder, exclude))]
    layers = [rain_layer_of(p) for folder in arguments.layers for p in load_pair_folder(folder)]
    pairs = [p for folder in arguments.pairs for p in load_pair_folder(folder)]
    real = []
    if config.stage == 2:
        for folder in arguments.real:
            real += load_photos(split_real_photos(list_pictures(folder))[0])
    source = PairSource(photos=photos, layers=layers, pairs=pairs, mixture=config.mixture)
    log.info("%d photos, %d layers, %d pairs, %d real", len(photos), len(layers), len(pairs), len(real))
    return BatchMaker(source, real, seed=config.seed, augment=config.augment)


def _stop_on_signal() -> list[int]:
    received: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda signum, _frame: received.append(signum))
    return received


def _card(arguments: argparse.Namespace, config: TrainingConfig, state: TrainingState) -> WeightsCard:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    variant = next((name for name, shape in VARIANTS.items() if shape == config.network), "custom")
    folders = [*arguments.clean, *arguments.layers, *arguments.pairs, *(arguments.real if config.stage == 2 else [])]
    return WeightsCard(
        role="teacher" if config.stage == 1 else "student", variant=variant, config=config.network,
        recipe=arguments.recipe, data=", ".join(folder.name for folder in folders),
        steps=state.step, commit=commit.stdout.strip(),
    )  # fmt: skip


class _Recorder:
    """Writes events, shows progress, and saves a checkpoint every few minutes."""

    def __init__(self, run: Path, state: TrainingState, config: TrainingConfig, budget: Budget) -> None:
        self._run, self._state, self._config = run, state, config
        self._file = (run / "events.jsonl").open("a", encoding="utf-8", buffering=1)
        total = budget.steps if budget.minutes is None else None
        self._bar = tqdm(total=total, initial=state.step, unit="step", mininterval=5)
        self._saved = time.monotonic()

    def __call__(self, event: StepEvent) -> None:
        self._file.write(json.dumps(asdict(event)) + "\n")
        self._bar.update(1)
        self._bar.set_postfix(loss=f"{event.loss:.4f}", left=f"{event.remaining_seconds / 60:.0f}m", refresh=False)
        if time.monotonic() - self._saved > CHECKPOINT_SECONDS:
            save_checkpoint(self._state, self._config, self._run / "checkpoint.pt")
            self._saved = time.monotonic()

    def __enter__(self) -> "_Recorder":
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()
        self._bar.close()


if __name__ == "__main__":
    sys.exit(main())
