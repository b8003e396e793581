"""Where a run works: the device, and which of several processes this is."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import torch

from ssidkd.core.allocator import keep_freed_memory
from ssidkd.core.derainer.devices import choose_device
from ssidkd.learning.processes import Processes


class LaunchError(RuntimeError):
    """The processes cannot train together; the sentence says why."""


@contextmanager
def joined_processes(choice: str) -> Iterator[tuple[Processes, torch.device]]:
    """Join the other processes of `accelerate launch`, if there are any, and leave them at the end.

    Raises:
        LaunchError: there are several processes but accelerate is not installed.
        ValueError: there is no such device.
    """
    if os.environ.get("ACCELERATE_USE_CPU", "").lower() == "true":
        choice = "cpu"
    if int(os.environ.get("WORLD_SIZE", "1")) == 1:
        yield Processes(), choose_device(choice)
        return
    try:
        from accelerate import PartialState
    except ImportError as error:
        raise LaunchError(
            "Training with several processes needs accelerate: "
            "pip install -r requirements-training.txt"
        ) from error
    state = PartialState(cpu=choice == "cpu")
    try:
        yield Processes(rank=state.process_index, count=state.num_processes), state.device
    finally:
        state.destroy_process_group()


def processes_on_machine() -> int:
    """Return how many processes of this run share the machine's memory."""
    return max(int(os.environ.get("LOCAL_WORLD_SIZE", "1")), 1)


def prepare_torch(device: torch.device, threads: int | None) -> None:
    """Set what holds for the whole program; libraries must not do so on their own."""
    keep_freed_memory()
    if threads:
        torch.set_num_threads(threads)
    if device.type == "cuda":
        # What is not in bfloat16 may use TensorFloat-32; crops keep a few sizes, so that trying
        # out algorithms once for each pays.
        torch.set_float32_matmul_precision("high")
        torch.backends.cudnn.allow_tf32 = True
        torch.backends.cudnn.benchmark = True
