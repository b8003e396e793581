"""What a job has learnt, whether or not that became its result."""

import torch

from ssidkd.core.weights import load_weights
from ssidkd.learning.finetune.beginning import training_config
from ssidkd.learning.finetune.checkpoint import load_progress


def checkpoint_of(folder):
    """Return the newest checkpoint."""
    config = training_config(folder.read_config(), load_weights(folder.start).card)
    return load_progress(folder.checkpoint, config, torch.device("cpu"))


def learnt_alike(one, other):
    """Return whether two jobs have learnt the same weights, to the bit, and anything at all."""
    start = load_weights(one.start).network.state_dict()
    first, second = (checkpoint_of(job).state.network.state_dict() for job in (one, other))
    is_same = all(torch.equal(first[name], second[name]) for name in start)
    return is_same and not all(torch.equal(first[name], start[name]) for name in start)
