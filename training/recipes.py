"""Every run by name: `python -m training.train RECIPE`."""

from dataclasses import replace

from ssidkd.core.network.config import VARIANTS
from ssidkd.learning.config import RealWeights, TrainingConfig

_OURS_TEACHER = TrainingConfig(
    network=VARIANTS["lite"],
    batch_size=8,
    crop=64,
    crop_growth=((0.5, 96, 4), (0.85, 128, 3)),
    optimizer="muon",
    learning_rate=3e-3,
    warmup_steps=100,
)

RECIPES: dict[str, TrainingConfig] = {
    "ours-lite": _OURS_TEACHER,
    "ours-lite-student": replace(
        _OURS_TEACHER,
        stage=2,
        steps=1_000,
        batch_size=4,
        crop=96,
        crop_growth=(),
        learning_rate=1e-4,
        warmup_steps=100,
        real=RealWeights(kl=0.1, dark_channel=0.05, total_variation=0.05, anchor=0.5),
        share_weights=False,
    ),
}
"""`NAME` trains a teacher; `NAME-student` is its second stage."""
