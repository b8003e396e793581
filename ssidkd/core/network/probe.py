"""Looks into a network while it works on a picture: the feature maps of one part.

The pass ends as soon as the part has run; hooks are taken off whatever happens. The network must be
the caller's own: a hook would also see the passes that other threads run through the same modules.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache

import torch
from torch import Tensor, nn

from ssidkd.core.network.config import NetworkConfig
from ssidkd.core.network.cost import named_parts
from ssidkd.core.network.derain_net import DerainNet

ReportShare = Callable[[float], None]
"""Takes how much of the way to the part is done, 0 to 1."""


_Output = Tensor | tuple[list[Tensor], Tensor]
"""Of a chain: its states, and what they were fused to."""


class ProbeStopped(Exception):  # noqa: N818 - a wish, not an error
    """`should_stop` said so before the part had run."""


class _PartReached(Exception):  # noqa: N818 - not an error
    """Ends the pass: what comes after the part is not asked for."""


def feature_maps(
    network: DerainNet,
    batch: Tensor,
    part: str,
    *,
    report: ReportShare = lambda _share: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> list[Tensor]:
    """Return what a part makes of a picture.

    Args:
        network: the caller's own copy, in evaluation mode.
        batch: (1, 3, H, W) in [0, 1], with the channel order of the weights.
        part: a name of `network_parts`.
        report: called after every convolution, with the share of the multiply-adds done so far.
        should_stop: asked after every convolution.

    Returns:
        For a chain its N + 1 states, the first of which is what enters it; for other parts the one
        tensor they give. All (1, C, h, w).

    Raises:
        KeyError: the network has no such part.
        ProbeStopped: when `should_stop` says so.
    """
    module = named_parts(network)[part]
    total = _work(network.config, batch.shape, part)
    done = 0

    def count(multiply_adds: int) -> None:
        nonlocal done
        done += multiply_adds
        if should_stop():
            raise ProbeStopped
        report(min(done / total, 1.0))

    return _run_until(network, module, batch, count)


@lru_cache(maxsize=256)  # visitors look at many parts of the same few pictures
def _work(config: NetworkConfig, shape: torch.Size, part: str) -> int:
    """Return the multiply-adds up to the end of a part, from a pass without numbers."""
    with torch.device("meta"):
        hollow = DerainNet(config)
        total = 0

        def count(multiply_adds: int) -> None:
            nonlocal total
            total += multiply_adds

        _run_until(hollow, named_parts(hollow)[part], torch.empty(shape), count)
    return total


def _run_until(
    network: DerainNet, module: nn.Module, batch: Tensor, count: Callable[[int], None]
) -> list[Tensor]:
    """Run the network until a module has given its output, and return that."""
    found: list[Tensor] = []

    def take(_module: nn.Module, _inputs: object, output: _Output) -> None:
        states = output[0] if isinstance(output, tuple) else [output]
        # Clones: an activation in place may still come after a state.
        found.extend(state.detach().clone() for state in states)
        raise _PartReached

    with (
        _counting(network, count),
        _hooked(module, take),
        torch.inference_mode(),
        suppress(_PartReached),
    ):
        network(batch)
    return found


@contextmanager
def _hooked(
    module: nn.Module, hook: Callable[[nn.Module, object, _Output], None]
) -> Iterator[None]:
    handle = module.register_forward_hook(hook)
    try:
        yield
    finally:
        handle.remove()


@contextmanager
def _counting(network: DerainNet, count: Callable[[int], None]) -> Iterator[None]:
    """Report the multiply-adds of every convolution that runs."""

    def note(convolution: nn.Module, _inputs: object, output: Tensor) -> None:
        weight = convolution.weight
        if isinstance(weight, Tensor):
            count(output.numel() * weight[0].numel())

    handles = [
        module.register_forward_hook(note)
        for module in network.modules()
        if isinstance(module, nn.Conv2d)
    ]
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()
