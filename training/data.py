"""Finds and decodes what a run trains on, and leaves out what no run may see."""

import logging
from collections.abc import Sequence
from pathlib import Path

import torch

from ssidkd.core.assets import assets_folder
from ssidkd.core.derainer.memory import free_memory
from ssidkd.core.picture import Pixels
from ssidkd.learning.batches import BatchMaker
from ssidkd.learning.config import TrainingConfig
from ssidkd.learning.held import Held, Memory
from ssidkd.learning.pairs import PairSource, load_layers, load_pairs
from ssidkd.learning.photos import list_pictures, load_photos
from ssidkd.learning.processes import Processes
from training.collected import TRAIN, is_split
from training.held_out import held_out_photos, split_real_photos
from training.launch import processes_on_machine
from training.options import TrainOptions

_SHARE_OF_FREE_MEMORY = 0.5
log = logging.getLogger(__name__)


def batch_maker(
    config: TrainingConfig, options: TrainOptions, processes: Processes, assets: Path | None = None
) -> BatchMaker:
    """Read the folders that were named.

    Args:
        config: the run.
        options: names the folders.
        processes: which of several this is; each holds its own pictures.
        assets: the folder whose photos stay unseen; the project's if None.

    Raises:
        TrainingDataError: a folder holds nothing to train on, or a file is broken.
    """
    unseen = held_out_photos(assets or assets_folder())
    memory = Memory(memory_limit(options))
    photos = load_photos(clean_paths(options.clean, unseen), memory=memory)
    pairs = load_pairs(options.pairs, unseen, memory=memory)
    layers = load_layers(options.layers, unseen, memory=memory)
    real: Sequence[Pixels] = ()
    if config.stage == 2:
        real = load_photos(real_paths(options.real, unseen, options.keep_real), memory=memory)
        _tell("real photos", real)
    for name, items in (("photos", photos), ("pairs", pairs), ("rain layers", layers)):
        _tell(name, items)
    if config.pair_share == 1 and not pairs:
        log.warning("%s is written for fixed pairs; rain is put on photos.", options.recipe)
    source = PairSource(
        photos=photos,
        layers=layers,
        pairs=pairs,
        pair_share=config.pair_share,
        mixture=config.mixture,
    )
    return BatchMaker(source, real, seed=config.seed, augment=config.augment, rank=processes.rank)


def clean_paths(folders: Sequence[Path], unseen: frozenset[str]) -> list[Path]:
    """Return the clean photos that a run may see."""
    return [path for folder in folders for path in list_pictures(folder, unseen)]


def real_paths(folders: Sequence[Path], unseen: frozenset[str], kept: int) -> list[Path]:
    """Return the real photos that a run may see: of each folder all but the last `kept` by name.

    Of a folder that is split already, as an exported collection is, those of its training side.
    """
    paths: list[Path] = []
    for folder in folders:
        if is_split(folder):
            paths += list_pictures(folder / TRAIN, unseen)
        else:
            paths += split_real_photos(list_pictures(folder, unseen), kept)[0]
    return paths


def memory_limit(options: TrainOptions) -> int:
    """Return what decoded pictures of this process may take [bytes]."""
    if options.memory is not None:
        return int(options.memory * 2**30)
    free = free_memory(torch.device("cpu"))
    return int(_SHARE_OF_FREE_MEMORY * free / processes_on_machine())


def _tell(name: str, items: Sequence[object]) -> None:
    held = items.held if isinstance(items, Held) else len(items)
    if held < len(items):
        log.info("%d %s, %d of them held in memory", len(items), name, held)
    elif items:
        log.info("%d %s", len(items), name)
