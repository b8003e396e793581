"""Speed on this machine, as ratios: `python -m training.benchmark`.

Seconds depend on the machine and on what else it does; ratios of things measured in turn do so much
less. Run it on a machine that does nothing else.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch

from ssidkd.core.derainer import Derainer, PrecisionChoice
from ssidkd.core.network.config import VARIANTS
from ssidkd.core.network.derain_net import DerainNet
from ssidkd.core.picture import Pixels, to_batch, to_pixels
from training.benchmark_metrics import NiqeTiming, benchmark_niqe

CASES = (("base", 256), ("lite", 256), ("lite", 512))


@dataclass(frozen=True, kw_only=True)
class NetworkTiming:
    """One network on one picture: as the derainer runs it, and plainly."""

    variant: str
    side: int
    """Height and width of the picture [px]."""
    precision: str
    """Number type the derainer chose."""
    seconds: float
    """Derainer, from pixels to pixels."""
    plain_seconds: float
    """The same network in float32 with channels first, from pixels to pixels."""

    @property
    def speed_up(self) -> float:
        """How many times faster the derainer is."""
        return self.plain_seconds / self.seconds


def main(argv: Sequence[str] | None = None) -> int:
    """Measure everything and print it."""
    arguments = _parser().parse_args(argv)
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    networks = [
        benchmark_network(variant, side, arguments.precision, arguments.repeats)
        for variant, side in CASES
    ]
    niqe = benchmark_niqe()
    sys.stdout.write(_as_json(networks, niqe) if arguments.json else _in_words(networks, niqe))
    return 0


def benchmark_network(
    variant: str, side: int, precision: PrecisionChoice = "auto", repeats: int = 5
) -> NetworkTiming:
    """Time a network on the CPU both ways in turn; the fastest of the repeats counts.

    Weights are random: they change no speed.
    """
    network = DerainNet(VARIANTS[variant]).eval()
    derainer = Derainer(network, device="cpu", precision=precision)
    pixels = np.random.default_rng(0).integers(0, 256, (side, side, 3), dtype=np.uint8)

    def plain() -> Pixels:
        with torch.inference_mode():
            return to_pixels(network(to_batch(pixels)).derained)

    # The first run of each is not counted: it chooses algorithms and fills caches.
    ready = derainer.derain(pixels)
    plain()
    both = [(_seconds(lambda: derainer.derain(pixels)), _seconds(plain)) for _ in range(repeats)]
    return NetworkTiming(
        variant=variant,
        side=side,
        precision=ready.precision,
        seconds=min(seconds for seconds, _ in both),
        plain_seconds=min(seconds for _, seconds in both),
    )


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="training.benchmark", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print an object")
    parser.add_argument("--repeats", type=int, default=5, help="runs of each (default: 5)")
    parser.add_argument("--threads", type=int, help="of torch (default: as many as cores)")
    parser.add_argument(
        "--precision",
        choices=("auto", "float32", "bf16"),
        default="auto",
        help="of the derainer (default: auto, bf16 where the hardware has it)",
    )
    return parser


def _as_json(networks: list[NetworkTiming], niqe: list[NiqeTiming]) -> str:
    def row(timing: NetworkTiming | NiqeTiming) -> dict[str, Any]:
        return {**asdict(timing), "speed_up": timing.speed_up}

    report = {
        "threads": torch.get_num_threads(),
        "networks": [row(timing) for timing in networks],
        "niqe": [row(timing) for timing in niqe],
    }
    return json.dumps(report, indent=2) + "\n"


def _in_words(networks: list[NetworkTiming], niqe: list[NiqeTiming]) -> str:
    lines = [f"{torch.get_num_threads()} threads of torch"]
    lines += [
        f"{timing.variant} {timing.side} x {timing.side}: {timing.seconds:.2f} s in "
        f"{timing.precision}, {timing.speed_up:.1f} times faster than plainly in float32"
        for timing in networks
    ]
    lines += [
        f"NIQE {timing.side} x {timing.side}: {timing.milliseconds:.0f} ms, "
        f"{timing.speed_up:.1f} times faster than written plainly"
        for timing in niqe
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
