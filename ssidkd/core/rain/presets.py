"""Rains with a name, from drizzle to cloudburst, and the ones deraining is known to fail on."""

from ssidkd.core.rain.parameters import RainParameters

PRESETS: dict[str, RainParameters] = {
    "drizzle": RainParameters(amount=0.04, length=12, width=0.9, brightness=0.35, layers=2),
    "light": RainParameters(amount=0.07, length=28, width=1.1, brightness=0.5, layers=2),
    "moderate": RainParameters(
        amount=0.15, length=34, width=1.3, brightness=0.55, layers=3, wind=8, veil=0.05
    ),
    "heavy": RainParameters(
        amount=0.28, length=42, width=1.5, brightness=0.65, layers=3, wind=10, spread=3, veil=0.1
    ),
    "cloudburst": RainParameters(
        amount=0.45,
        length=50,
        width=1.7,
        brightness=0.7,
        layers=4,
        wind=14,
        spread=4,
        veil=0.25,
        drops=0.2,
    ),
    "benchmark_heavy": RainParameters(
        amount=0.7,
        length=55,
        width=1.6,
        brightness=0.5,
        layers=3,
        wind=6,
        spread=2,
        profile="sharp",
    ),
    "mist": RainParameters(amount=0.06, length=20, width=1.0, brightness=0.3, layers=3, veil=0.4),
    "night": RainParameters(
        amount=0.16, length=40, width=1.2, brightness=0.8, layers=3, night=0.9, noise=0.02, wind=4
    ),
    "long_thin": RainParameters(
        amount=0.08, length=180, width=0.8, brightness=0.5, layers=2, wind=12, spread=1
    ),
}
"""`long_thin` is the paper's stated failure (Fig. 12)."""
