"""How much memory is free, and which errors mean that there was not enough."""

from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import cv2
import torch

Inputs = ParamSpec("Inputs")
Result = TypeVar("Result")

_ASSUMED_FREE = 4 * 2**30  # where the system does not say, such as on Windows
_UNLIMITED = 2**62
_CGROUP = Path("/sys/fs/cgroup")
_OUT_OF_MEMORY_WORDS = (
    "DefaultCPUAllocator",
    "out of memory",
    "not enough memory",
    "could not create a primitive",  # what oneDNN says when it finds no memory
    "could not create a memory",
)
_OPENCV = "Insufficient memory"


def free_memory(device: torch.device) -> int:
    """Return the memory a forward pass on a device could still take [bytes]."""
    if device.type == "cuda":
        kept = torch.cuda.memory_reserved(device) - torch.cuda.memory_allocated(device)
        return torch.cuda.mem_get_info(device)[0] + kept
    if device.type == "mps":
        return torch.mps.recommended_max_memory() - torch.mps.driver_allocated_memory()
    return min(_free_on_machine(), _free_in_container(), _free_addresses())


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error says that memory ran out; CPU builds of torch have no class for it."""
    if isinstance(error, (torch.OutOfMemoryError, MemoryError)):
        return True
    if isinstance(error, cv2.error):
        return _OPENCV in str(error)
    return isinstance(error, RuntimeError) and any(
        words in str(error) for words in _OUT_OF_MEMORY_WORDS
    )


def unless_out_of_memory(
    device: torch.device,
    action: Callable[Inputs, Result],
    *args: Inputs.args,
    **kwargs: Inputs.kwargs,
) -> Result | None:
    """Do something on a device; return None, with the device's cache emptied, if memory runs out.

    The cache is emptied after the error is gone: until then its traceback holds the tensors of
    what failed.
    """
    try:
        return action(*args, **kwargs)
    except (RuntimeError, MemoryError) as error:
        if not is_out_of_memory(error):
            raise
    if device.type == "cuda":
        torch.cuda.empty_cache()
    elif device.type == "mps":
        torch.mps.empty_cache()
    return None


def _free_on_machine() -> int:
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
        kilobytes = next(line.split()[1] for line in lines if line.startswith("MemAvailable:"))
        return int(kilobytes) * 1024
    except (OSError, ValueError, StopIteration, IndexError):
        return _ASSUMED_FREE


def _free_in_container() -> int:
    """Free memory under the limit of a control group, version 2 or 1; huge if there is none."""
    old = _CGROUP / "memory"
    frees = (
        _free_under(_CGROUP / "memory.max", _CGROUP / "memory.current"),
        _free_under(old / "memory.limit_in_bytes", old / "memory.usage_in_bytes"),
    )
    return min(free for free in (*frees, _UNLIMITED) if free is not None)


def _free_addresses() -> int:
    """Free memory under this process's own limit; huge if there is none, or it is not known."""
    try:
        import resource  # only now: Windows has none

        limit = resource.getrlimit(resource.RLIMIT_AS)[0]
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        used = pages * resource.getpagesize()
    except (ImportError, OSError, ValueError, IndexError):
        return _UNLIMITED
    return _UNLIMITED if limit == resource.RLIM_INFINITY else max(0, limit - used)


def _free_under(limit: Path, usage: Path) -> int | None:
    """Free memory under one limit; files kept in memory count as free, they give way."""
    try:
        counts = dict(
            line.split() for line in (limit.parent / "memory.stat").read_text().splitlines()
        )
        cached = int(counts.get("total_inactive_file", counts.get("inactive_file", "0")))
        return max(0, int(limit.read_text()) - int(usage.read_text()) + cached)
    except (OSError, ValueError):  # no such file, or the word `max`
        return None
