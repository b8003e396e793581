"""Finds out where a network can run, and what the hardware there is good at."""

from typing import Literal

import torch

DeviceChoice = Literal["auto", "cpu", "cuda", "mps"]


def choose_device(choice: str) -> torch.device:
    """Turn `auto` or a device's name into a device: CUDA before MPS before the CPU.

    Raises:
        ValueError: if the device asked for is unknown or not there.
    """
    if choice == "auto":
        choice = "cuda" if _has_cuda() else "mps" if _has_mps() else "cpu"
    try:
        device = torch.device(choice)
    except RuntimeError as error:
        raise ValueError(f"There is no device called {choice!r}. Try auto.") from error
    counts = {"cpu": 1, "cuda": torch.cuda.device_count(), "mps": int(_has_mps())}
    if (device.index or 0) >= counts.get(device.type, 0):
        raise ValueError(f"This machine has no device {choice!r} that torch can use. Try auto.")
    return device


def has_fast_bf16(device: torch.device) -> bool:
    """Whether bfloat16 is done by the hardware of a device, and not emulated.

    Only what was measured to gain counts: Intel and AMD processors with AVX-512 BF16 or AMX, and
    CUDA. Everything else stays with float32.
    """
    if device.type == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    return device.type == "cpu" and _cpu_has_bf16()


def _has_cuda() -> bool:
    return torch.cuda.is_available()


def _has_mps() -> bool:
    return torch.backends.mps.is_available()


def _cpu_has_bf16() -> bool:
    # torch has no public question for this in the oldest version that is allowed.
    questions = ("_is_avx512_bf16_supported", "_is_amx_tile_supported")
    return any(getattr(torch.cpu, name, lambda: False)() for name in questions)
