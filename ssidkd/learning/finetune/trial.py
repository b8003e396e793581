"""A short trial of how fast this machine finetunes: `python -m ssidkd.learning.finetune.trial`.

Run in a process of its own, so that it takes what a job takes and leaves nothing behind.
"""

import argparse
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import torch

from ssidkd.core.allocator import keep_freed_memory
from ssidkd.core.derainer import Derainer, choose_device
from ssidkd.core.priority import give_way
from ssidkd.core.weights.files import load_weights
from ssidkd.learning.batches import Batch, BatchMaker, BatchRequest
from ssidkd.learning.config import TrainingConfig
from ssidkd.learning.finetune.beginning import training_config
from ssidkd.learning.finetune.config import FinetuneConfig
from ssidkd.learning.pairs import PairSource
from ssidkd.learning.state import fresh_state
from ssidkd.learning.step import loss_terms, optimizer_step

_STEPS = 2
_LOOK_EVERY = 1.0
_ORPHANED = 3
"""Exit code."""
_SIDE = 192
"""Of the picture that is derained [px]."""


@dataclass(frozen=True, kw_only=True)
class Speed:
    """How fast this machine is at what a job consists of."""

    step: float
    """A training step, for each pixel of its crops, synthetic and real [s]."""
    derain: float
    """Deraining, for each pixel of the picture [s]."""
    start: float = 0.0
    """From starting a process to its first work [s]; known to who started it."""


def measure_speed(weights: Path, device: torch.device) -> Speed:
    """Take a few steps and derain a small picture with the weights of a student.

    Raises:
        WeightsError: they cannot be loaded.
    """
    loaded = load_weights(weights)
    job = FinetuneConfig(photos=("p.png",), start_sha256="0" * 64)
    config = replace(training_config(job, loaded.card), augment=False)
    frozen = load_weights(weights).network.to(device).requires_grad_(False)
    state = fresh_state(config, loaded.network, device)
    batch = _batch(config)

    def step() -> None:
        terms = loss_terms(state.network, frozen, batch, config, device)
        optimizer_step(state, terms, config, rate=1e-9)

    grey = np.full((_SIDE, _SIDE, 3), 128, np.uint8)
    derainer = Derainer(frozen, device=str(device))
    return Speed(
        step=_seconds(step, _STEPS) / (2 * config.batch_size * config.crop**2),
        derain=_seconds(lambda: derainer.derain(grey), 1) / _SIDE**2,
    )


def _batch(config: TrainingConfig) -> Batch:
    """Return a batch of noise; what it shows changes no time."""
    noise = np.random.default_rng(0).integers(0, 255, (256, 256, 3), np.uint8)
    maker = BatchMaker(PairSource(photos=[noise]), [noise], seed=0, augment=False)
    return maker[BatchRequest(number=0, crop=config.crop, batch_size=config.batch_size)]


def _seconds(work: Callable[[], object], times: int) -> float:
    """Return the time of one call, after one that does not count [s]."""
    work()
    began = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - began) / times


def _end_with(parent: int) -> None:
    """End this process once the one that started it is gone: nobody waits for the answer."""
    while os.getppid() == parent:
        time.sleep(_LOOK_EVERY)
    os._exit(_ORPHANED)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, and write a `Speed` as JSON to the standard output; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m ssidkd.learning.finetune.trial")
    parser.add_argument("weights", type=Path, help="weights of a student")
    parser.add_argument("--device", default="cpu", help="auto, cpu, cuda or mps")
    parser.add_argument("--threads", type=int, default=1, help="threads of the computation")
    parser.add_argument("--nice", type=int, default=0, help="added to the priority number")
    parser.add_argument("--parent", type=int, help="end with this process, which started it")
    options = parser.parse_args(argv)
    if options.parent is not None:
        threading.Thread(target=_end_with, args=(options.parent,), daemon=True).start()
    give_way(options.nice)
    keep_freed_memory()
    torch.set_num_threads(options.threads)
    began = time.perf_counter()
    speed = measure_speed(options.weights, choose_device(options.device))
    work = time.perf_counter() - began
    sys.stdout.write(json.dumps({**asdict(speed), "work": work}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
