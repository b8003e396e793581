"""Batches by number: batch n of a run follows from the seed and n alone.

So a run resumes exactly without stored generator states, and workers need no coordination.
"""

import signal
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from ssidkd.core.picture import Pixels
from ssidkd.learning.pairs import PairSource
from ssidkd.learning.photos import random_crop


@dataclass(frozen=True)
class Batch:
    """Crops of one step, each tensor (B, 3, S, S) uint8 in channels-last memory."""

    rainy: Tensor
    clean: Tensor
    real: Tensor | None
    """Crops of real rainy photos, stage two only."""

    def pin_memory(self) -> "Batch":
        """Return the batch in page-locked memory, from where a GPU fetches it while it works."""
        real = None if self.real is None else self.real.pin_memory()
        return Batch(self.rainy.pin_memory(), self.clean.pin_memory(), real)


@dataclass(frozen=True, kw_only=True)
class BatchRequest:
    """Which batch: its number, and the size this process makes of it at that time."""

    number: int
    crop: int
    batch_size: int


class BatchMaker(Dataset[Batch]):
    """Makes batch n on request.

    Args:
        source: where pairs come from.
        real_photos: unlabelled rainy photos; empty in stage one.
        seed: of the run.
        augment: mirror and rescale.
        rank: number of this process, of several that train together; each makes its own crops.
    """

    def __init__(
        self,
        source: PairSource,
        real_photos: Sequence[Pixels],
        *,
        seed: int,
        augment: bool,
        rank: int = 0,
    ) -> None:
        self._source = source
        self._real_photos = real_photos
        self._seed = seed
        self._augment = augment
        self._rank = rank

    def __getitem__(self, request: BatchRequest) -> Batch:
        """Make the crops of one step; crop i of a rank is crop rank * B + i of the whole batch."""
        first = self._rank * request.batch_size
        pairs, reals = [], []
        for index in range(first, first + request.batch_size):
            rng = np.random.default_rng((self._seed, request.number, index))
            pairs.append(self._source.crop(request.crop, rng, augment=self._augment))
            if self._real_photos:
                reals.append(
                    random_crop(self._real_photos, request.crop, rng, augment=self._augment)
                )
        return Batch(
            rainy=_stack([rainy for rainy, _ in pairs]),
            clean=_stack([clean for _, clean in pairs]),
            real=_stack(reals) if reals else None,
        )


def _stack(crops: Sequence[Pixels]) -> Tensor:
    return torch.from_numpy(np.stack(crops)).permute(0, 3, 1, 2)  # NHWC memory is channels-last


class _Requests:
    """Sampler whose requests are made when asked for, so that they can follow the clock."""

    def __init__(self, requests: Iterator[BatchRequest]) -> None:
        self._requests = requests

    def __iter__(self) -> Iterator[BatchRequest]:
        return self._requests


def iterate_batches(
    maker: BatchMaker, requests: Iterator[BatchRequest], *, workers: int = 0, pin: bool = False
) -> Generator[Batch, None, None]:
    """Yield the requested batches in order; closing the iterator ends the workers.

    Args:
        maker: makes them.
        requests: which ones; asked a few batches ahead where there are workers.
        workers: processes that make batches; 0 makes them here.
        pin: give them in page-locked memory, for a CUDA device.
    """
    loader = DataLoader(
        maker,
        batch_size=None,
        sampler=_Requests(requests),
        num_workers=workers,
        pin_memory=pin,
        worker_init_fn=_prepare_worker,
    )
    threads = cv2.getNumThreads()
    # A worker that is forked while OpenCV's pool of threads exists has the pool's locks without its
    # threads, and waits for them for ever. One thread means no pool.
    cv2.setNumThreads(1)
    batches = iter(loader)
    cv2.setNumThreads(threads)
    yield from batches


def _prepare_worker(_number: int) -> None:
    """Leave signals to the trainer, which saves first, and cores to the other workers."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    cv2.setNumThreads(1)  # also where workers are not forked
