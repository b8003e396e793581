"""The optimiser a run asks for."""

import torch
from torch import nn

from ssidkd.learning.config import TrainingConfig
from ssidkd.learning.muon import Muon


def build_optimizer(config: TrainingConfig, network: nn.Module) -> torch.optim.Optimizer:
    """Return a fresh optimiser for the network's parameters."""
    parameters = network.parameters()
    if config.optimizer == "adam":
        return torch.optim.Adam(parameters, lr=config.learning_rate)
    if config.optimizer == "adamw":
        return torch.optim.AdamW(
            parameters, lr=config.learning_rate, weight_decay=config.weight_decay
        )
    return Muon(parameters, lr=config.learning_rate, weight_decay=config.weight_decay)
