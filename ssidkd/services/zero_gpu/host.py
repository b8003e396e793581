"""The host that lends its GPU: its package, its decorator, and what a fork there asks for."""

import importlib
import importlib.util
import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import torch

from ssidkd.services.settings import Settings, SettingsError

PACKAGE = "spaces"
"""Only ZeroGPU has it, and brings it; so it is imported by name, and nowhere else."""

ZERO_GPU = "SPACES_ZERO_GPU"
"""Set where the host lends its GPU."""

LeasedFunction = Callable[..., Iterator[Any]]
Lease = Callable[[LeasedFunction], LeasedFunction]
"""A decorator of the host, for generators."""
Seconds = float | Callable[..., float]
"""How long a lease is asked for [s]; a function is given what the decorated function is given."""
AskForLease = Callable[[Seconds], Lease]


def claim_gpu(settings: Settings, environ: Mapping[str, str]) -> None:
    """Prepare this process for a lent GPU; without one there is nothing to do.

    To be called before anything asks for CUDA: from then on the host's package makes networks
    believe that they are on the GPU, and brings them there when a lease begins.

    Raises:
        SettingsError: the host lends its GPU, but the settings or its package are not for that.
    """
    if environ.get(ZERO_GPU):
        _check(settings)
    if settings.lent_gpu and importlib.util.find_spec(PACKAGE) is not None:
        importlib.import_module(PACKAGE)


def _check(settings: Settings) -> None:
    if importlib.util.find_spec(PACKAGE) is None:
        raise SettingsError(
            f"This host lends its GPU ({ZERO_GPU} is set), but the Python package {PACKAGE} is not "
            "installed. A Space with the SDK Gradio on the hardware ZeroGPU brings it."
        )
    if settings.runner == "child":
        raise SettingsError(
            "SSIDKD_RUNNER is child, but this host lends its GPU to the app's own process only. "
            "Leave it at auto."
        )
    if settings.serve == "mounted":
        raise SettingsError(
            "SSIDKD_SERVE is mounted, but a host that lends its GPU starts only what is launched. "
            "Set it to launch."
        )


def lease_of_host(seconds: Seconds) -> Lease:
    """Return the decorator of this host: ZeroGPU's where its package is installed, else none.

    Args:
        seconds: what a lease asks for [s].
    """
    try:
        spaces = importlib.import_module(PACKAGE)
    except ImportError:
        return no_lease
    lease: Lease = spaces.GPU(duration=seconds)
    return lease


def no_lease(function: LeasedFunction) -> LeasedFunction:
    """Leave a function as it is, for hosts whose GPU is always there."""
    return function


def settle_after_fork(home: int) -> None:
    """Keep torch in a forked process from waiting for threads that only its parent has.

    Args:
        home: number of the app's own process, where nothing is changed.
    """
    if os.getpid() != home:
        torch.set_num_threads(1)
